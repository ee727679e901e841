import { describe, expect, test } from 'vitest';
import type { Actor, Grant, Role } from '../kernel/actor.ts';
import { decideOwn, decidePlace, holdsSystem, isInside, mayGive, refusalOf } from './rules.ts';
import { decideTry, delayMinutes } from './tries.ts';

function grant(role: Role, path: string, boundaries = '2026-01-01'): Grant {
  return { role, path, boundaries, unitId: Number(path.split('.u').at(-1)) };
}

function actor(...grants: Grant[]): Actor {
  return { userId: 'u', name: 'U', kind: 'user', grants };
}

test.each([
  ['u1', 'u1', true],
  ['u1.u35', 'u1', true],
  ['u1.u35', 'u1.u3', false],
  ['u1.u3', 'u1.u35', false],
  ['u1', 'u1.u35', false],
  ['u11.u35', 'u1', false],
])('%s inside %s: %s', (path, ancestor, expected) => {
  expect(isInside(path, ancestor)).toBe(expected);
});

describe('a place', () => {
  const paths = new Map([
    ['2026-01-01', ['u1.u14.u105']],
    ['2023-01-01', ['u1.u14.u76']],
  ]);
  const officer = grant('healthOfficer', 'u1.u14.u76', '2023-01-01');
  test.each([
    ['by the tree of its grant', actor(officer), 'allowed'],
    [
      'not by the same path in another tree',
      actor({ ...officer, boundaries: '2026-01-01' }),
      'outside',
    ],
    ['by one of two grants', actor(grant('collector', 'u1.u99'), officer), 'allowed'],
    ['with a role that is not named', actor(grant('collector', 'u1.u14')), 'wrongRole'],
    [
      'with the role elsewhere and another role here',
      actor(grant('collector', 'u1.u14'), grant('healthOfficer', 'u1.u15')),
      'wrongRole',
    ],
    ['without grants', actor(), 'outside'],
  ] as const)('%s', (_name, who, expected) => {
    expect(decidePlace(who, ['healthOfficer', 'administrator'], paths).kind).toBe(expected);
  });

  test('only the grants that allow the call go on', () => {
    const who = actor(officer, grant('collector', 'u1'), grant('healthOfficer', 'u1.u15'));
    expect(decidePlace(who, ['healthOfficer'], paths)).toEqual({
      kind: 'allowed',
      grants: [officer],
    });
    expect(decideOwn(who, ['collector'])).toMatchObject({ grants: [{ role: 'collector' }] });
  });
});

test.each([
  ['outside', 'collector', true, 'notFound'],
  ['outside', 'collector', false, 'notFound'],
  ['wrongRole', 'collector', true, 'notFound'],
  ['wrongRole', 'collector', false, 'forbidden'],
  ['wrongRole', 'openData', false, 'notFound'],
] as const)('%s for %s, reading %s: %s', (kind, role, isRead, expected) => {
  expect(refusalOf({ kind }, actor(grant(role, 'u1')), isRead)).toBe(expected);
});

test.each([
  ['administrator', 'u1.u14', 'healthOfficer', 'u1.u14', true],
  ['administrator', 'u1.u14', 'healthOfficer', 'u1.u14.u101', true],
  ['administrator', 'u1.u14', 'healthOfficer', 'u1.u140', false],
  ['administrator', 'u1.u14', 'healthOfficer', 'u1', false],
  ['administrator', 'u1.u14', 'administrator', 'u1.u14', false],
  ['administrator', 'u1.u14', 'administrator', 'u1.u14.u101', true],
  ['administrator', 'u1', 'administrator', 'u1', true],
  ['auditor', 'u1', 'auditor', 'u1.u14', false],
] as const)('%s of %s gives %s on %s: %s', (role, path, given, place, expected) => {
  expect(mayGive(grant(role, path), given, place)).toBe(expected);
});

test('the country is administered from its root alone', () => {
  expect(holdsSystem(actor(grant('administrator', 'u1')))).toBe(true);
  expect(holdsSystem(actor(grant('administrator', 'u1.u14'), grant('auditor', 'u1')))).toBe(false);
});

describe('tries', () => {
  test('wait longer and longer, an hour at most', () => {
    const minutes = [1, 4, 5, 6, 7, 8, 10, 11, 12, 100].map(delayMinutes);
    expect(minutes).toEqual([0, 0, 1, 2, 4, 8, 32, 60, 60, 60]);
  });

  const now = Temporal.Instant.from('2026-11-22T03:00:00Z');
  const known = { failures: 4, last_at: '2026-11-22T02:00:00Z', locked_until: null };

  test('lock before the password is looked at', () => {
    expect(decideTry(known, now)).toEqual({
      allowed: true,
      tries: {
        failures: 5,
        last_at: '2026-11-22T03:00:00Z',
        locked_until: '2026-11-22T03:01:00Z',
      },
    });
  });

  test('say how long the lock still holds, and do not prolong it', () => {
    const locked = { ...known, locked_until: '2026-11-22T03:01:30Z' };
    expect(decideTry(locked, now)).toEqual({ allowed: false, minutesLeft: 2 });
  });

  test('are forgotten after a day', () => {
    const old = { ...known, failures: 40, last_at: '2026-11-21T03:00:00Z' };
    expect(decideTry(old, now)).toMatchObject({ tries: { failures: 1, locked_until: null } });
  });
});
