import type { AnyEndpoint } from '../http/endpoint.ts';
import { listFlags, toKebab } from './arguments.ts';
import type { LocalCommand } from './local-commands.ts';

const COMMON_HELP = `
Chung / common:
  --json            in ra JSON / print JSON
  --out FILE        ghi tệp kết quả / write a file answer here
  --server URL      gọi máy chủ đang chạy (mã truy cập: BAOPHU_TOKEN hoặc --token)
  --lang vi|en      ngôn ngữ của thông báo / language of messages`;

export function helpOf(endpoint: AnyEndpoint): string {
  const words = endpoint.cli?.positional?.map((name) => name.toUpperCase()).join(' ') ?? '';
  const flags = listFlags(endpoint).map(
    (flag) =>
      `  --${flag.flag}${flag.isBoolean ? '' : flag.isList ? ' …,…' : ' …'}`.padEnd(28) +
      (flag.isRequired ? '(bắt buộc)' : ''),
  );
  return [
    `bin/baophu ${endpoint.cli?.command ?? ''} ${words}`.trimEnd(),
    `  ${endpoint.summary}`,
    '',
    ...flags,
    ...(endpoint.input.body
      ? ['  --body FILE             thân yêu cầu JSON, "-" = đầu vào chuẩn']
      : []),
    COMMON_HELP,
    ...exampleOf(endpoint),
  ].join('\n');
}

/** A call that works as it stands: the endpoint's own example. */
function exampleOf(endpoint: AnyEndpoint): string[] {
  const { example, cli, input } = endpoint;
  if (!example || !cli) return [];
  const params: Readonly<Record<string, unknown>> = { ...example.params };
  const words = cli.positional?.map((name) => String(params[name] ?? name.toUpperCase())) ?? [];
  const flags = Object.entries({ ...example.query }).map(
    ([name, value]) => `--${toKebab(name)} ${String(value)}`,
  );
  const call = ['bin/baophu', cli.command, ...words, ...flags, '--json'].join(' ');
  if (!input.body || example.body === undefined) return ['', 'Ví dụ / example:', `  ${call}`];
  const body = JSON.stringify(example.body, null, 2);
  return ['', 'Ví dụ / example:', `  ${call} <<'JSON'`, body, 'JSON'];
}

export function helpOfAll(
  endpoints: readonly AnyEndpoint[],
  locals: readonly LocalCommand[],
): string {
  const rows: [string, string][] = [
    ...locals.map((command): [string, string] => [command.command, command.summary]),
    ...endpoints.flatMap((endpoint): [string, string][] =>
      endpoint.cli ? [[endpoint.cli.command, endpoint.summary]] : [],
    ),
  ];
  rows.sort((a, b) => (a[0] < b[0] ? -1 : 1));
  const width = Math.max(...rows.map(([command]) => command.length));
  const lines = rows.map(([command, summary]) => `  ${command.padEnd(width)}  ${summary}`);
  return `Bao Phủ – bin/baophu LỆNH [--help]\n\n${lines.join('\n')}\n${COMMON_HELP}`;
}
