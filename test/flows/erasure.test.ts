/**
 * Erasing a person, from the letter to the proof: what stands against it, two administrators, no trace of
 * him in any column of any table and in no file, every count of every day as before, the journal whole,
 * the proof verifiable afterwards, and a restored backup that does not bring him back.
 */
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordInJournal, verifyJournal } from '../../src/access/journal.ts';
import { checkCounts } from '../../src/coverage/check-ops.ts';
import { readPaperFile } from '../../src/formats/paper-file.ts';
import type { Actor } from '../../src/kernel/actor.ts';
import { addDays } from '../../src/kernel/dates.ts';
import { Refusal } from '../../src/kernel/outcome.ts';
import { fold, foldSorted } from '../../src/kernel/text.ts';
import { confirmColumns, cleanList, inspectList, receiveList } from '../../src/lists/intake-ops.ts';
import { voteApproval } from '../../src/lists/review/approval-ops.ts';
import { attachPaper } from '../../src/papers/ops.ts';
import { getPerson } from '../../src/registry/reads.ts';
import { recordFacts } from '../../src/registry/ops.ts';
import { searchPeople } from '../../src/registry/search.ts';
import type { CommandInput } from '../../src/registry/types.ts';
import { RETENTION_ACTIONS } from '../../src/retention/approved.ts';
import { executeRun } from '../../src/retention/execute-ops.ts';
import { TIDY_JOB } from '../../src/retention/job-names.ts';
import { retentionJobs } from '../../src/retention/jobs.ts';
import {
  endHold,
  listDuePeople,
  placeHold,
  previewErasure,
  proposeRun,
  readDue,
  requestErasure,
  setRule,
} from '../../src/retention/ops.ts';
import { readErasures, reapplyErasures } from '../../src/retention/reapply-ops.ts';
import { EXEMPT, listFreeColumns } from '../../src/retention/sweep.ts';
import { verifyFiles } from '../../src/restore-drill.ts';
import { getCertificate, verifyProofs } from '../../src/retention/verify-ops.ts';
import { backupDatabase, restoreDatabase } from '../../src/stores/backup.ts';
import { openBlobs } from '../../src/stores/blobs.ts';
import { type Context, inTransaction } from '../../src/stores/context.ts';
import { connectClient, connectDatabase } from '../../src/stores/database.ts';
import { openVault } from '../../src/stores/vault.ts';
import { testUrl, useTestDatabase } from '../database.ts';
import { scanOf } from '../pictures.ts';
import { PLACE, plantSmallTree } from '../small-tree.ts';

/** Nobody else is called that; the numbers are nobody else's, the phone is his mother's too. */
const GONE = {
  name: 'Ksor Y Thừng Niêng',
  nationalId: '008064003219',
  insurance: '0820114477',
  phone: '0987123460',
  card: 'GD4080820114477',
};
const SHARED_NAME = 'Nguyễn Văn Bình';

