/** Exact duplicates on the columns the user chooses, in a list and in the register. */
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import ExcelJs from 'exceljs';
import { PLACES } from '../../registry/test-places.ts';
import { compareList } from '../compare-ops.ts';
import { getListAsOwner } from '../intake-ops.ts';
import { decideItem } from '../review/decide-ops.ts';
import { undoAct } from '../review/undo-ops.ts';
import { plantPlaces, useTestLists } from '../test-lists.ts';
import { writeSearch } from './file-ops.ts';
import {
  choicesOf,
  dropChoice,
  keepChoice,
  listSearchesOfList,
  searchList,
  searchRegister,
  showSearch,
} from './ops.ts';
import { raiseOfSearch } from './review-ops.ts';

const lists = useTestLists();

beforeAll(async () => {
  await plantPlaces(lists.database.db());
});

const FILE = `DANH SÁCH HỘ CẬN NGHÈO
STT,Họ và tên,Ngày sinh,Giới tính,Số định danh/CCCD,Số sổ,Mã hộ,Thôn,Xã
1,Lò Văn An,06/05/1980,Nam,008080000111,CN-01,H1,Thôn Lũng Tẩu,Xã Tân Trào
2,LÒ VĂN AN,6/5/1980,Nam,,CN 01,H2,Thôn Lũng Tẩu,Xã Tân Trào
3,Lò Văn Bình,07/05/1981,Nam,,CN-02,H1,Thôn Lũng Tẩu,Xã Tân Trào
4,Lò Văn Bình,08/05/1981,Nam,,,H1,Thôn Lũng Tẩu,Xã Tân Trào
5,Lo Van An,06-05-1980,Nam,8080000111,-,H3,Thôn Tân Lập,Xã Tân Trào
6,Lò Thị Én,,Nữ,,,H3,Thôn Tân Lập,Xã Tân Trào
7,Lò Thị Én,,Nữ,,,H3,Thôn Tân Lập,Xã Tân Trào
Tổng cộng: 7 người`;

async function list(kind: 'near-poor' | 'residents' = 'near-poor', text = FILE): Promise<number> {
  return await lists.clean(text, { kind, unit: '02545', asOf: '2026-10-01' });
}

const first = { after: 0, limit: 50 };

async function find(listId: number, columns: string[]) {
  const { searchId } = await searchList(lists.ctx(), listId, { columns, later: false });
  return await showSearch(lists.ctx(), searchId, first);
}

const linesOf = ({ groups }: Awaited<ReturnType<typeof find>>) =>
  groups.map(({ shown }) => shown.map((member) => member.line));

describe('rows of a list', () => {
  let listId = 0;
  beforeAll(async () => {
    listId = await list();
  });

  test('are found by the columns somebody chooses, marks and capitals aside', async () => {
    const found = await find(listId, ['fullName', 'birthDate']);
    expect(linesOf(found)).toEqual([[3, 4, 7]]);
    expect(found.search).toMatchObject({ compared: 5, blank: 2, groups: 1, members: 3 });
    expect(found.next).toBeNull();
  });

  test('by a column of the sender that is no field, by header or letter', async () => {
    expect(linesOf(await find(listId, ['Số sổ']))).toEqual([[3, 4]]);
    expect(linesOf(await find(listId, ['F']))).toEqual([[3, 4]]);
    expect(linesOf(await find(listId, ['Số sổ:same']))).toEqual([]);
  });

  test('a number that lost its zeros is the same; nothing equals nothing', async () => {
    expect(linesOf(await find(listId, ['nationalId']))).toEqual([[3, 7]]);
    const byName = await find(listId, ['fullName']);
    expect(linesOf(byName)).toEqual([
      [3, 4, 7],
      [5, 6],
      [8, 9],
    ]);
  });

  test('numbers are masked, what tells whose row it is stands beside', async () => {
    const { search, groups } = await find(listId, ['nationalId']);
    expect(search.columns.map(({ header, way }) => [header, way])).toEqual([
      ['Số định danh/CCCD', 'digits'],
      ['Họ và tên', null],
      ['Ngày sinh', null],
      ['Giới tính', null],
      ['Mã hộ', null],
      ['Thôn', null],
      ['Xã', null],
    ]);
    expect(groups[0]?.shown[0]?.cells.slice(0, 2)).toEqual(['008•••••••11', 'Lò Văn An']);
  });

  test('a column that is not there is named', async () => {
    await expect(find(listId, ['Số sổ', 'Trường', 'Lớp'])).rejects.toMatchObject({
      faults: [
        { code: 'lists.duplicates.column', params: { column: 'Trường' } },
        { code: 'lists.duplicates.column', params: { column: 'Lớp' } },
      ],
    });
  });

  test('go out as .xlsx and .csv', async () => {
    const { search } = await find(listId, ['fullName', 'birthDate']);
    const csv = await writeSearch(lists.ctx(), search.searchId, 'csv', 'vi');
    const lines = Buffer.from(csv.file.bytes as Uint8Array)
      .toString()
      .split('\r\n');
    expect(lines[0]).toBe(
      '\ufeffNhóm,Số người,Dòng,Họ và tên,Ngày sinh,Giới tính,Số định danh/CCCD,Mã hộ,Thôn,Xã',
    );
    expect(lines[1]).toBe(
      '1,3,3,Lò Văn An,06/05/1980,Nam,008•••••••11,H1,Thôn Lũng Tẩu,Xã Tân Trào',
    );
    const xlsx = await writeSearch(lists.ctx(), search.searchId, 'xlsx', 'vi');
    const book = new ExcelJs.Workbook();
    await book.xlsx.load(Buffer.from(xlsx.file.bytes as Uint8Array).buffer as ArrayBuffer);
    const cells = book.worksheets[0]?.getSheetValues().flat().map(String) ?? [];
    expect(cells).toContain('1 nhóm, 3 dòng');
    expect(cells).toContain('LÒ VĂN AN');
  });

  test('the newest searches of a list are kept', async () => {
    for (let times = 0; times < 12; times += 1) await find(listId, ['fullName']);
    expect(await listSearchesOfList(lists.ctx(), listId)).toHaveLength(10);
  });
});

