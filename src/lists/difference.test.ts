/** What lists do to the register: the difference, the commit, the way back. */
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { PLACES } from '../registry/test-places.ts';
import { checkRegister } from '../registry/ops.ts';
import { commitList, undoList } from './commit-ops.ts';
import { checkHasRest, compareList } from './compare-ops.ts';
import { getListAsOwner } from './intake-ops.ts';
import { showDifference } from './pages-ops.ts';
import { decideItem } from './review/decide-ops.ts';
import { undoAct } from './review/undo-ops.ts';
import { plantPlaces, useTestLists } from './test-lists.ts';

const lists = useTestLists();
const AS_OF = '2026-10-01';

beforeAll(async () => {
  await plantPlaces(lists.database.db());
});

async function plant(name: string, placeId: number, more: object = {}): Promise<number> {
  const made = await lists.record([
    {
      kind: 'addPerson',
      person: 'new:a',
      attributes: { fullName: name, birthDate: '1980-05-06', sex: 'male', ...more },
      residence: { placeId, kind: 'permanent', from: '2010-01-01' },
    },
  ]);
  return made['new:a'] ?? 0;
}

async function factsOf(table: string, personId: number): Promise<object[]> {
  const found = await sql<object>`
    select f.*
    from ${sql.table(`registry.${table}`)} f
    where f.person_id = ${personId} and f.recorded_to is null
    order by f.valid_from`.execute(lists.database.db());
  return found.rows;
}

async function compare(listId: number) {
  await compareList(lists.ctx(), listId);
  return await getListAsOwner(lists.ctx(), listId);
}

const page = { kind: null, communeId: null, after: 0, limit: 100 };

