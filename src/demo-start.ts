/** The demo on an empty installation, its users, and what `npm start` prints for the first visitor. */
import { createFirstLink } from './access/links.ts';
import type { Context } from './stores/context.ts';

/** Lines under the address: the first administrator's one-time link, or the way into the demo. */
export async function welcomeLines(ctx: Context, url: string): Promise<string[]> {
  const first = await createFirstLink(ctx);
  if (!first) return [];
  return ['Đường dẫn dùng một lần để người quản trị đầu tiên đặt mật khẩu (24 giờ):', `  ${url}${first.path}`];
}
export async function loadDemoWithUsers(_i: unknown, _s: unknown): Promise<void> {}
