/** The demo on an empty installation, its users, and what `npm start` prints for the first visitor. */
import { createFirstLink, type OneTimeLink } from './access/links.ts';
import { type DemoUser, openDemo } from './access/users.ts';
import { loadDemo } from './demo/load.ts';
import { type LoadRow, findLoad } from './demo/sql.ts';
import { plantDemoTargets } from './demo-targets.ts';
import { addDecideJob } from './entitlement/jobs.ts';
import type { Installation } from './installation.ts';
import { Refusal } from './kernel/outcome.ts';
import type { Context } from './stores/context.ts';

export const DEFAULT_DEMO = 'son-duong';

/** Loads Sơn Dương on an empty register; a register with anything else is left as it is, and said. */
export async function loadDemoWithUsers(
  installation: Installation,
  say: (text: string) => void,
): Promise<void> {
  const started = performance.now();
  try {
    const loaded = await loadDemo(installation.ctx, {
      name: DEFAULT_DEMO,
      onProgress: sayOncePerStep(say),
    });
    if (!loaded.loaded) return;
    say('Nạp dữ liệu mẫu: chỉ tiêu…');
    await plantDemoTargets(installation.ctx);
    say(`Dữ liệu mẫu sẵn sàng (${seconds(started)} giây).`);
    // a job of the server that now starts: whoever opens the list to persuade finds it made
    await addDecideJob(installation.ctx);
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    say('Thư mục dữ liệu này đã có dữ liệu khác: không nạp dữ liệu mẫu.');
  }
}

function seconds(started: number): string {
  return ((performance.now() - started) / 1000).toFixed(1);
}

function sayOncePerStep(say: (text: string) => void): (progress: { step: string }) => void {
  let last = '';
  return ({ step }) => {
    if (step === last) return;
    last = step;
    say(`Nạp dữ liệu mẫu: ${STEP_TEXT[step] ?? step}…`);
  };
}

const STEP_TEXT: Readonly<Record<string, string>> = {
  places: 'thôn, tổ dân phố',
  person_version: 'người',
  residence: 'cư trú',
  household: 'hộ gia đình',
  household_member: 'thành viên hộ',
  status: 'danh sách của các ngành',
  participation: 'thẻ BHYT',
  aggregate_participation: 'thẻ chỉ có số lượng',
  counts: 'số đếm bao phủ',
};

/** Lines under the address: the first administrator's one-time link, the way into the demo. */
export async function welcomeLines(ctx: Context, url: string): Promise<string[]> {
  const lines: string[] = [];
  if (await findLoad(ctx.db)) {
    const { path } = await openDemoUsers(ctx);
    lines.push('Vào xem dữ liệu mẫu ngay (đường dẫn dùng một lần):', `  ${url}${path}`);
  }
  const first = await createFirstLink(ctx);
  if (first) {
    lines.push('Người quản trị đầu tiên đặt mật khẩu (đường dẫn dùng một lần, 24 giờ):');
    lines.push(`  ${url}${first.path}`);
  }
  return lines;
}

/** Makes the demo's users when they are missing. The link steps into the first, or into `username`. */
export async function openDemoUsers(ctx: Context, username?: string): Promise<OneTimeLink> {
  const load = await findLoad(ctx.db);
  const users = demoUsers(load ?? { unitId: 1, villageId: 1, unitsOn: TREE_OF_DISTRICTS });
  const first = users.findIndex((user) => user.username === username);
  if (username !== undefined && first < 0) {
    const known = users.map((user) => user.username).join(', ');
    throw new Refusal([{ code: 'demo.unknownUser', params: { username, known } }]);
  }
  const ordered = first > 0 ? [...users.slice(first), ...users.slice(0, first)] : users;
  return await openDemo(ctx, ordered);
}

/** The last tree with districts: a demo of a district lives in it, one of a province in its own. */
const TREE_OF_DISTRICTS = '2025-06-30';

type DemoPlaces = Pick<LoadRow, 'unitId' | 'villageId' | 'unitsOn'>;

/** One person a role; names are made up. The first may see and do everything. */
function demoUsers({ unitId, villageId, unitsOn }: DemoPlaces): DemoUser[] {
  const boundaries = unitsOn > TREE_OF_DISTRICTS ? unitsOn : TREE_OF_DISTRICTS;
  const inDistrict = { unit: unitId, boundaries };
  const user = (username: string, name: string, role: Role, unit = inDistrict): DemoUser => ({
    username,
    name,
    grants: [{ role, ...unit }],
  });
  return [
    {
      username: 'mau.quan-tri',
      name: 'Nguyễn Minh Hạnh',
      grants: [
        { role: 'socialInsuranceOfficer', ...inDistrict },
        { role: 'administrator', unit: 'VN' },
      ],
    },
    user('mau.bhxh', 'Hoàng Thị Lan', 'socialInsuranceOfficer'),
    user('mau.y-te', 'Ma Văn Quý', 'healthOfficer'),
    user('mau.lao-dong', 'Trần Đức Thịnh', 'labourOfficer'),
    user('mau.giao-duc', 'Lương Thị Thu', 'educationOfficer'),
    user('mau.tai-chinh', 'Phạm Quốc Việt', 'financeOfficer'),
    user('mau.cong-tac-vien', 'Triệu Văn Páo', 'villageCollaborator', {
      unit: villageId,
      boundaries,
    }),
    user('mau.thanh-tra', 'Đặng Thị Hòa', 'auditor'),
    user('mau.du-lieu-mo', 'Người đọc số liệu mở', 'openData'),
  ];
}

type Role = DemoUser['grants'][number]['role'];