describe('a list of residents', () => {
  let listId = 0;
  let an = 0;
  let binh = 0;
  let far = 0;

  beforeAll(async () => {
    an = await plant('Lò Văn An', PLACES.villageOne);
    binh = await plant('Lò Văn Bình', PLACES.villageOne);
    far = await plant('Lò Văn Xa', PLACES.neighbourVillage);
    listId = await lists.clean(
      `STT,Họ và tên,Ngày sinh,Giới tính,Số định danh/CCCD,Mã hộ,Quan hệ với chủ hộ,Thôn,Xã
1,Lò Văn An,06/05/1980,Nam,008080000111,H1,Chủ hộ,Thôn Lũng Tẩu,Xã Tân Trào
2,Lò Văn Bình,06/05/1980,Nam,,H1,Em,Thôn Tân Lập,Xã Tân Trào
3,Lò Thị Mới,01/02/2020,Nữ,,H1,Con,Thôn Lũng Tẩu,Xã Tân Trào
4,Lò Văn Xa,06/05/1980,Nam,,,,Thôn Tân Lập,Xã Tân Trào
5,,06/05/1980,Nam,,,,Thôn Tân Lập,Xã Tân Trào
Tổng cộng: 5 người`,
      { kind: 'residents', unit: '02545', asOf: AS_OF },
    );
    await lists.link(listId, { 2: an, 3: binh, 5: far });
  });

  test('accounts for every row', async () => {
    const { counts, figures } = await getListAsOwner(lists.ctx(), listId);
    expect(counts).toMatchObject({ rows: 7, header: 1, data: 4, faulty: 1, total: 1 });
    expect(figures).toEqual([
      { code: 'statedInFile', expected: 5, found: 5, agrees: true, subject: '' },
    ]);
  });

  test('says what is new, changed, conflicting', async () => {
    const list = await compare(listId);
    expect(list.state).toBe('compared');
    expect(list.counts).toMatchObject({ linked: 3, new: 1, changed: 2, same: 0, conflict: 1 });
    const { changes, units } = await showDifference(lists.ctx(), listId, page);
    const shown = changes.map((change) => [change.rowNo, change.kind, change.fact, change.reason]);
    expect(shown).toEqual([
      [2, 'changed', 'person_version', null],
      [3, 'changed', 'residence', null],
      [2, 'changed', 'household_member', null],
      [3, 'changed', 'household_member', null],
      [5, 'conflict', 'residence', 'otherPlace'],
      [4, 'new', 'person_version', null],
    ]);
    expect(changes[0]?.fields).toEqual([
      { field: 'nationalId', before: null, after: '008•••••••11' },
    ]);
    expect(units).toMatchObject([{ unitId: PLACES.commune, rows: 4, new: 1, conflict: 1 }]);
  });

  test('goes in as one entry, a household with one head', async () => {
    const done = await commitList(lists.ctx(), listId, 'thử');
    expect(done).toMatchObject({ people: 3 });
    expect(await factsOf('residence', binh)).toMatchObject([
      { place_id: PLACES.villageOne, valid_to: AS_OF },
      { place_id: PLACES.villageTwo, valid_from: AS_OF, valid_to: null },
    ]);
    expect(await factsOf('person_version', an)).toMatchObject([{ national_id: '008080000111' }]);
    expect(await factsOf('household_member', an)).toMatchObject([{ is_head: true }]);
    expect(await factsOf('household_member', binh)).toMatchObject([{ relation: 'sibling' }]);
    expect(await factsOf('residence', far)).toMatchObject([{ place_id: PLACES.neighbourVillage }]);
    expect((await checkRegister(lists.ctx())).violations).toEqual([]);
  });

  test('changes nothing the second time', async () => {
    const again = await lists.clean(
      `Họ và tên,Ngày sinh,Giới tính,Số định danh/CCCD,Mã hộ,Quan hệ với chủ hộ,Thôn,Xã
Lò Văn An,06/05/1980,Nam,008080000111,H1,Chủ hộ,Thôn Lũng Tẩu,Xã Tân Trào
Lò Văn Bình,06/05/1980,Nam,,H1,Em,Thôn Tân Lập,Xã Tân Trào`,
      { kind: 'residents', unit: '02545', asOf: AS_OF },
    );
    await lists.link(again, { 2: an, 3: binh });
    const list = await compare(again);
    expect(list.counts).toMatchObject({ same: 2, changed: 0, new: 0, vanished: 1 });
    expect(await commitList(lists.ctx(), again, 'thử')).toMatchObject({ entryId: null });
  });

  test('comes out again: the world before it', async () => {
    await undoList(lists.ctx(), listId, 'gửi nhầm');
    expect(await factsOf('residence', binh)).toMatchObject([
      { place_id: PLACES.villageOne, valid_to: null },
    ]);
    expect(await factsOf('household_member', an)).toEqual([]);
    expect((await getListAsOwner(lists.ctx(), listId)).state).toBe('undone');
    expect((await checkRegister(lists.ctx())).violations).toEqual([]);
  });
});

test('numbers of columns under a header are no person, whatever they stand under', async () => {
  const listId = await lists.clean(
    `DANH SÁCH HỘ CẬN NGHÈO
TT,Họ tên chủ hộ và thành viên,Ngày sinh,Số CCCD,Thôn
(1),(2),(3),(4),(5)
1,Lò Văn Dòng Số,01/02/1990,,Lũng Tẩu`,
    { kind: 'near-poor', unit: '02545', asOf: AS_OF },
  );
  const { counts } = await getListAsOwner(lists.ctx(), listId);
  expect(counts).toMatchObject({ rows: 4, title: 1, header: 2, data: 1, faulty: 0 });
});

