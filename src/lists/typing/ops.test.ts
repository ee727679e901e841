/** A paper list typed row after row: said at once what is wrong and who it is, then a list like any other. */
import { beforeAll, describe, expect, test } from 'vitest';
import { PLACES } from '../../registry/test-places.ts';
import { advanceList } from '../advance-ops.ts';
import { commitList, undoList } from '../commit-ops.ts';
import { fieldOfHeader } from '../headers.ts';
import { getListAsOwner } from '../intake-ops.ts';
import { KIND_RULES } from '../kinds.ts';
import { showDifference } from '../pages-ops.ts';
import { plantPlaces, useTestLists } from '../test-lists.ts';
import { listsVi } from '../../../messages/lists.vi.ts';
import { LIST_KINDS } from '../types.ts';
import { TYPED_COLUMNS } from './columns.ts';
import { checkTyped, sendTyped } from './ops.ts';

const lists = useTestLists();
const AS_OF = '2026-10-01';
const input = { kind: 'residents' as const, unit: '02545', asOf: AS_OF };

const OLD = { fullName: 'Lò Văn An', birthDate: '06/05/1980', sex: 'Nam', village: 'Lũng Tẩu' };
const NEW = { fullName: 'Lò Thị Mới', birthDate: '1990', sex: 'Nữ', village: 'Thôn Tân Lập' };

let an = 0;

beforeAll(async () => {
  await plantPlaces(lists.database.db());
  const made = await lists.record([
    {
      kind: 'addPerson',
      person: 'new:a',
      attributes: { fullName: 'Lò Văn An', birthDate: '1980-05-06', sex: 'male' },
      residence: { placeId: PLACES.villageOne, kind: 'permanent', from: '2010-01-01' },
    },
  ]);
  an = made['new:a'] ?? 0;
});

describe('while it is typed', () => {
  test('each row says who it is, and what is wrong with which cell', async () => {
    const rows = await checkTyped(lists.ctx(), input, [
      OLD,
      NEW,
      { fullName: 'Lò Văn Sai', birthDate: '31/02/1990', sex: 'y', phone: '12' },
      { village: 'Tân Lập' },
      { ...NEW, fullName: 'LO THI MOI' },
    ]);
    expect(rows.map((row) => row.outcome)).toEqual(['linked', 'new', null, null, 'duplicate']);
    expect(rows[0]).toMatchObject({
      personId: an,
      person: { fullName: 'Lò Văn An', birthDate: '1980-05-06' },
    });
    expect(rows[2]?.faults.map(({ field, code, isWarning }) => [field, code, isWarning])).toEqual([
      ['birthDate', 'lists.cell.birthUnreadable', false],
      ['sex', 'lists.cell.sexUnreadable', true],
      ['phone', 'lists.cell.phoneUnreadable', true],
    ]);
    expect(rows[3]?.faults.map((fault) => fault.code)).toContain('lists.cell.nameMissing');
    expect(rows[4]?.duplicateOfRow).toBe(1);
  });

  test('writes nothing', async () => {
    const before = await checkTyped(lists.ctx(), input, [NEW]);
    expect(await checkTyped(lists.ctx(), input, [NEW])).toEqual(before);
  });
});

describe('sent', () => {
  test('it is a list: difference, commit, undo; the same rows again are the same list', async () => {
    const rows = [OLD, { ...NEW, relation: 'Chủ hộ' }, { ...NEW, fullName: 'Lò, "Bé" Con' }];
    const sender = { ...input, sender: 'Thôn Tân Lập' };
    const { listId, repeated } = await sendTyped(lists.ctx(), sender, rows);
    expect(repeated).toBe(false);
    expect(await sendTyped(lists.ctx(), sender, rows)).toMatchObject({ listId, repeated: true });
    await advanceList(lists.ctx(), listId);
    const list = await getListAsOwner(lists.ctx(), listId);
    expect(list).toMatchObject({ state: 'compared', fileName: 'nhap-tay-2026-10-01.csv' });
    expect(list.counts).toMatchObject({ data: 3, faulty: 0, new: 2, same: 1 });
    const page = { kind: null, communeId: null, after: 0, limit: 10 };
    const { changes } = await showDifference(lists.ctx(), listId, page);
    expect(changes.map((change) => change.fullName)).toEqual(['Lò Thị Mới', 'Lò, "Bé" Con']);
    await commitList(lists.ctx(), listId, 'thử');
    const known = await checkTyped(lists.ctx(), input, [NEW]);
    expect(known[0]?.outcome).toBe('linked');
    await undoList(lists.ctx(), listId, 'thử');
    const gone = await checkTyped(lists.ctx(), input, [NEW]);
    expect(gone[0]?.outcome).toBe('new');
  });

  test('a kind that is no list of people is not typed', async () => {
    const other = { ...input, kind: 'employer-debts' as const, sender: 'BHXH' };
    await expect(sendTyped(lists.ctx(), other, [OLD])).rejects.toThrow('lists.typed.notThisKind');
  });
});

describe('what is typed of each kind', () => {
  const kinds = LIST_KINDS.flatMap((kind) => {
    const columns = TYPED_COLUMNS[kind];
    return columns ? [{ kind, columns }] : [];
  });

  test.each(kinds)('$kind has what its rows need', ({ kind, columns }) => {
    const fields = new Set(columns.map((column) => column.field));
    expect(
      KIND_RULES[kind].required.filter((group) => !group.some((one) => fields.has(one))),
    ).toEqual([]);
    // Enter passes by what the row above said: it stands last
    const first = columns.findIndex((column) => column.carries);
    expect(columns.slice(first).every((column) => column.carries)).toBe(true);
  });

  test('the headers of its file are known again when it comes back corrected', () => {
    const fields = kinds.flatMap(({ columns }) => columns.map((column) => column.field));
    for (const field of new Set(fields)) expect(fieldOfHeader(listsVi.fields[field])).toBe(field);
  });
});
