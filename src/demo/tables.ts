/** The tables of data/ that made-up people are drawn from. */
import { readTable } from '../units/reference.ts';
import type { NameTables } from './names.ts';

export type Row = Record<string, string>;

export interface DemoTables {
  names: NameTables;
  peoples: Row[];
  peoplesByProvince: Row[];
  versions: Row[];
  changes: Row[];
  figures: Row[];
  villageNames: Row[];
  villageTypes: Row[];
  communes: Row[];
  counts: Row[];
  rates: Row[];
  areaActs: Row[];
}

export function readDemoTables(): DemoTables {
  return {
    names: {
      surnamesKinh: readTable('names/surnames_kinh'),
      surnamesEthnic: readTable('names/surnames_ethnic'),
      givenMale: readTable('names/given_male'),
      givenFemale: readTable('names/given_female'),
      middleMale: readTable('names/middle_male'),
      middleFemale: readTable('names/middle_female'),
      doubleMale: readTable('names/double_given_male'),
      doubleFemale: readTable('names/double_given_female'),
      parts: readTable('names/name_parts'),
      older: readTable('demo/older_names'),
    },
    peoples: readTable('people/ethnic_groups'),
    peoplesByProvince: readTable('people/ethnic_by_province_2019'),
    versions: readTable('units/versions'),
    changes: readTable('units/changes'),
    figures: readTable('population/figures'),
    villageNames: readTable('demo/village_names'),
    villageTypes: readTable('demo/village_types'),
    communes: readTable('demo/son_duong_communes'),
    counts: readTable('demo/son_duong_counts'),
    rates: readTable('demo/son_duong_rates'),
    areaActs: readTable('demo/area_acts'),
  };
}