const database = useTestDatabase();
const folder = mkdtempSync(join(tmpdir(), 'baophu-erase-'));
const backup = join(folder, 'backup');
const blobs = openBlobs(join(folder, 'files'));
const vault = openVault(join(folder, 'secrets'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let ctx: Context;
const people: Record<string, number> = {};
let before: Record<string, unknown[]> = {};

function administrator(userId: string): Actor {
  const grant = {
    role: 'administrator',
    unitId: PLACE.provinceP,
    path: 'u1.u1208',
    boundaries: '2026-01-01',
  } as const;
  return { userId, name: `Quản trị ${userId}`, kind: 'user', grants: [grant] };
}
const as = (userId: string): Context => ({ ...ctx, who: administrator(userId) });

beforeAll(async () => {
  ctx = database.ctx({ blobs, vault });
  await plantSmallTree(ctx.db);
  await plantPeople();
  await plantTraces();
  before = await readCounts(ctx);
  await backupDatabase(database.url(), backup);
});

async function plantPeople(): Promise<void> {
  const done = await recordFacts(
    ctx,
    { reason: `theo khai báo của ông ${GONE.name}`, source: `sổ ghi ${GONE.nationalId}` },
    [
      person('new:gone', GONE.name, {
        nationalId: GONE.nationalId,
        socialInsuranceNumber: GONE.insurance,
        phone: GONE.phone,
        ethnicityCode: '03',
      }),
      person('new:mother', 'Rơ Châm Hbia', { phone: GONE.phone }),
      person('new:same', SHARED_NAME, { nationalId: '008070000111' }),
      person('new:left', SHARED_NAME, { phone: '0912000333' }),
      {
        kind: 'addHousehold',
        household: 'new:h',
        placeId: PLACE.villageA,
        from: '2001-01-01',
        address: `nhà ông ${GONE.name}`,
      },
      join_('new:gone', 'head'),
      join_('new:mother', 'parent'),
      card('new:gone', GONE.card, '2010-01-01', '2012-06-01'),
      card('new:mother', 'GD4080000000001', '2020-01-01', null),
      card('new:left', 'GD4080000000002', '2010-01-01', '2011-01-01'),
      {
        kind: 'setStatus',
        person: 'new:gone',
        status: 'poorHousehold',
        from: '2009-01-01',
        to: '2011-01-01',
        detail: `hộ ${GONE.name}`,
      },
    ] as CommandInput[],
  );
  if (!done.ok) throw new Error(JSON.stringify(done.faults));
  for (const [key, id] of Object.entries(done.value.people)) people[key.slice(4)] = id;
  const ended = await recordFacts(ctx, { reason: `giấy chứng tử của ${GONE.name}` }, [
    {
      kind: 'recordDeath',
      person: people['gone'] ?? 0,
      on: '2012-06-01',
      note: `số ${GONE.nationalId}`,
    },
    { kind: 'recordLeaving', person: people['left'] ?? 0, from: '2011-01-01' },
    {
      kind: 'correctPerson',
      person: people['same'] ?? 0,
      attributes: { fullName: SHARED_NAME, birthDate: '1970-02-01' },
    },
  ] as CommandInput[]);
  if (!ended.ok) throw new Error(JSON.stringify(ended.faults));
}

function person(id: string, fullName: string, numbers: object) {
  return {
    kind: 'addPerson',
    person: id,
    attributes: { fullName, birthDate: '1964-03-21', sex: 'male', ...numbers },
    residence: { placeId: PLACE.villageA, kind: 'permanent', from: '2001-01-01' },
  };
}

function join_(id: string, relation: string) {
  return { kind: 'joinHousehold', person: id, household: 'new:h', relation, from: '2001-01-01' };
}

function card(id: string, cardNumber: string, from: string, to: string | null) {
  return {
    kind: 'addParticipation',
    person: id,
    category: 'GD',
    issuer: 'own',
    cardNumber,
    from,
    to,
  };
}

/** He stands in a list with its file, a paper, a review, a task, an export, the journal. */
async function plantTraces(): Promise<void> {
  const id = people['gone'] ?? 0;
  const text = `Họ và tên,Ngày sinh,Số định danh,Điện thoại,Xã\n${GONE.name},21/03/1964,${GONE.nationalId},${GONE.phone},Xã A\n${SHARED_NAME},01/02/1970,008070000111,,Xã A\n`;
  const file = await blobs.add(bytesOf(Buffer.from(text)), 1 << 20);
  const { listId } = await receiveList(
    ctx,
    { kind: 'residents', unit: '02530', sender: 'Công an xã', asOf: '2012-01-01' },
    { name: 'cu-dan.csv', ...file },
  );
  await inspectList(ctx, listId);
  await confirmColumns(ctx, listId, {});
  await cleanList(ctx, listId);
  const scan = await blobs.add(bytesOf(scanOf(41)), 1 << 20);
  const paper = { kind: 'deathCertificate', note: `giấy chứng tử ${GONE.name}` } as const;
  await attachPaper(ctx, { kind: 'person', id }, paper, scan.hash);
  await sql`
    insert into review.item (kind, matter, place_id, person_id, evidence, raised_at,
      opened_at, due_on,
      state, decision, decided_at, decided_by, reason)
    values ('twoCards', 'thử', ${PLACE.villageA}, ${id},
      ${JSON.stringify({ name: GONE.name, number: GONE.nationalId })}::jsonb, now(),
      now(), '2012-02-01', 'decided', 'accept', now(), 'ai đó', ${`thẻ ${GONE.card}`})`.execute(
    ctx.db,
  );
  await sql`
    insert into coverage.export (export_id, actor, question, state, created_at)
    values (gen_random_uuid(), '{}', ${JSON.stringify({ text: GONE.name })}::jsonb, 'done',
      now())`.execute(ctx.db);
  await sql`
    insert into lists.sender (unit_id, name, added_at, actor_name)
    values (${PLACE.communeA}, ${`nhà ông ${GONE.name}`}, now(), 'ai đó')`.execute(ctx.db);
  await inTransaction(as('ghi'), (tx) =>
    recordInJournal(tx, {
      kind: 'change',
      action: 'people.unmask',
      personIds: [id],
      unitIds: [PLACE.communeA],
      reason: `đối chiếu ${GONE.name}, ${GONE.nationalId}`,
    }),
  );
  await sql`update lists.list set state = 'committed'`.execute(ctx.db);
}

async function* bytesOf(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Every count of coverage, whole. */
async function readCounts(from: Context): Promise<Record<string, unknown[]>> {
  const counts: Record<string, unknown[]> = {};
  for (const table of ['coverage.flow', 'coverage.count', 'coverage.signature']) {
    const found = await sql`select * from ${sql.raw(table)} as t order by t::text`.execute(from.db);
    counts[table] = found.rows;
  }
  return counts;
}

/** Every column that can hold words, of every table there is, with the rows that hold one of the values. */
async function findTraces(from: Context, values: readonly string[]): Promise<string[]> {
  const columns = await sql<{ table: string; column: string }>`
    select format('%I.%I', n.nspname, c.relname) as table, a.attname as column
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')
      and format_type(a.atttypid, null)
        ~ '^(text|jsonb|json|text\\[\\]|character varying.*|bytea|name|bigint|bigint\\[\\])$'`.execute(
    from.db,
  );
  expect(columns.rows.length).toBeGreaterThan(300);
  const found: string[] = [];
  for (const { table, column } of columns.rows) {
    const text = sql`case when pg_typeof(t.${sql.ref(column)})::text = 'bytea'
      then encode(t.${sql.ref(column)}::text::bytea, 'escape') else t.${sql.ref(column)}::text end`;
    const hits = await sql<{ value: string }>`
      select distinct v.value
      from ${sql.raw(table)} t, unnest(${[...values]}::text[]) as v (value)
      where strpos(lower(${text}), lower(v.value)) > 0`.execute(from.db);
    found.push(...hits.rows.map(({ value }) => `${table}.${column}: ${value}`));
  }
  return found;
}

const WORDS = [
  GONE.name,
  fold(GONE.name),
  foldSorted(GONE.name),
  'nieng',
  GONE.nationalId,
  GONE.insurance,
  GONE.card,
];

function filesWith(words: readonly string[]): string[] {
  const where = join(folder, 'files');
  return readdirSync(where, { recursive: true })
    .map((name) => join(where, String(name)))
    .filter((path) => statSync(path).isFile())
    .filter((path) => words.some((word) => readFileSync(path).includes(word)));
}

const LETTER = { reason: 'gia đình yêu cầu', document: 'đơn số 3', receivedOn: '2026-01-05' };

describe('what stands against it', () => {
  test('who is insured or lives here is refused, with the law, and the refusal is recorded', async () => {
    const run = await requestErasure(as('a'), people['mother'] ?? 0, LETTER);
    expect(run.state).toBe('refused');
    expect(run.blocks.map(({ id }) => id)).toEqual(['activeCover', 'resident']);
    expect(run.blocks[0]?.citation).toContain('91/2025/QH15');
    expect(run.answerBy).toBe(addDays(LETTER.receivedOn, 10));
  });

  test('a hold stops it, on request and by the rule, until it is released', async () => {
    const id = people['gone'] ?? 0;
    const { holdId } = await placeHold(as('a'), id, { document: 'QĐ 12', reason: 'thanh tra' });
    const preview = await previewErasure(as('a'), id);
    expect(preview.blocks.map((block) => block.id)).toEqual(['hold']);
    expect((await requestErasure(as('a'), id, LETTER)).state).toBe('refused');
    const due = async (): Promise<number[]> =>
      (await listDuePeople(as('a'), '02530', 'gonePeople')).people.map((one) => one.personId);
    expect(await due()).toEqual([people['left']]);
    await endHold(as('a'), id, holdId, 'thanh tra xong');
    expect(new Set(await due())).toEqual(new Set([id, people['left']]));
  });

  test('an open list and an open matter stop it', async () => {
    await sql`update lists.list set state = 'cleaned'`.execute(ctx.db);
    await sql`update review.item set state = 'open', decision = null`.execute(ctx.db);
    const preview = await previewErasure(as('a'), people['gone'] ?? 0);
    expect(preview.blocks.map(({ id }) => id)).toEqual(['openMatter', 'openList']);
    await sql`update lists.list set state = 'committed'`.execute(ctx.db);
    await sql`update review.item set state = 'decided', decision = 'accept'`.execute(ctx.db);
  });
});

test('what is due is shown by kind and unit as counts, and a changed period counts from its day', async () => {
  const page = await readDue(ctx, 'VN');
  const gone = page.rules.find(({ id }) => id === 'gonePeople');
  expect(gone).toMatchObject({ due: 2, days: 3652, basis: 'setting', needs: 'twoPersons' });
  expect(gone?.byUnit).toMatchObject([{ unitId: PLACE.provinceP, due: 2 }]);
  expect(page.rules.find(({ id }) => id === 'journal')).toMatchObject({ deed: 'keep', due: 0 });
  const day = ctx.now().toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().toString();
  const longer = { days: 7305, validFrom: day, reason: 'quy chế' };
  await setRule(ctx, 'gonePeople', longer);
  expect((await readDue(ctx, 'VN')).rules.find(({ id }) => id === 'gonePeople')).toMatchObject({
    due: 0,
    days: 7305,
    daysOfFile: 3652,
    isChanged: true,
  });
  await setRule(ctx, 'gonePeople', { ...longer, days: 3652 });
});

describe('erased on request', () => {
  test('one administrator asks, another agrees, and nothing of him is left anywhere', async () => {
    const id = people['gone'] ?? 0;
    expect((await findTraces(ctx, WORDS)).length).toBeGreaterThan(10);
    expect(filesWith([GONE.name, GONE.nationalId])).toHaveLength(1);
    const run = await requestErasure(as('a'), id, LETTER);
    expect(run.state).toBe('waiting');
    const approvalId = run.approvalId ?? 0;
    const vote = { approves: true, reason: '' };
    await expect(voteApproval(as('a'), RETENTION_ACTIONS, approvalId, vote)).rejects.toThrow(
      Refusal,
    );
    const done = await voteApproval(as('b'), RETENTION_ACTIONS, approvalId, vote);
    expect(done.state).toBe('done');
    expect(await executeRun(ctx, run.runId)).toBe(1);
    expect(await executeRun(ctx, run.runId)).toBe(0);
    expect(await findTraces(ctx, WORDS)).toEqual([]);
    expect(filesWith([GONE.name, GONE.nationalId])).toEqual([]);
  });

  test('his mother keeps the phone they shared; the household keeps its other members', async () => {
    const mother = await getPerson(ctx, people['mother'] ?? 0, {});
    expect(mother.attributes.phone).toContain('460');
    expect(mother.household?.members).toHaveLength(2);
  });

  test('he still counts where he counted: every count of every day is as before', async () => {
    expect(await readCounts(ctx)).toEqual(before);
    expect((await checkCounts(ctx)).differenceCount).toBe(0);
    const page = await getPerson(ctx, people['gone'] ?? 0, {});
    expect(page.attributes).toMatchObject({
      fullName: 'Người đã xóa dữ liệu',
      birthPrecision: 'year',
    });
    expect(page.erasedAt).not.toBeNull();
    expect(page.participations).toHaveLength(1);
  });

  test('the search finds him no more, and nothing can be recorded of him', async () => {
    const found = await searchPeople(ctx, { text: 'ksor y thung nieng', limit: 5 });
    expect(found.ok && found.value.people).toEqual([]);
    const written = await recordFacts(ctx, { reason: 'thử' }, [
      { kind: 'correctPerson', person: people['gone'] ?? 0, attributes: { fullName: 'X Y' } },
    ] as CommandInput[]);
    expect(written).toMatchObject({ ok: false, faults: [{ code: 'registry.person.erased' }] });
  });

  test('the journal holds, with the words about him blanked and who looked still there', async () => {
    expect((await verifyJournal(ctx)).ok).toBe(true);
    const lines = await sql<{ reason: string; user: string }>`
      select reason, user_id as user from access.journal
      where action = 'people.unmask'`.execute(ctx.db);
    expect(lines.rows).toEqual([{ reason: '', user: 'ghi' }]);
    const other = sql`update access.journal set reason = '', reason_salt = null, user_id = 'x'`;
    await expect(other.execute(ctx.db)).rejects.toThrow(/appended/);
  });

  test('the certificate says how many, by which rule, by whom, and holds afterwards', async () => {
    const certificate = await getCertificate(ctx, 1);
    expect(certificate).toMatchObject({
      rule: 'gonePeople',
      counts: { person: 1 },
      proposedBy: 'Quản trị a',
      approvedBy: 'Quản trị b',
      document: 'đơn số 3',
    });
    expect(certificate.items[0]?.files).toBe(2);
    expect(await verifyProofs(ctx)).toMatchObject({
      ok: true,
      certificates: 1,
      persons: 1,
      faults: [],
    });
  });
});

describe('erased when the time is over', () => {
  test('a name that others bear goes from his record alone', async () => {
    const run = await proposeRun(as('a'), '02530', { rule: 'gonePeople', reason: 'định kỳ' });
    expect(run).toMatchObject({ state: 'waiting', due: 1 });
    await voteApproval(as('b'), RETENTION_ACTIONS, run.approvalId ?? 0, {
      approves: true,
      reason: '',
    });
    expect(await executeRun(ctx, run.runId)).toBe(1);
    expect((await getPerson(ctx, people['left'] ?? 0, {})).erasedAt).not.toBeNull();
    expect((await getPerson(ctx, people['same'] ?? 0, {})).attributes.fullName).toBe(SHARED_NAME);
    const found = await searchPeople(ctx, { text: 'nguyen van binh', limit: 5 });
    expect(found.ok && found.value.people.map((one) => one.personId)).toEqual([people['same']]);
    expect(await findTraces(ctx, ['0912000333'])).toEqual([]);
    expect(await readCounts(ctx)).toEqual(before);
    await expect(
      proposeRun(as('a'), '02530', { rule: 'gonePeople', reason: 'lần nữa' }),
    ).rejects.toThrow('retention.nothingDue');
  });

  test('what ends by itself is tidied at night with a proof of its own', async () => {
    await sql`
      insert into access.job (job_id, name, state, created_at, changed_at)
      values ('cũ', 'thử', 'done', now() - interval '200 days', now() - interval '200 days'),
        ('mới', 'thử', 'done', now(), now())`.execute(ctx.db);
    await retentionJobs(ctx)[TIDY_JOB]?.({}, { id: '1', name: TIDY_JOB });
    const jobs = await sql<{ id: string }>`
      select job_id as id from access.job where name = 'thử'`.execute(ctx.db);
    expect(jobs.rows).toEqual([{ id: 'mới' }]);
    expect(await verifyProofs(ctx)).toMatchObject({ ok: true, certificates: 3 });
  });
});

describe('the proof finds', () => {
  async function tampered(statement: string): Promise<string[]> {
    const db = ctx.db;
    return await db
      .transaction()
      .execute(async (trx) => {
        await sql`set local session_replication_role = 'replica'`.execute(trx);
        await sql.raw(statement).execute(trx);
        const { faults } = await verifyProofs({ ...ctx, db: trx });
        throw Object.assign(new Error('back'), { kinds: faults.map(({ kind }) => kind) });
      })
      .catch((cause: Error & { kinds?: string[] }) => {
        if (!cause.kinds) throw cause;
        return cause.kinds;
      });
  }

  test.each([
    [
      'an item that was changed',
      'update retention.item set rows = rows + 1 where run_id = (select min(run_id) from retention.item)',
      'changed',
    ],
    [
      'a certificate that was changed',
      `update retention.certificate set content = jsonb_set(content, '{reason}', '"x"') where certificate_id = 2`,
      'changed',
    ],
    [
      'a certificate that is gone',
      'delete from retention.certificate where certificate_id = 1',
      'changed',
    ],
    [
      'a number that is back',
      `update registry.person_version set phone = '0900000001' where full_name = 'Người đã xóa dữ liệu'`,
      'personBack',
    ],
    [
      'a journal that was rewritten',
      `update access.journal set reason = 'x' where action = 'retention.certificate'`,
      'notInJournal',
    ],
  ])('%s', async (_name, statement, kind) => {
    expect(await tampered(statement)).toContain(kind);
  });

  test('a file that is back', async () => {
    const cleaned = readPaperFile(scanOf(41));
    if (!cleaned.ok) throw new Error('no picture');
    const paper = await blobs.add(bytesOf(Buffer.from(cleaned.value.bytes)), 1 << 20);
    const { faults } = await verifyProofs(ctx);
    expect(faults).toEqual([{ certificateId: 1, kind: 'fileBack', ref: paper.hash }]);
    await blobs.remove(paper.hash);
  });

  test('no free text that the sweep does not know: every exemption is a real table or column', async () => {
    const swept = new Set((await listFreeColumns(ctx.db)).map(({ table }) => table));
    expect(swept.size).toBeGreaterThan(30);
    const names = await sql<{ name: string }>`
      select format('%s.%s', table_schema, table_name) as name from information_schema.tables
      union select format('%s.%s.%s', table_schema, table_name, column_name)
      from information_schema.columns`.execute(ctx.db);
    const known = new Set(names.rows.map(({ name }) => name));
    expect(Object.keys(EXEMPT).filter((name) => !known.has(name))).toEqual([]);
  });
});

describe('a backup of the day before', () => {
  const target = `erase_${process.pid}`;
  afterAll(async () => {
    const admin = await connectClient(testUrl('postgres'));
    const found = await admin.query<{ name: string }>(
      `select datname as name from pg_database where datname like '${target}%'`,
    );
    for (const { name } of found.rows) {
      await admin.query(`drop database if exists "${name}" with (force)`);
    }
    await admin.end();
  });

  test('does not bring back who was erased since', async () => {
    const admin = await connectClient(testUrl('postgres'));
    await admin.query(`create database "${target}"`);
    await admin.end();
    const erasures = await readErasures(ctx, vault);
    expect(new Set(erasures.personIds)).toEqual(new Set([people['gone'], people['left']]));
    const kept = join(folder, 'kept');
    const stores = [openBlobs(kept)];
    let again = 0;
    await restoreDatabase({ urlOf: testUrl, database: target }, backup, async (url) => {
      const db = connectDatabase({ url, connectionsMax: 4 });
      try {
        const restored = { ...ctx, db };
        expect((await findTraces(restored, [GONE.nationalId])).length).toBeGreaterThan(0);
        // his paper went with him, so its bytes need not be there; without his erasure they must
        expect(await verifyFiles(url, stores, erasures.hashes)).toBe(0);
        await expect(verifyFiles(url, stores, [])).rejects.toThrow('is missing');
        again = await reapplyErasures(restored, erasures);
      } finally {
        await db.destroy();
      }
    });
    expect(again).toBe(2);
    const db = connectDatabase({ url: testUrl(target), connectionsMax: 4 });
    try {
      const restored = { ...ctx, db };
      expect(await findTraces(restored, WORDS)).toEqual([]);
      expect(await readCounts(restored)).toEqual(before);
      expect((await checkCounts(restored)).differenceCount).toBe(0);
      expect(await verifyProofs(restored)).toMatchObject({ ok: true, certificates: 1, persons: 2 });
    } finally {
      await db.destroy();
    }
  }, 120_000);
});
