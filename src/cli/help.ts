import type { AnyEndpoint } from '../http/endpoint.ts';
import { listFlags } from './arguments.ts';
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
      `  --${flag.flag}${flag.isBoolean ? '' : ' …'}`.padEnd(28) +
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
  ].join('\n');
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
