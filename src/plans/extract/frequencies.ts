/** How often a report is due. */
import { PERIOD_WORDS } from './deadlines.ts';

const FREQUENCIES: readonly [RegExp, string][] = [
  [/(?:hang|moi) ngay/, 'ngày'],
  [/(?:hang|moi) tuan|lan\/tuan|thu \d hang tuan/, 'tuần'],
  [/(?:hang|moi) thang|lan\/thang|ngay (?:lam viec )?cuoi(?: cung)? (?:cua )?thang/, 'tháng'],
  [/(?:hang|moi) quy|lan\/quy/, 'quý'],
  [/6 thang|sau thang/, '6 tháng'],
  [/(?:hang|moi) nam|lan\/nam|cuoi nam|bao cao nam|, (?:1 |mot )?nam\b/, 'năm'],
];

/** Rule `reports/frequency`: a list of periods, one period, or the words that stand for one. */
export function frequencyOf(folded: string, isDated: boolean): string | string[] {
  const rows =
    /(?:hang|dinh ky(?: hang)?) (?:thang|quy|tuan)(?:(?:,| va|,? va) (?:hang )?(?:thang|quy|6 thang|9 thang|nam))+/.exec(
      folded,
    );
  if (rows)
    return (rows[0].match(/6 thang|9 thang|tuan|thang|quy|nam/g) ?? []).map(
      (word) => PERIOD_WORDS[word] ?? word,
    );
  const found = FREQUENCIES.filter(([pattern]) => pattern.test(folded)).map(([, word]) => word);
  if (found.length === 1) return found[0] ?? '';
  if (found.length > 1) return found;
  if (isDated || /ket thuc dot/.test(folded)) return 'một lần';
  if (/kho khan|vuong mac/.test(folded)) return 'khi có vướng mắc';
  if (/kip thoi/.test(folded)) return 'kịp thời';
  if (/dinh ky/.test(folded)) return 'định kỳ';
  return /thuong xuyen/.test(folded) ? 'thường xuyên' : 'không nêu';
}
