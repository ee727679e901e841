/** Annexes that a plan speaks of and the text does not hold. */
import { type Passage, lineAt, printed } from './passage.ts';
import { type Section, walk } from './sections.ts';
import type { MissingAnnex } from '../types.ts';

const MENTION =
  /(?:(?:co|theo|tai|xem|kem(?: theo)?)\s+)?(?:cac )?(?:phu luc|bieu(?: mau)?(?: chi tiet| so)?|phu bieu|bang chi tieu|danh sach)(?:(?: so)? (?:[ivx]+|\d{1,2})\b)?[^.;()]{0,60}?(?:(?:gui )?(?:kem theo|kem|dinh kem)|chi tiet kem)|(?:chi tiet )?(?:theo|tai) (?:cac )?phu luc(?:(?: so)? (?:[ivx]+|\d{1,2})\b)?/g;

/** Rule `annexes/missing`: named as attached, and no heading of the text bears the name. */
export function findMissingAnnexes(root: Section): MissingAnnex[] {
  const present = new Set<string>();
  for (const section of walk(root)) {
    if (section.marker?.style === 'annex') present.add(annexKey(section.marker.value));
  }
  const missing: MissingAnnex[] = [];
  const seen = new Set<string>();
  for (const section of walk(root)) {
    if (!section.passage || section.marker?.style === 'annex') continue;
    for (const mention of mentionsIn(section.passage)) {
      const key = mention.number ?? mention.text.toLowerCase();
      if (seen.has(key) || isPresent(present, mention.number)) continue;
      seen.add(key);
      missing.push({ text: mention.text, line: mention.line });
    }
  }
  return missing;
}

/** "01" and "1" are one annex. */
function annexKey(number: string): string {
  return String(Number(number) || number.toLowerCase());
}

function isPresent(present: ReadonlySet<string>, number: string | null): boolean {
  if (number === null) return present.size > 0;
  return present.has(number) || (present.size === 1 && present.has(''));
}

function mentionsIn(passage: Passage): { text: string; line: number; number: string | null }[] {
  return [...passage.folded.matchAll(MENTION)].flatMap((match) => {
    const before = passage.folded.slice(Math.max(0, match.index - 40), match.index);
    if (/(?:quyet dinh|nghi quyet|nghi dinh|thong tu|ban hanh kem theo)[^;.]{0,40}$/.test(before))
      return [];
    const number = /(?:so )?\b([ivx]+|\d{1,2})\b/.exec(
      match[0].replace(/^.*?(?:phu luc|bieu|phu bieu)/, ''),
    )?.[1];
    const end = match.index + match[0].length;
    return [
      {
        text: printed(passage, match.index, end),
        line: lineAt(passage, match.index),
        number: number === undefined ? null : annexKey(number),
      },
    ];
  });
}
