/** The browsable page of the API: plain HTML from the endpoint table, no script at all. */
import { z } from 'zod';
import type { AnyEndpoint } from './endpoint.ts';
import { tagOf } from './openapi.ts';

export function docsPage(endpoints: readonly AnyEndpoint[]): string {
  const groups = Map.groupBy(endpoints, tagOf);
  const menu = [...groups.keys()].map((tag) => `<a href="#${escape(tag)}">${escape(tag)}</a>`);
  const sections = [...groups].map(
    ([tag, rows]) =>
      `<section id="${escape(tag)}"><h2>${escape(tag)}</h2>${rows.map(rowOf).join('')}</section>`,
  );
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API · Bao Phủ</title>
<link rel="stylesheet" href="/v1/docs/page.css">
</head>
<body>
<header><h1>API · Bao Phủ</h1>
<p>${endpoints.length} điểm gọi · <a href="/v1/openapi.json">OpenAPI 3.1</a>. Gọi bằng mã truy cập:
<code>Authorization: Bearer bp_…</code>. Lỗi theo RFC 9457, mọi lỗi cùng một lần.</p>
<nav>${menu.join(' ')}</nav></header>
<main>${sections.join('\n')}</main>
</body>
</html>`;
}

function rowOf(endpoint: AnyEndpoint): string {
  const { access, input } = endpoint;
  const facts = [
    ['Phạm vi', 'roles' in access ? `${access.kind}: ${access.roles.join(', ')}` : access.kind],
    ['Nhật ký', endpoint.journal],
    ...(endpoint.cli ? [['Lệnh', `baophu ${endpoint.cli.command}`]] : []),
  ];
  const parts = [
    schemaBlock('Đường dẫn', input.params, 'input'),
    schemaBlock('Truy vấn', input.query, 'input'),
    schemaBlock('Nội dung gửi', input.body, 'input'),
    schemaBlock('Trả về', endpoint.output, 'output'),
    endpoint.example ? block('Ví dụ', endpoint.example) : '',
  ];
  const heading =
    `<b class="${endpoint.method}">${endpoint.method.toUpperCase()}</b> ` +
    `<code>${escape(endpoint.path)}</code> ${escape(endpoint.summary)}`;
  const list = facts.map(([name, value]) => `<dt>${name}</dt><dd>${escape(value ?? '')}</dd>`);
  return (
    `<details id="${escape(endpoint.id)}"><summary>${heading}</summary>` +
    `<dl>${list.join('')}</dl>${parts.join('')}</details>`
  );
}

function schemaBlock(title: string, schema: z.ZodType | undefined, io: 'input' | 'output'): string {
  if (!schema) return '';
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return block(title, json);
}

function block(title: string, value: unknown): string {
  return `<h3>${title}</h3><pre>${escape(JSON.stringify(value, null, 2))}</pre>`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

export const docsStyle = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { margin: 0 auto; max-width: 72rem; padding: 1rem }
nav a { margin-right: 1rem }
details { border-top: 1px solid #8884; padding: .4rem 0 }
summary { cursor: pointer; overflow-wrap: anywhere }
summary b { display: inline-block; min-width: 4rem; font-size: .8em }
.get { color: #0b6bcb } .post { color: #1a7f37 } .delete { color: #c4302b }
.put, .patch { color: #9a6700 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem }
dt { opacity: .7 } dd { margin: 0 }
pre { overflow-x: auto; background: #8881; padding: .6rem; font-size: .85em; max-height: 30rem }
h3 { font-size: 1em; margin: .6rem 0 .2rem }
`;
