/** Commands that act on the installation itself and are no endpoints. */
import { existsSync } from 'node:fs';
import { access, cp, mkdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pino } from 'pino';
import { faultText } from '../../messages/faults.ts';
import { plansEn } from '../../messages/plans.en.ts';
import { plansVi } from '../../messages/plans.vi.ts';
import { keptSets } from '../app-kept.ts';
import { readConfig } from '../config.ts';
import { DEFAULT_DEMO, openDemoUsers } from '../demo-start.ts';
import { plantDemoTargets } from '../demo-targets.ts';
import { loadDemo } from '../demo/load.ts';
import { type Installation, openInstallation, readServerNote } from '../installation.ts';
import { ListQuery, inputOf } from '../lists/endpoints.ts';
import { importList } from '../lists/import-ops.ts';
import type { ListInput } from '../lists/intake-ops.ts';
import { type FolderScore, extractCommand, scoreCommand } from '../plans/commands.ts';
import { readPlanFile } from '../plans/plan-file.ts';
import { readTopics } from '../policy/book-files.ts';
import { checkLaw } from '../policy/check.ts';
import { Refusal } from '../kernel/outcome.ts';
import { finishUpgrade } from '../upgrade/ops.ts';
import { backupDatabase, restoreDatabase } from '../stores/backup.ts';
import { type CommonFlags, UsageError, parseLocal } from './arguments.ts';
import { CommandFault } from './endpoint-command.ts';
import { printAnswer } from './print.ts';
import { eraseAgain, setAnchorsAside, verifyFiles, verifyRestored } from '../restore-drill.ts';
import { readErasures } from '../retention/reapply-ops.ts';
import { openBlobs } from '../stores/blobs.ts';

export interface LocalCommand {
  command: string;
  summary: string;
  help: string;
  run(words: readonly string[]): Promise<number>;
}

type Options = Record<string, { type: 'string' | 'boolean' }>;

interface Definition {
  command: string;
  summary: string;
  usage: string;
  options?: Options;
  /** answers what is printed; the exit code is 1 when it holds `ok: false` */
  act(
    installation: Installation,
    input: { rest: string[]; values: Record<string, string | boolean | undefined> },
  ): Promise<object>;
}

function define(definition: Definition): LocalCommand {
  return {
    command: definition.command,
    summary: definition.summary,
    help: `bin/baophu ${definition.usage}\n  ${definition.summary}`,
    async run(words) {
      const { common, values, rest } = parseLocal(words, definition.options ?? {});
      return await withInstallation(common, async (installation) => {
        const answer = await definition.act(installation, { rest, values }).catch(inWords(common));
        print(answer, common);
        return 'ok' in answer && answer.ok === false ? 1 : 0;
      });
    },
  };
}

/** Expected faults are told in words, without a stack. */
function inWords(common: CommonFlags): (cause: unknown) => never {
  return (cause) => {
    if (!(cause instanceof Refusal)) throw cause;
    throw new CommandFault(cause.faults.map((fault) => faultText(fault, common.lang)).join('\n'));
  };
}

async function withInstallation(
  common: CommonFlags,
  work: (installation: Installation) => Promise<number>,
): Promise<number> {
  if (common.server) {
    throw new UsageError('lệnh này chỉ chạy tại máy có thư mục dữ liệu / only on the data folder');
  }
  const log = pino({ level: 'warn' }, pino.destination(2));
  const installation = await openInstallation(readConfig(), { mayAttach: true, log });
  try {
    return await work(installation);
  } finally {
    await installation.close();
  }
}

function print(answer: object, common: CommonFlags): void {
  process.stdout.write(common.json ? `${JSON.stringify(answer, null, 2)}\n` : printAnswer(answer));
}

/** One line that is overwritten on a terminal, nothing in a pipe. */
export function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}

const backup = define({
  command: 'backup',
  summary: 'Sao lưu toàn bộ dữ liệu trong khi hệ thống đang chạy',
  usage: 'backup [THƯ-MỤC]',
  async act(installation, { rest }) {
    const { config } = installation;
    const stamp = installation.ctx.now().toString().replace(/\D/g, '').slice(0, 14);
    const folder = rest[0]
      ? resolve(config.userFolder, rest[0])
      : join(config.dataFolder, 'backups', stamp);
    await mkdir(join(folder, '..'), { recursive: true, mode: 0o700 });
    const manifest = await backupDatabase(installation.databaseUrl, folder, (name, share) =>
      showProgress(`${Math.round(share * 100)} % ${name}`),
    );
    showProgress('');
    const files = join(config.dataFolder, 'files');
    if (existsSync(files)) await cp(files, join(folder, 'files'), { recursive: true });
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    return { folder, takenAt: manifest.takenAt, tables: manifest.tables.length, rows };
  },
});