describe('a list of insured people', () => {
  let cuc = 0;
  let dung = 0;
  let em = 0;

  beforeAll(async () => {
    cuc = await plant('Cà Văn Cúc', PLACES.villageOne);
    dung = await plant('Cà Văn Dũng', PLACES.villageOne);
    em = await plant('Cà Văn Em', PLACES.villageTwo);
    await lists.record([
      {
        kind: 'addParticipation',
        person: cuc,
        category: 'GD',
        issuer: 'own',
        from: '2026-01-01',
        to: '2027-01-01',
      },
      {
        kind: 'addParticipation',
        person: em,
        category: 'HN',
        issuer: 'own',
        from: '2026-01-01',
        to: '2027-01-01',
      },
    ]);
  });

  const header = 'Họ và tên,Ngày sinh,Mã thẻ BHYT,Từ ngày,Đến ngày,Thôn';
  const rows = `${header}
Cà Văn Cúc,06/05/1980,GD4080812345678,01/01/2026,31/12/2026,Lũng Tẩu
Cà Văn Dũng,06/05/1980,GD4080812345679,01/10/2026,31/12/2026,Lũng Tẩu`;

  test('a full one ends the cards of who is missing; coverage and money move', async () => {
    const listId = await lists.clean(rows, {
      kind: 'insured',
      unit: '02545',
      asOf: AS_OF,
      isFull: true,
    });
    await lists.link(listId, { 2: cuc, 3: dung });
    const list = await compare(listId);
    expect(list.counts).toMatchObject({ changed: 2, same: 0, vanished: 1 });
    expect(list.effect).toMatchObject({ insuredBefore: 2, insuredAfter: 2, gained: 1, lost: 1 });
    // three months of one household card, less three months of a free one
    expect(list.effect?.ownVnd).toBeGreaterThan(0);
    expect(list.effect?.stateVnd).toBeLessThan(0);
    await commitList(lists.ctx(), listId, 'thử');
    expect(await factsOf('participation', em)).toMatchObject([
      { valid_from: '2026-01-01', valid_to: AS_OF },
    ]);
    expect(await factsOf('participation', cuc)).toMatchObject([
      { card_number: 'GD4080812345678', valid_from: '2026-01-01', valid_to: '2027-01-01' },
    ]);
    await undoList(lists.ctx(), listId, 'thử');
    expect(await factsOf('participation', em)).toMatchObject([{ valid_to: '2027-01-01' }]);
    expect(await factsOf('participation', dung)).toEqual([]);
  });

  test('a partial one leaves them alone', async () => {
    const listId = await lists.clean(`${rows}\n`, { kind: 'insured', unit: '02545', asOf: AS_OF });
    await lists.link(listId, { 2: cuc, 3: dung });
    expect((await compare(listId)).counts).toMatchObject({ changed: 2, vanished: 0 });
  });

  test('leavers under "Giảm" lose the card, joiners get their months', async () => {
    const listId = await lists.clean(
      `STT,Họ và tên,Mã số BHXH,Ngày sinh,Từ tháng,Số tháng
I,Tăng,,,,
1,Cà Văn Dũng,0812345679,06/05/1980,10/2026,3
II,Giảm,,,,
1,Cà Văn Cúc,0812345678,06/05/1980,11/2026,`,
      { kind: 'joiners', unit: '02545', asOf: AS_OF },
    );
    await lists.link(listId, { 3: dung, 5: cuc });
    expect((await compare(listId)).counts).toMatchObject({ section: 2, changed: 2 });
    await commitList(lists.ctx(), listId, 'thử');
    expect(await factsOf('participation', dung)).toMatchObject([
      { category: 'GD', valid_from: '2026-10-01', valid_to: '2027-01-01' },
    ]);
    expect(await factsOf('participation', cuc)).toMatchObject([{ valid_to: '2026-11-01' }]);
    await undoList(lists.ctx(), listId, 'thử');
  });
});

describe('a list of near-poor households', () => {
  test('spells that touch become one; a full list ends the others', async () => {
    const giang = await plant('Hà Văn Giang', PLACES.villageOne);
    const hai = await plant('Hà Văn Hải', PLACES.villageOne);
    await lists.record([
      {
        kind: 'setStatus',
        person: giang,
        status: 'nearPoorHousehold',
        from: '2026-01-01',
        to: '2026-11-01',
      },
      {
        kind: 'setStatus',
        person: hai,
        status: 'nearPoorHousehold',
        from: '2026-01-01',
        to: '2027-01-01',
      },
    ]);
    const listId = await lists.clean(
      'Họ và tên,Ngày sinh,Thôn\nHà Văn Giang,06/05/1980,Lũng Tẩu\n',
      { kind: 'near-poor', unit: '02545', asOf: AS_OF, isFull: true },
    );
    await lists.link(listId, { 2: giang });
    expect((await compare(listId)).counts).toMatchObject({ changed: 1, vanished: 1 });
    await commitList(lists.ctx(), listId, 'thử');
    expect(await factsOf('status', giang)).toMatchObject([
      { valid_from: '2026-01-01', valid_to: '2027-01-01' },
    ]);
    expect(await factsOf('status', hai)).toMatchObject([{ valid_to: AS_OF }]);
    expect((await checkRegister(lists.ctx())).violations).toEqual([]);
  });
});

