import { describe, expect, test } from 'vitest';
import { type Decision, decideFacts } from './decide.ts';
import { type Draft, type FactChange, emptyDraft, noFacts } from './facts.ts';
import { type Command, type CommandInput, commandSchema } from './types.ts';

const ME = 8;

/** Someone who has lived in place 1 since 2015 and was poor in 2021. */
function known(): Draft {
  const draft = emptyDraft();
  const facts = noFacts(ME);
  const period = (factId: number, validFrom: string, validTo: string | null) => ({
    personId: ME,
    factId,
    validFrom,
    validTo,
  });
  facts.versions = [
    {
      ...period(1, '1980-01-01', null),
      fullName: 'Hà Thị Tôi',
      birthDate: '1980-01-01',
      birthPrecision: 'day',
      sex: 'female',
      ethnicityCode: '01',
      nationalityCode: null,
      nationalId: null,
      socialInsuranceNumber: null,
      phone: null,
      email: null,
    },
  ];
  facts.residences = [
    { ...period(2, '2015-01-01', null), placeId: 1, kind: 'permanent', note: null },
  ];
  facts.statuses = [
    {
      ...period(3, '2021-01-01', '2022-01-01'),
      status: 'poorHousehold',
      detail: null,
      source: null,
    },
  ];
  draft.people.set(ME, facts);
  draft.aggregates.set(1, []);
  return draft;
}

function decide(commands: CommandInput[]) {
  const parsed: Command[] = commands.map((command) => commandSchema.parse(command));
  const ids = new Map([
    ['new:b', 9],
    ['new:h', 70],
  ]);
  return decideFacts({ before: known(), commands: parsed, ids, today: '2026-01-01' });
}

function decided(commands: CommandInput[]): Decision {
  const done = decide(commands);
  if (!done.ok) throw new Error(JSON.stringify(done.faults));
  return done.value;
}

function faults(commands: CommandInput[]): (string | undefined)[][] {
  const done = decide(commands);
  return done.ok ? [] : done.faults.map((fault) => [fault.at, fault.code]);
}

const lines = (changes: readonly FactChange[]): unknown[] =>
  changes.map(({ table, fact }) => [table, fact.validFrom, fact.validTo]);

const home = (more: object): CommandInput => ({
  kind: 'setResidence',
  person: ME,
  placeId: 2,
  residence: 'permanent',
  from: '2020-01-01',
  ...more,
});

describe('residence', () => {
  test.each<[string, CommandInput, unknown[], unknown[]]>([
    [
      'a move cuts the open spell',
      home({}),
      [['residence', '2015-01-01', null]],
      [
        ['residence', '2015-01-01', '2020-01-01'],
        ['residence', '2020-01-01', null],
      ],
    ],
    [
      'a closed period is cut out of the middle',
      home({ to: '2021-01-01' }),
      [['residence', '2015-01-01', null]],
      [
        ['residence', '2015-01-01', '2020-01-01'],
        ['residence', '2021-01-01', null],
        ['residence', '2020-01-01', '2021-01-01'],
      ],
    ],
    [
      'an open one stops where the next of its kind begins',
      home({ from: '2010-01-01' }),
      [],
      [['residence', '2010-01-01', '2015-01-01']],
    ],
    [
      'temporary beside permanent cuts nothing',
      home({ residence: 'temporary', to: '2020-06-01' }),
      [],
      [['residence', '2020-01-01', '2020-06-01']],
    ],
  ])('%s', (_, command, superseded, added) => {
    const decision = decided([command]);
    expect(lines(decision.superseded)).toEqual(superseded);
    expect(lines(decision.added)).toEqual(added);
  });

  test('coming back after leaving ends the leaving', () => {
    const { after } = decided([
      { kind: 'recordLeaving', person: ME, from: '2018-01-01' },
      home({ from: '2020-01-01' }),
    ]);
    const spells = after.people.get(ME)?.residences ?? [];
    expect(spells.map((s) => [s.kind, s.placeId, s.validFrom, s.validTo])).toEqual([
      ['permanent', 1, '2015-01-01', '2018-01-01'],
      ['left', 1, '2018-01-01', '2020-01-01'],
      ['permanent', 2, '2020-01-01', null],
    ]);
  });
});

