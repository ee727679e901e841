/** Which agency a heading names: it owns what stands under it. */
import { agenciesAt, namesOf } from './agencies.ts';
import { RANKS } from './markers.ts';
import type { Passage } from './passage.ts';
import { type Section, TITLE_AGENCY } from './sections.ts';

/** The agency that the nearest heading above names. */
export function ownerOf(section: Section | null): string[] | null {
  for (let at = section; at; at = at.parent) {
    if (!at.isHeading || !at.passage) continue;
    const names = titleAgencies(at.passage, at);
    if (names) return names;
  }
  return null;
}

const TITLE_LEAD =
  /^(?:de nghi|kien nghi|doi voi|trach nhiem cua|nhiem vu cua|giao(?: trach nhiem)?(?: cho)?|chi dao|yeu cau|huong dan)\s+/;

/** Rule `tasks/title-agency`: a heading that is nothing but agencies owns what stands under it. */
export function titleAgencies(passage: Passage, section: Section): string[] | null {
  if (section.kind !== 'assigned' && section.kind !== 'solutions' && section.kind !== 'reporting')
    return null;
  const lead = TITLE_LEAD.exec(passage.folded)?.[0].length ?? 0;
  const list = agenciesAt(passage, lead);
  const rest = list ? passage.folded.slice(list.end) : '';
  const isBullet = (section.marker?.rank ?? 0) >= RANKS.letter;
  if (list && /^\s*(?:[:.(]|[-–]\s|$)/.test(rest)) return namesOf(list.agencies, null);
  if (list && /^ (?:chu tri|co trach nhiem|thuc hien|phoi hop)/.test(rest))
    return namesOf(list.agencies, null);
  if (isBullet || section.kind === 'solutions') return null;
  const isTop = (section.marker?.rank ?? 0) <= 1;
  return !isTop && TITLE_AGENCY.test(passage.folded) ? titleParts(passage, lead) : null;
}

const AGENCY_HEAD =
  /[,;] (?=(?:Sở|Phòng|Ban|Trung tâm|Bệnh viện|Đài|Báo|UBND|Ủy ban|Uỷ ban|Công an|Hội|Bưu|Bảo hiểm|BHXH|Kho bạc|Chi cục|Đoàn|Liên đoàn|Văn phòng|Trạm)\b)/u;

/** A title of an agency that the dictionary does not know: taken as printed. */
function titleParts(passage: Passage, lead: number): string[] {
  const text = passage.verbatim
    .slice(passage.map[lead] ?? 0)
    .replace(/[:.;]+$/, '')
    .replace(/\s+[-–]\s+cơ quan .*$/u, '');
  return text
    .split(AGENCY_HEAD)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

const OFFICE =
  /^(?:Phòng|Ban|Tổ|Đội|Trung tâm|Chi cục|Văn phòng|Thanh tra|Bộ phận|Hội|Đoàn|Khoa|Trạm|Trường|Đồng chí|Ông|Bà|Trưởng ban|Phó [Tt]rưởng ban)(?=\s)[^:.;]{0,120}$/u;

/** Rule `tasks/before-colon`: "Phòng Truyền thông: xây dựng …" names who acts, known or not. */
export function nameBeforeColon(passage: Passage): string | null {
  const colon = passage.text.indexOf(': ');
  if (colon < 4 || colon > 130) return null;
  const name = passage.text.slice(0, colon).trim();
  return OFFICE.test(name) ? name.replace(/^(?:Đồng chí|Ông|Bà) (?=Trưởng|Phó)/u, '') : null;
}