describe('a list of deaths', () => {
  test('ends residence and household on the day after', async () => {
    const khoa = await plant('Vi Văn Khoa', PLACES.villageOne);
    const listId = await lists.clean(
      'Họ và tên,Ngày sinh,Ngày mất\nVi Văn Khoa,06/05/1980,15/09/2026\n',
      { kind: 'deaths', unit: '02545', asOf: AS_OF },
    );
    await lists.link(listId, { 2: khoa });
    expect((await compare(listId)).counts).toMatchObject({ changed: 1 });
    await commitList(lists.ctx(), listId, 'thử');
    expect(await factsOf('residence', khoa)).toMatchObject([
      { kind: 'permanent', valid_to: '2026-09-16' },
      { kind: 'died', valid_from: '2026-09-16', valid_to: null },
    ]);
    expect((await checkRegister(lists.ctx())).violations).toEqual([]);
  });
});

describe('a doubtful row', () => {
  test('waits for somebody; decided after the difference was made, it must be made again', async () => {
    const lam = await plant('Tòng Văn Lâm', PLACES.villageOne);
    const listId = await lists.clean(
      'Họ và tên,Ngày sinh,Mã đối tượng,Thôn\nTòng Văn Lam,06/05/1980,GD,Lũng Tẩu\n',
      { kind: 'insured', unit: '02545', asOf: AS_OF },
    );
    await lists.link(listId, {});
    await sql`
      update linkage.link
      set outcome = 'review', person_id = ${lam}, score_centibits = 200, reason_code = 'thinEvidence'
      where list_id = ${listId}`.execute(lists.database.db());
    expect((await compare(listId)).counts).toMatchObject({ review: 1, changed: 0, held: 1 });
    const items = await sql<{ itemId: number }>`
      select item_id as "itemId" from review.item
      where list_id = ${listId} and state = 'open'`.execute(lists.database.db());
    await decideItem(lists.ctx(), items.rows[0]?.itemId ?? 0, {
      decision: 'accept',
      personId: lam,
      reason: 'cùng một người',
    });
    await expect(commitList(lists.ctx(), listId, 'thử')).rejects.toThrow('lists.stale');
    expect((await compare(listId)).counts).toMatchObject({ linked: 1, changed: 1, held: 0 });
    await commitList(lists.ctx(), listId, 'thử');
    expect(await factsOf('participation', lam)).toMatchObject([{ category: 'GD' }]);
  });

  test('decided after the commit goes in then; what went in before stays said', async () => {
    const sam = await plant('Tòng Văn Sâm', PLACES.villageOne);
    const tam = await plant('Tòng Văn Tám', PLACES.villageOne);
    const listId = await lists.clean(
      'Họ và tên,Ngày sinh,Mã đối tượng,Thôn\nTòng Van Sam,06/05/1980,GD,Lũng Tẩu\nTòng Văn Tám,06/05/1980,GD,Lũng Tẩu\n',
      { kind: 'insured', unit: '02545', asOf: AS_OF, sender: 'BHXH cơ sở' },
    );
    await lists.link(listId, { 3: tam });
    await sql`
      update linkage.link
      set outcome = 'review', person_id = ${sam}, score_centibits = 200, reason_code = 'thinEvidence'
      where list_id = ${listId} and row_number = 2`.execute(lists.database.db());
    await compare(listId);
    await commitList(lists.ctx(), listId, 'thử');
    // a second tab: nothing was decided since, so the difference that went in stays as it was
    expect(await commitList(lists.ctx(), listId, 'thử')).toMatchObject({ entryId: null });
    const committed = await getListAsOwner(lists.ctx(), listId);
    await expect(checkHasRest(lists.ctx(), committed)).rejects.toThrow('lists.rest.undecided');
    const { counts } = committed;
    expect(counts).toMatchObject({ changed: 1, held: 1, takenChanged: 1 });
    const shown = await showDifference(lists.ctx(), listId, page);
    expect(shown.changes.map((change) => change.personId)).toEqual([tam]);

    const items = await sql<{ itemId: number }>`
      select item_id as "itemId" from review.item
      where list_id = ${listId} and state = 'open'`.execute(lists.database.db());
    await decideItem(lists.ctx(), items.rows[0]?.itemId ?? 0, {
      decision: 'accept',
      personId: sam,
      reason: 'cùng một người',
    });
    await checkHasRest(lists.ctx(), committed);
    expect((await compare(listId)).counts).toMatchObject({ changed: 1, held: 0, takenChanged: 1 });
    const rest = await showDifference(lists.ctx(), listId, page);
    expect(rest.changes).toMatchObject([
      { fullName: 'Tòng Van Sam', registerName: 'Tòng Văn Sâm' },
    ]);
    await commitList(lists.ctx(), listId, 'thử');
    const after = await getListAsOwner(lists.ctx(), listId);
    expect(after.counts).toMatchObject({ takenChanged: 2 });
    expect(after.entryIds).toHaveLength(2);
    expect(await factsOf('participation', sam)).toMatchObject([{ category: 'GD' }]);
    await undoList(lists.ctx(), listId, 'thử');
    expect(await factsOf('participation', sam)).toEqual([]);
    expect(await factsOf('participation', tam)).toEqual([]);
  });

  test('decided once, is followed in the sender’s next lists, whatever linkage says there', async () => {
    const hue = await plant('Tòng Thị Huệ', PLACES.villageOne);
    const other = await plant('Tòng Thị Huê', PLACES.villageTwo);
    const send = async (more: string, outcome: 'review' | 'linked', personId: number) => {
      const listId = await lists.clean(
        `Họ và tên,Ngày sinh,Mã đối tượng,Thôn\nTòng Thị Hue,06/05/1980,GD,Lũng Tẩu\n${more}`,
        { kind: 'insured', unit: '02545', asOf: AS_OF },
      );
      await lists.link(listId, {});
      await sql`
        update linkage.link
        set outcome = ${outcome}, person_id = ${personId}, score_centibits = 200,
          reason_code = 'thinEvidence', rule = 'nameYear', levels = 'baaadd',
          name_weight_centibits = 900
        where list_id = ${listId}`.execute(lists.database.db());
      return { listId, ...(await compare(listId)).counts };
    };
    const first = await send('', 'review', other);
    const items = await sql<{ itemId: number }>`
      select item_id as "itemId" from review.item where list_id = ${first.listId}`.execute(
      lists.database.db(),
    );
    const itemId = items.rows[0]?.itemId ?? 0;
    // somebody finds the person by hand: not the one that linkage thought of
    await decideItem(lists.ctx(), itemId, { decision: 'accept', personId: hue, reason: '' });
    const learnt = async () =>
      await sql<{ listId: number; personId: number; same: boolean }>`
        select list_id as "listId", person_id as "personId", same
        from linkage.verdict
        where withdrawn_at is null`.execute(lists.database.db());
    expect((await learnt()).rows).toContainEqual({
      listId: first.listId,
      personId: hue,
      same: true,
    });
    // the same doubt: nobody is asked, at once
    const second = await send('\n', 'review', other);
    expect(second).toMatchObject({ linked: 1, review: 0, held: 0 });
    // linkage is sure of somebody else: what was decided goes before
    const third = await send('\n\n', 'linked', other);
    await commitList(lists.ctx(), third.listId, 'thử');
    expect(await factsOf('participation', hue)).toHaveLength(1);
    expect(await factsOf('participation', other)).toEqual([]);
    expect((await learnt()).rows).toContainEqual({
      listId: third.listId,
      personId: hue,
      same: true,
    });
    expect((await learnt()).rows.filter((one) => one.listId === first.listId)).toEqual([]);
    await undoList(lists.ctx(), third.listId, 'thử');
  });
});