describe('repeated rows before those who decide', () => {
  test('accepted they are nobody’s rows, taken back they count again', async () => {
    const listId = await list('residents');
    await lists.link(listId, {});
    await compareList(lists.ctx(), listId);
    const before = (await getListAsOwner(lists.ctx(), listId)).counts;
    const { search } = await find(listId, ['fullName', 'birthDate']);
    expect(await raiseOfSearch(lists.ctx(), search.searchId, null)).toEqual({
      opened: 2,
      waiting: 0,
      decided: 0,
    });
    // asked again nothing is asked twice
    expect(await raiseOfSearch(lists.ctx(), search.searchId, [1])).toMatchObject({
      opened: 0,
      waiting: 2,
    });
    const items = await itemsOf(listId);
    expect(items.map((item) => item.facts)).toEqual([
      { line: 4, firstLine: 3, firstName: 'Lò Văn An' },
      { line: 7, firstLine: 3, firstName: 'Lò Văn An' },
    ]);
    const acts: number[] = [];
    for (const { itemId } of items) {
      const done = await decideItem(lists.ctx(), itemId, { decision: 'accept', reason: '' });
      acts.push(done.actId ?? 0);
    }
    await compareList(lists.ctx(), listId);
    const after = (await getListAsOwner(lists.ctx(), listId)).counts;
    expect([before.new, after.new]).toEqual([7, 5]);
    expect(after.leftOut).toBe(2);
    await undoAct(lists.ctx(), acts[0] ?? 0, 'thử');
    await compareList(lists.ctx(), listId);
    expect((await getListAsOwner(lists.ctx(), listId)).counts.new).toBe(6);
  });

  test('said of the sender’s earlier list, the same rows are not asked again', async () => {
    const again = await list('residents', FILE.replace('Tổng cộng', 'Cộng'));
    await lists.link(again, {});
    await compareList(lists.ctx(), again);
    const { search } = await find(again, ['fullName', 'birthDate']);
    expect(await raiseOfSearch(lists.ctx(), search.searchId, null)).toMatchObject({
      opened: 0,
      decided: 1,
    });
    await compareList(lists.ctx(), again);
    expect((await getListAsOwner(lists.ctx(), again)).counts.leftOut).toBe(1);
  });

  async function itemsOf(listId: number) {
    const found = await sql<{ itemId: number; facts: object }>`
      select item_id as "itemId", evidence -> 'facts' as facts
      from review.item
      where list_id = ${listId} and kind = 'repeatedRow'
      order by list_row`.execute(lists.database.db());
    return found.rows;
  }
});

