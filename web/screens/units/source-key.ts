import { fold } from '../../../src/kernel/text.ts';

/** A short name for a source out of its title: "Chi cục Thống kê 2021" → "chi-cuc-thong-ke-2021". */
export function sourceKeyOf(title: string): string {
  return fold(title).replaceAll(' ', '-').slice(0, 60);
}