describe('a decision that two lists took in', () => {
  test('stands while either of them stands', async () => {
    const mai = await plant('Tòng Thị Mái', PLACES.villageOne);
    const send = async (more: string) => {
      const listId = await lists.clean(
        `Họ và tên,Ngày sinh,Mã đối tượng,Thôn\nTòng Thị Mai,06/05/1980,GD,Lũng Tẩu\n${more}`,
        { kind: 'insured', unit: '02545', asOf: AS_OF },
      );
      await lists.link(listId, {});
      await sql`
        update linkage.link
        set outcome = 'review', person_id = ${mai}, score_centibits = 200,
          reason_code = 'thinEvidence'
        where list_id = ${listId} and row_number = 2`.execute(lists.database.db());
      return { listId, ...(await compare(listId)).counts };
    };
    const first = await send('');
    const items = await sql<{ itemId: number }>`
      select item_id as "itemId" from review.item
      where list_id = ${first.listId} and state = 'open'`.execute(lists.database.db());
    const { actId } = await decideItem(lists.ctx(), items.rows[0]?.itemId ?? 0, {
      decision: 'accept',
      personId: mai,
      reason: '',
    });
    await compare(first.listId);
    await commitList(lists.ctx(), first.listId, 'thử');
    // the sender's next list has the same row, and somebody else
    const next = await plant('Tòng Thị Năm', PLACES.villageOne);
    const second = await send('Tòng Thị Năm,06/05/1980,GD,Lũng Tẩu\n');
    await sql`
      update linkage.link
      set outcome = 'linked', person_id = ${next}, reason_code = 'bestByFar'
      where list_id = ${second.listId} and row_number = 3`.execute(lists.database.db());
    expect((await compare(second.listId)).counts).toMatchObject({ linked: 2, changed: 1 });
    await commitList(lists.ctx(), second.listId, 'thử');
    const takeBack = () => undoAct(lists.ctx(), actId ?? 0, 'nhầm người');
    await expect(takeBack()).rejects.toThrow('review.undo.applied');
    // what the first list took in it still has, wherever the item has gone
    expect((await compare(first.listId)).counts).toMatchObject({ linked: 1, held: 0 });
    await undoList(lists.ctx(), second.listId, 'thử');
    await expect(takeBack()).rejects.toThrow('review.undo.applied');
    expect((await compare(first.listId)).counts).toMatchObject({ linked: 1, held: 0 });
    await undoList(lists.ctx(), first.listId, 'thử');
    expect(await takeBack()).toMatchObject({ items: 1 });
  });
});