describe('persons of the register', () => {
  const people: Record<string, number> = {};

  beforeAll(async () => {
    const plant = async (key: string, name: string, placeId: number, more: object = {}) => {
      const made = await lists.record([
        {
          kind: 'addPerson',
          person: 'new:a',
          attributes: { fullName: name, birthDate: '1990-02-03', sex: 'female', ...more },
          residence: { placeId, kind: 'permanent', from: '2010-01-01' },
        },
      ]);
      people[key] = made['new:a'] ?? 0;
    };
    await plant('hoa', 'Vàng Thị Hoa', PLACES.villageOne, { phone: '0912345678' });
    await plant('hoaAgain', 'Vàng Thị Hoà', PLACES.villageOne, { phone: '0912345678' });
    await plant('hoaFar', 'Vàng Thị Hoa', PLACES.neighbourVillage);
    await plant('hoaYear', 'Vàng Thị Hoa', PLACES.villageTwo, {
      birthDate: '1990-01-01',
      birthPrecision: 'year',
    });
    await plant('man', 'Vàng Văn Mạn', PLACES.villageOne, { sex: 'male' });
  });

  async function findPeople(columns: string[], unitId: number = PLACES.commune) {
    const { searchId } = await searchRegister(lists.ctx(), unitId, { columns, later: false });
    const page = await showSearch(lists.ctx(), searchId, first);
    return page.groups.map(({ shown }) => shown.map((member) => member.personId));
  }

  test('are found within a place by the fields somebody chooses', async () => {
    const { hoa = 0, hoaAgain = 0, hoaFar = 0, hoaYear = 0 } = people;
    expect(await findPeople(['fullName', 'birthDate'])).toEqual([[hoa, hoaAgain]]);
    expect(await findPeople(['fullName', 'birthYear'])).toEqual([[hoa, hoaAgain, hoaYear]]);
    expect(await findPeople(['fullName', 'birthYear', 'village'])).toEqual([[hoa, hoaAgain]]);
    expect(await findPeople(['phone'])).toEqual([[hoa, hoaAgain]]);
    expect(await findPeople(['fullName', 'birthDate'], PLACES.country)).toEqual([
      [hoa, hoaAgain, hoaFar],
    ]);
    expect(await findPeople(['nationalId'])).toEqual([]);
  });

  test('are shown as the register knows them', async () => {
    const { searchId } = await searchRegister(lists.ctx(), PLACES.commune, {
      columns: ['fullName', 'birthDate', 'phone'],
      later: false,
    });
    const { search, groups } = await showSearch(lists.ctx(), searchId, first);
    expect(search).toMatchObject({ listId: null, groups: 1, members: 2 });
    expect(groups[0]?.shown[0]).toMatchObject({
      personId: people['hoa'],
      cells: ['Vàng Thị Hoa', '1990-02-03', '•••••••678'],
      person: { fullName: 'Vàng Thị Hoa', birthDate: '1990-02-03', sex: 'female' },
    });
  });

  test('become pairs to be looked at, and stay when the detector runs', async () => {
    const { searchId } = await searchRegister(lists.ctx(), PLACES.commune, {
      columns: ['phone'],
      later: false,
    });
    expect(await raiseOfSearch(lists.ctx(), searchId, null)).toMatchObject({ opened: 1 });
    const { detectKind } = await import('../review/detect-ops.ts');
    await detectKind(lists.ctx(), 'duplicatePeople');
    const found = await sql<{ state: string; facts: object }>`
      select state, evidence -> 'facts' as facts
      from review.item
      where kind = 'duplicatePeople'`.execute(lists.database.db());
    expect(found.rows).toEqual([{ state: 'open', facts: { equalIn: 'phone' } }]);
  });

  test('a key that is none is named', async () => {
    await expect(findPeople(['fullName', 'Trường'])).rejects.toMatchObject({
      faults: [{ code: 'lists.duplicates.column', params: { column: 'Trường' } }],
    });
  });
});

test('columns are kept under a name for a kind of lists', async () => {
  const kept = { unitId: PLACES.commune, kind: 'near-poor' as const, name: 'Sổ hộ' };
  const { choiceId } = await keepChoice(lists.ctx(), { ...kept, columns: ['Số sổ:digits'] });
  const replaced = await keepChoice(lists.ctx(), { ...kept, name: 'SỔ HỘ', columns: ['Số sổ'] });
  expect(replaced.choiceId).toBe(choiceId);
  const own = (await choicesOf(lists.ctx(), 'near-poor')).filter((choice) => choice.choiceId);
  expect(own).toEqual([{ ...kept, choiceId, name: 'SỔ HỘ', columns: ['Số sổ'] }]);
  expect((await choicesOf(lists.ctx(), 'poor')).every((one) => one.choiceId === null)).toBe(true);
  await dropChoice(lists.ctx(), choiceId);
  expect((await choicesOf(lists.ctx(), 'near-poor')).some((one) => one.choiceId)).toBe(false);
});