describe('a list of commands', () => {
  test('what comes back to what it was is no change', () => {
    const decision = decided([
      { kind: 'correctPerson', person: ME, attributes: { phone: '0912345678' } },
      { kind: 'correctPerson', person: ME, attributes: { phone: null } },
    ]);
    expect([...decision.added, ...decision.superseded]).toEqual([]);
  });

  test('later commands see what earlier ones made', () => {
    const decision = decided([
      { kind: 'addPerson', person: 'new:b', attributes: { fullName: 'Hà Văn Con' } },
      { kind: 'addHousehold', household: 'new:h', placeId: 1, from: '2015-01-01' },
      {
        kind: 'joinHousehold',
        person: ME,
        household: 'new:h',
        relation: 'head',
        from: '2015-01-01',
      },
      {
        kind: 'joinHousehold',
        person: 'new:b',
        household: 'new:h',
        relation: 'child',
        from: '2016-01-01',
      },
      {
        kind: 'changeHead',
        household: 'new:h',
        person: 'new:b',
        formerRelation: 'parent',
        from: '2025-01-01',
      },
    ]);
    const members = decision.added
      .filter((change) => change.table === 'household_member')
      .map(({ fact }) =>
        'relation' in fact ? [fact.personId, fact.relation, fact.validFrom] : [],
      );
    expect(members).toEqual([
      [ME, 'head', '2015-01-01'],
      [ME, 'parent', '2025-01-01'],
      [9, 'child', '2016-01-01'],
      [9, 'head', '2025-01-01'],
    ]);
  });

  test('a faulty command leaves no trace and the others are still looked at', () => {
    expect(
      faults([
        {
          kind: 'joinHousehold',
          person: ME,
          household: 'new:h',
          relation: 'head',
          from: '2020-01-01',
        },
        { kind: 'setStatus', person: ME, status: 'pupil', from: '2022-01-01', to: '2022-01-01' },
        { kind: 'setStatus', person: ME, status: 'pupil', from: '2022-01-01' },
        { kind: 'endStatus', person: ME, factId: 3, to: '2020-01-01' },
        { kind: 'endStatus', person: 'new:z', factId: 3, to: '2021-06-01' },
      ]),
    ).toEqual([
      ['commands.0', 'registry.household.notFound'],
      ['commands.1', 'registry.period.empty'],
      ['commands.3', 'registry.period.empty'],
      ['commands.4', 'registry.reference.unknown'],
    ]);
  });

  test.each<[string, CommandInput[], string]>([
    [
      'a residence after death',
      [{ kind: 'recordDeath', person: ME, on: '2022-05-05' }, home({ from: '2022-05-06' })],
      'registry.person.died',
    ],
    [
      'a spell twice',
      [1, 2].map((): CommandInput => ({
        kind: 'addParticipation',
        person: ME,
        category: 'GD',
        issuer: 'own',
        from: '2022-01-01',
      })),
      'registry.participation.twice',
    ],
    [
      'leaving no household',
      [{ kind: 'leaveHousehold', person: ME, from: '2022-01-01' }],
      'registry.household.notMember',
    ],
    [
      'removing what is not there',
      [{ kind: 'removeFact', person: ME, fact: 'status', factId: 4 }],
      'registry.fact.stale',
    ],
  ])('%s is refused', (_, commands, code) => {
    expect(faults(commands).map(([, found]) => found)).toEqual([code]);
  });

  test('a status set anew in its own time replaces, in another one is added', () => {
    const again = decided([
      {
        kind: 'setStatus',
        person: ME,
        status: 'poorHousehold',
        from: '2021-06-01',
        to: '2023-01-01',
      },
    ]);
    expect(lines(again.added)).toEqual([
      ['status', '2021-01-01', '2021-06-01'],
      ['status', '2021-06-01', '2023-01-01'],
    ]);
    const other = decided([
      { kind: 'setStatus', person: ME, status: 'nearPoorHousehold', from: '2021-06-01' },
    ]);
    expect(lines(other.superseded)).toEqual([]);
  });
});

describe('commands as sent', () => {
  test.each<[string, object]>([
    ['a day that is none', home({ from: '2023-02-29' })],
    [
      'a category of three letters',
      { kind: 'addParticipation', person: ME, category: 'GDX', issuer: 'own', from: '2023-01-01' },
    ],
    ['an unknown status', { kind: 'setStatus', person: ME, status: 'rich', from: '2023-01-01' }],
    ['a reference of another form', { kind: 'leaveHousehold', person: 'b', from: '2023-01-01' }],
    ['living as dead', home({ residence: 'died' })],
  ])('%s is not taken', (_, command) => {
    expect(commandSchema.safeParse(command).success).toBe(false);
  });
});
