import { expect, test } from 'vitest';
import { areaClassesOf, statusesOf } from './outside-names.ts';

test.each([
  ['poorHousehold', ['poor']],
  ['nearPoorHousehold', ['nearPoor']],
  ['averageLivingHousehold', ['averageLiving']],
  ['pupil', ['pupil']],
  ['disabled', []],
  ['underSix', []],
  ['ethnicMinority', []],
])('status %s of the register', (status, codes) => {
  expect(statusesOf(status)).toEqual(codes);
});

test.each([
  ['ethnicArea', 'III', ['regionIII', 'minorityMountain']],
  ['ethnicArea', 'none', []],
  ['especiallyDifficult', 'yes', ['especiallyDifficultVillage', 'minorityMountain']],
  ['especiallyDifficult', 'none', []],
  ['island', 'yes', ['island']],
  ['safeZone', 'yes', ['safeZone']],
  ['border', 'yes', []],
])('class %s %s of a unit', (scheme, value, classes) => {
  expect(areaClassesOf(scheme, value)).toEqual(classes);
});