describe('households', () => {
  const people: Record<string, number> = {};
  let house = 0;
  let other = 0;
  const header = 'Họ và tên,Ngày sinh,Mã hộ,Quan hệ với chủ hộ,Thôn';

  beforeAll(async () => {
    for (const name of ['Nùng', 'Oanh', 'Phong', 'Quế', 'Rạng', 'Sen']) {
      people[name] = await plant(`Quàng Thị ${name}`, PLACES.villageOne);
    }
    const { Nùng, Oanh, Phong, Quế } = people;
    const made = await lists.record([
      {
        kind: 'addHousehold',
        household: 'new:a',
        placeId: PLACES.villageOne,
        code: 'K1',
        from: '2015-01-01',
      },
      {
        kind: 'addHousehold',
        household: 'new:b',
        placeId: PLACES.villageOne,
        code: 'K2',
        from: '2015-01-01',
      },
      ...join('new:a', Nùng, 'head'),
      ...join('new:a', Oanh, 'child'),
      ...join('new:b', Phong, 'head'),
      ...join('new:b', Quế, 'spouse'),
    ]);
    house = made['new:a'] ?? 0;
    other = made['new:b'] ?? 0;
  });

  function join(household: string, person = 0, relation: 'head' | 'child' | 'spouse' = 'child') {
    return [{ kind: 'joinHousehold' as const, person, household, relation, from: '2015-01-01' }];
  }

  async function homeOf(name: string): Promise<[number, string] | null> {
    const [fact] = (await factsOf('household_member', people[name] ?? 0)).slice(-1);
    const member = fact as { household_id: number; relation: string; valid_to: string | null };
    return member && member.valid_to === null ? [member.household_id, member.relation] : null;
  }

  test('a near-poor list moves people, changes the head, and is taken back', async () => {
    // the sender numbers households otherwise: who lives in them says which are meant
    const listId = await lists.clean(
      `${header}
Quàng Thị Oanh,06/05/1980,17,Chủ hộ,Lũng Tẩu
Quàng Thị Nùng,06/05/1980,17,Mẹ,Lũng Tẩu
Quàng Thị Quế,06/05/1980,17,Con dâu,Lũng Tẩu
Quàng Thị Phong,06/05/1980,18,Chủ hộ,Lũng Tẩu
Quàng Thị Rạng,06/05/1980,18,Con,Lũng Tẩu`,
      { kind: 'near-poor', unit: '02545', asOf: AS_OF },
    );
    const { Oanh = 0, Nùng = 0, Quế = 0, Phong = 0, Rạng = 0 } = people;
    await lists.link(listId, { 2: Oanh, 3: Nùng, 4: Quế, 5: Phong, 6: Rạng });
    await compare(listId);
    const { changes } = await showDifference(lists.ctx(), listId, page);
    const households = changes.filter((change) => change.fact === 'household_member');
    expect(households.map((change) => [change.rowNo, change.fields])).toEqual([
      [2, [{ field: 'relation', before: 'child', after: 'head' }]],
      [3, [{ field: 'relation', before: 'head', after: 'parent' }]],
      [
        4,
        [
          { field: 'householdCode', before: 'K2', after: 'K1' },
          { field: 'relation', before: 'spouse', after: 'childInLaw' },
        ],
      ],
      [
        6,
        [
          { field: 'householdCode', before: null, after: 'K2' },
          { field: 'relation', before: null, after: 'child' },
        ],
      ],
    ]);
    await commitList(lists.ctx(), listId, 'thử');
    expect(await homeOf('Oanh')).toEqual([house, 'head']);
    expect(await homeOf('Nùng')).toEqual([house, 'parent']);
    expect(await homeOf('Quế')).toEqual([house, 'childInLaw']);
    expect(await homeOf('Phong')).toEqual([other, 'head']);
    expect(await homeOf('Rạng')).toEqual([other, 'child']);
    expect((await checkRegister(lists.ctx())).violations).toEqual([]);
    expect((await compare(listId)).counts).toMatchObject({ changed: 0, conflict: 0 });
    await undoList(lists.ctx(), listId, 'gửi nhầm');
    expect(await homeOf('Nùng')).toEqual([house, 'head']);
    expect(await homeOf('Oanh')).toEqual([house, 'child']);
    expect(await homeOf('Quế')).toEqual([other, 'spouse']);
    expect(await homeOf('Rạng')).toBeNull();
    expect((await checkRegister(lists.ctx())).violations).toEqual([]);
  });

  test('a household is where all its people have moved by a list, and is back when it is taken back', async () => {
    const { Phong = 0, Quế = 0 } = people;
    const placeOf = async () => {
      const found = await sql<{ placeId: number }>`
        select place_id as "placeId"
        from registry.household
        where household_id = ${other} and recorded_to is null and valid_to is null`.execute(
        lists.database.db(),
      );
      return found.rows[0]?.placeId;
    };
    const listId = await lists.clean(
      `${header}
Quàng Thị Phong,06/05/1980,18,Chủ hộ,Tân Lập
Quàng Thị Quế,06/05/1980,18,Vợ,Tân Lập`,
      { kind: 'residents', unit: '02545', asOf: AS_OF },
    );
    await lists.link(listId, { 2: Phong, 3: Quế });
    await compare(listId);
    expect(await placeOf()).toBe(PLACES.villageOne);
    await commitList(lists.ctx(), listId, 'thử');
    expect(await placeOf()).toBe(PLACES.villageTwo);
    expect((await checkRegister(lists.ctx())).violations).toEqual([]);
    expect((await compare(listId)).counts).toMatchObject({ changed: 0, conflict: 0 });
    await undoList(lists.ctx(), listId, 'gửi nhầm');
    expect(await placeOf()).toBe(PLACES.villageOne);
    expect((await checkRegister(lists.ctx())).violations).toEqual([]);
  });

  test('a head who is not on the list stays, the row is a contradiction', async () => {
    const listId = await lists.clean(`${header}\nQuàng Thị Oanh,06/05/1980,K1,Chủ hộ,Lũng Tẩu`, {
      kind: 'near-poor',
      unit: '02545',
      asOf: AS_OF,
    });
    await lists.link(listId, { 2: people['Oanh'] ?? 0 });
    expect((await compare(listId)).counts).toMatchObject({ conflict: 1 });
    const { changes } = await showDifference(lists.ctx(), listId, { ...page, kind: 'conflict' });
    expect(changes).toMatchObject([{ fact: 'household_member', reason: 'headTaken' }]);
    await commitList(lists.ctx(), listId, 'thử');
    expect(await homeOf('Nùng')).toEqual([house, 'head']);
    expect(await homeOf('Oanh')).toEqual([house, 'child']);
    await undoList(lists.ctx(), listId, 'thử');
  });

  test('without codes people stand under their head; under a faulty one nobody is moved', async () => {
    const listId = await lists.clean(
      `Họ và tên,Ngày sinh,Quan hệ với chủ hộ,Thôn
Quàng Thị Sen,06/05/1980,Chủ hộ,Lũng Tẩu
Quàng Thị Rạng,06/05/1980,Em,Lũng Tẩu
Quàng Thị Hỏng,31/02/1980,Chủ hộ,Lũng Tẩu
Quàng Thị Quế,06/05/1980,Em,Lũng Tẩu`,
      { kind: 'poor', unit: '02545', asOf: AS_OF },
    );
    const { Sen = 0, Rạng = 0, Quế = 0 } = people;
    await lists.link(listId, { 2: Sen, 3: Rạng, 5: Quế });
    await compare(listId);
    await commitList(lists.ctx(), listId, 'thử');
    const [home, relation] = (await homeOf('Sen')) ?? [];
    expect(relation).toBe('head');
    expect(await homeOf('Rạng')).toEqual([home, 'sibling']);
    expect(await homeOf('Quế')).toEqual([other, 'spouse']);
    expect((await checkRegister(lists.ctx())).violations).toEqual([]);
    await undoList(lists.ctx(), listId, 'thử');
  });

  test('numbers that begin anew in every village are households of their village', async () => {
    const listId = await lists.clean(
      `${header}
Quàng Thị Sen,06/05/1980,1,Chủ hộ,Lũng Tẩu
Quàng Thị Rạng,06/05/1980,1,Chủ hộ,Tân Lập`,
      { kind: 'poor', unit: '02545', asOf: AS_OF },
    );
    const { Sen = 0, Rạng = 0 } = people;
    await lists.link(listId, { 2: Sen, 3: Rạng });
    await compare(listId);
    await commitList(lists.ctx(), listId, 'thử');
    const [one, two] = [await homeOf('Sen'), await homeOf('Rạng')];
    expect([one?.[1], two?.[1]]).toEqual(['head', 'head']);
    expect(one?.[0]).not.toBe(two?.[0]);
    await undoList(lists.ctx(), listId, 'thử');
  });
});
