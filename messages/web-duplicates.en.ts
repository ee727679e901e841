/** Texts of the search for exact duplicates by chosen columns, in English. */
import { enFormat as f } from './format.ts';
import type { Shape } from './shape.ts';
import type { webDuplicatesVi } from './web-duplicates.vi.ts';

const n = (value: number): string => f.number(value);

export const webDuplicatesEn = {
  tab: 'Duplicates',
  aboutRows:
    'Choose the columns in which two equal rows look like one. An empty cell equals nothing. Works before the list is linked.',
  columns: 'Equal in',
  way: (column: string) => `How column ${column} is compared`,
  unnamed: (letter: string) => `Column ${letter}`,
  ready: 'Sets of columns',
  keep: 'Keep these columns',
  keepName: 'Name',
  keepSubmit: 'Keep',
  drop: (name: string) => `Drop ${name}`,
  search: 'Find duplicates',
  nothingChosen: 'Please choose at least one column.',
  searching: 'Looking for duplicate rows',
  rowsRead: (rows: string) => `${rows} rows read`,
  failed: 'The search failed',
  start: 'Nothing searched yet',
  startHint: 'Choose columns above and search.',
  empty: 'No rows are equal in these columns',
  emptyPeople: 'Nobody is equal in these',
  emptyHint: (compared: number, blank: number) =>
    `${n(compared)} compared; ${n(blank)} lack one of the columns and were not.`,
  sumRows: (groups: number, members: number) => `${n(groups)} groups, ${n(members)} rows`,
  sumPeople: (groups: number, members: number) => `${n(groups)} groups, ${n(members)} people`,
  compared: (compared: number, blank: number) =>
    blank === 0 ? `${n(compared)} compared` : `${n(compared)} compared, ${n(blank)} lack a column`,
  cut: 'Too many: the table does not hold them all, the counts do. Please choose more columns.',
  group: 'Group',
  size: 'In the group',
  line: 'Row',
  lineOf: (sheet: number, line: number) =>
    sheet === 0 ? n(line) : `${n(line)} (sheet ${sheet + 1})`,
  name: 'Name',
  birth: 'Born',
  place: 'Place',
  head: 'Head of household',
  hidden: 'somebody you may not see',
  caption: 'Rows that are equal',
  captionPeople: 'People who are equal in the register',
  saveCsv: 'Export .csv',
  raise: 'Put into review',
  raiseHint: 'Each repeated row or pair of records becomes an item; groups over 20 are left out.',
  raised: (opened: number, waiting: number, decided: number) =>
    `${n(opened)} new items, ${n(waiting)} waiting already, ${n(decided)} decided before.`,
  toReview: 'Open the queue',
  people: {
    title: 'Find duplicates in the register',
    about:
      'People who are exactly equal in what is chosen, within a place. Records that are nearly alike are looked for every night and stand in the review.',
    unit: 'Within',
  },
} satisfies Shape<typeof webDuplicatesVi>;