const finish = define({
  command: 'upgrade finish',
  summary: 'Làm nốt việc sau khi nâng cấp, không dừng hệ thống',
  usage: 'upgrade finish',
  async act({ ctx }) {
    const state = await finishUpgrade(ctx, keptSets, async (progress) => {
      const share = progress.step === 'kept' ? progress.share : progress.done / progress.of;
      showProgress(`${Math.round(share * 100)} % ${progress.name}`);
      return true;
    });
    showProgress('');
    return { ok: state.isFinished, ...state };
  },
});

const restore = define({
  command: 'restore',
  summary: 'Khôi phục từ một bản sao lưu, kiểm tra xong mới thay bản đang dùng',
  usage: 'restore THƯ-MỤC',
  async act(installation, { rest }) {
    if (!rest[0]) throw new UsageError('restore THƯ-MỤC');
    const { config, databaseUrl, log, ctx } = installation;
    const database = new URL(databaseUrl.replace('@/', '@x/')).pathname.slice(1);
    const folder = resolve(config.userFolder, rest[0]);
    const files = join(folder, 'files');
    const ownFiles = join(config.dataFolder, 'files');
    const erasures = await readErasures(ctx, ctx.vault);
    let papers = 0;
    let erasedAgain = 0;
    const done = await restoreDatabase(
      { urlOf: installation.urlOf, database },
      folder,
      async (url, manifest) => {
        await verifyRestored(url, manifest, log);
        papers = await verifyFiles(url, [openBlobs(files), openBlobs(ownFiles)], erasures.hashes);
        erasedAgain = await eraseAgain(url, erasures, log, ctx.vault);
      },
      (name, share) => showProgress(`${Math.round(share * 100)} % ${name}`),
    );
    showProgress('');
    // files lie under the hash of their bytes: those that are there stay, the erased stay away
    const erased = new Set(erasures.hashes);
    const kept = {
      recursive: true,
      force: false,
      filter: (source: string) => !erased.has(basename(source)),
    };
    if (existsSync(files)) await cp(files, ownFiles, kept);
    await setAnchorsAside(config.dataFolder, done.manifest.takenAt.replace(/\D/g, ''));
    return {
      ok: true,
      takenAt: done.manifest.takenAt,
      replacedKeptAs: done.replaced,
      papers,
      erasedAgain,
    };
  },
});

const listsImport = define({
  command: 'lists import',
  summary: 'Nhận một danh sách từ tệp: đọc, làm sạch, đối chiếu, lập chênh lệch; --yes: đưa vào sổ',
  usage:
    'lists import TỆP --kind LOẠI --sender NƠI-GỬI --as-of NGÀY [--unit MÃ] [--full] [--unknown add|review] [--category MÃ] [--issuer NƠI-CẤP] [--valid-from NGÀY] [--valid-to NGÀY] [--detail CHỮ] [--stated-people N] [--reason CHỮ] [--yes [--vanished N]]',
  options: {
    kind: { type: 'string' },
    sender: { type: 'string' },
    'as-of': { type: 'string' },
    unit: { type: 'string' },
    full: { type: 'boolean' },
    unknown: { type: 'string' },
    category: { type: 'string' },
    issuer: { type: 'string' },
    'valid-from': { type: 'string' },
    'valid-to': { type: 'string' },
    detail: { type: 'string' },
    'stated-people': { type: 'string' },
    reason: { type: 'string' },
    yes: { type: 'boolean' },
    vanished: { type: 'string' },
  },
  async act({ ctx, config }, { rest, values }) {
    if (!rest[0]) throw new UsageError('lists import TỆP --kind … --sender … --as-of …');
    const path = resolve(config.userFolder, rest[0]);
    await access(path).catch((cause: Error) => {
      throw new CommandFault(cause.message);
    });
    const list = await importList(ctx, {
      path,
      ...readListInput(values),
      commits: values['yes'] === true,
      reason: textIn(values, 'reason'),
      vanished: wholeNumber('vanished', values['vanished']),
      onProgress: (step, share, params) =>
        showProgress(
          `${step} ${share === null ? (params?.['rows'] ?? '') : `${Math.round(share * 100)} %`}`,
        ),
    });
    showProgress('');
    return list;
  },
});

type Values = Record<string, string | boolean | undefined>;

function textIn(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** What is said of a list, by the same rules as over HTTP. */
function readListInput(values: Values): ListInput {
  const parsed = ListQuery.safeParse({
    kind: textIn(values, 'kind'),
    sender: textIn(values, 'sender'),
    asOf: textIn(values, 'as-of'),
    unit: textIn(values, 'unit'),
    isFull: values['full'] === true,
    unknownPeople: textIn(values, 'unknown'),
    category: textIn(values, 'category'),
    issuer: textIn(values, 'issuer'),
    validFrom: textIn(values, 'valid-from'),
    validTo: textIn(values, 'valid-to'),
    detail: textIn(values, 'detail'),
    statedPeople: wholeNumber('stated-people', values['stated-people']),
  });
  if (!parsed.success) {
    const named = parsed.error.issues.map((issue) => `--${toKebab(issue.path.join('.'))}`);
    throw new UsageError(`lists import: ${named.join(', ')}`);
  }
  const { unit, ...input } = inputOf(parsed.data);
  return { ...input, ...(values['unit'] !== undefined && { unit }) };
}

function toKebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

const demoLoad = define({
  command: 'demo load',
  summary: 'Nạp dữ liệu mẫu: son-duong, hoặc một tỉnh theo tên, mã (son-la --people 1300000)',
  usage: 'demo load TÊN [--people N] [--seed N]',
  options: { people: { type: 'string' }, seed: { type: 'string' } },
  async act({ ctx }, { rest, values }) {
    const loaded = await loadDemo(ctx, {
      name: rest[0] ?? DEFAULT_DEMO,
      people: wholeNumber('people', values['people']),
      seed: wholeNumber('seed', values['seed']),
      onProgress: ({ step, done, total }) => showProgress(`${step} ${done}/${total}`),
    });
    if (loaded.loaded) await plantDemoTargets(ctx);
    showProgress('');
    return loaded;
  },
});

const demoLink = define({
  command: 'demo link',
  summary: 'Đường dẫn dùng một lần để vào dữ liệu mẫu với một vai',
  usage: 'demo link [TÊN-NGƯỜI-DÙNG]',
  async act({ ctx, config }, { rest }) {
    const { path, ...link } = await openDemoUsers(ctx, rest[0]);
    const server = await readServerNote(config);
    return { address: `${server?.url ?? ''}${path}`, ...link };
  },
});

function wholeNumber(name: string, text: string | boolean | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new UsageError(`--${name} ${text}`);
  return value;
}

/** Needs neither data nor database: `npm run check` runs it on the files alone. */
const lawCheck: LocalCommand = {
  command: 'law check',
  summary: 'Kiểm tra tệp pháp luật: cấu trúc, chồng, hở, căn cứ, mọi ca mẫu',
  help: 'bin/baophu law check [THƯ-MỤC]\n  Kiểm tra thư mục policy (hoặc thư mục khác cùng cấu trúc).',
  async run(words) {
    const { common, rest } = parseLocal(words, {});
    const folder = rest[0] ? resolve(readConfig().userFolder, rest[0]) : undefined;
    const { faults, softDifferences, ...counts } = checkLaw(readTopics(folder));
    const described = faults.map((fault) => `${fault.at ?? ''}: ${faultText(fault, common.lang)}`);
    print({ ok: faults.length === 0, ...counts, softDifferences, faults: described }, common);
    if (!common.json)
      console.log(`${counts.passed} passed, ${counts.cases - counts.passed} failed`);
    return faults.length === 0 ? 0 : 1;
  },
};

/** Reading a plan needs no database either: text in, what it asks for out. */
const plansExtract: LocalCommand = {
  command: 'plans extract',
  summary:
    'Đọc văn bản kế hoạch (.docx, .pdf, .txt, .md): chỉ tiêu, nhiệm vụ, thời hạn, chế độ báo cáo',
  help: 'bin/baophu plans extract TỆP [--json]\n  Mỗi mục kèm dòng nguồn; không thêm điều văn bản không viết.',
  async run(words) {
    const { common, rest } = parseLocal(words, {});
    if (!rest[0]) throw new UsageError('plans extract TỆP');
    const path = resolve(readConfig().userFolder, rest[0]);
    const read = readPlanFile(await readFile(path), rest[0]);
    const extracted = read.ok ? extractCommand(read.value, rest[0]) : read;
    if (!extracted.ok) return inWords(common)(new Refusal(extracted.faults));
    print(extracted.value, common);
    return 0;
  },
};

const plansScore: LocalCommand = {
  command: 'plans score',
  summary: 'So phần đọc kế hoạch với bản trích làm tay của một thư mục: đủ và đúng từng phần',
  help: 'bin/baophu plans score THƯ-MỤC [--json]',
  async run(words) {
    const { common, rest } = parseLocal(words, {});
    if (!rest[0]) throw new UsageError('plans score THƯ-MỤC');
    const scored = scoreCommand(resolve(readConfig().userFolder, rest[0]));
    if (!scored.ok) return inWords(common)(new Refusal(scored.faults));
    if (common.json) print(scored.value, common);
    else print(scoreRows(scored.value, common), common);
    return scored.value.ok ? 0 : 1;
  },
};

/** One line a plan and part; recall and precision in percent. */
function scoreRows(score: FolderScore, { lang }: CommonFlags): object {
  const names: Readonly<Record<string, string>> = (lang === 'en' ? plansEn : plansVi).parts;
  const rows = score.plans.flatMap((plan) =>
    plan.parts.map((part) => ({
      plan: plan.id,
      part: names[part.part] ?? part.part,
      recall: Math.round(part.recall * 1000) / 10,
      precision: Math.round(part.precision * 1000) / 10,
    })),
  );
  return { ok: score.ok, rows };
}

export const localCommands: readonly LocalCommand[] = [
  backup,
  restore,
  finish,
  listsImport,
  demoLoad,
  demoLink,
  lawCheck,
  plansExtract,
  plansScore,
];
