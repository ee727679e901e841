/** To whom something is reported: right behind the verb, or behind its object; through whom; what for. */
import { type Agency, agenciesAt } from './agencies.ts';
import { type Passage, printed } from './passage.ts';

export interface Purpose {
  at: number;
  end: number;
  text: string;
}

export interface Receiver {
  agencies: Agency[];
  end: number;
  content: string | null;
}

const DIRECT =
  /^(?: nhanh| kip thoi| bang van ban| dinh ky| ngay| day du| thuong xuyen| va kien nghi| va de xuat|, kien nghi|, de xuat| va tham muu| gui| ket qua| tong hop| (?:0?1|\d+) lan\/(?:tuan|thang|quy|nam))*(?: (?:voi|ve|cho|len|den|gui|toi|gui ve))? /;
const PREPOSITION = /\s(?:ve|gui ve|gui|cho|voi|den|len|toi|qua) (?=[a-z])/g;

/** Rule `reports/receiver`: right behind the verb, or behind the object and a preposition. */
export function findReceiver(passage: Passage, from: number, end: number): Receiver | null {
  const rest = passage.folded.slice(from, end);
  const direct = DIRECT.exec(rest);
  if (direct) {
    const list = tellable(passage, from + direct[0].length);
    if (list)
      return {
        agencies: list.agencies,
        end: list.end,
        content:
          contentBehind(passage, list.end, end) ??
          (direct[0].includes('ket qua') ? 'kết quả' : null),
      };
  }
  const stop = rest.search(/;|\. |\bde tong hop\b/);
  const reach = stop < 0 ? rest.length : stop;
  for (const match of rest.slice(0, reach).matchAll(PREPOSITION)) {
    const at = from + match.index + match[0].length;
    const list = tellable(passage, at);
    if (!list) continue;
    const content = printed(passage, from, from + match.index);
    return { agencies: list.agencies, end: list.end, content: content === '' ? null : content };
  }
  return null;
}

const TOLD = [
  'committee',
  'council',
  'party',
  'department',
  'office',
  'insurance',
  'steering',
  'national',
  'post',
  'front',
  'facility',
  'union',
];

export function tellable(passage: Passage, at: number): { agencies: Agency[]; end: number } | null {
  const list = agenciesAt(passage, at);
  if (!list) return null;
  const kept = list.agencies.filter((agency) => TOLD.includes(agency.kind));
  const known =
    kept.length > 0
      ? kept
      : list.agencies.filter((agency) => /cap (?:uy|tren|co)/.test(agency.name));
  return known.length === 0 ? null : { agencies: known, end: known.at(-1)?.end ?? list.end };
}

function contentBehind(passage: Passage, from: number, end: number): string | null {
  const found =
    /^ (?:ve )?((?:tinh hinh|ket qua|nhung|kho khan|viec|noi dung|tien do|so lieu)[^;.()]{4,160})/.exec(
      passage.folded.slice(from, end),
    );
  if (!found) return null;
  const skip = found[0].length - (found[1]?.length ?? 0);
  const text = printed(passage, from + skip, from + found[0].length);
  return text.replace(/\s+(?:để|trước|chậm nhất) .*$/u, '');
}

const VIA = /^[\s,]*\((?:thong )?qua ([^)]{3,80})\)|^[\s,]*(?:thong )?qua /;

export function viaBehind(passage: Passage, from: number): string | null {
  const rest = passage.folded.slice(from);
  const found = VIA.exec(rest);
  if (!found) return null;
  if (found[1] !== undefined) {
    const at = from + found[0].length - 1 - found[1].length;
    return printed(passage, at, at + found[1].length)
      .replace(/^(?:cơ quan|Cơ quan)\s+/, '')
      .replace(/\s+để\s.*$/u, '');
  }
  const list = agenciesAt(passage, from + found[0].length);
  return list ? printed(passage, list.at, list.end) : null;
}

export function purposeBehind(passage: Passage, from: number, end: number): Purpose | null {
  const found =
    /^[^;.]{0,140}?\bde (?=tong hop|xem xet|chi dao|theo doi|xin|bao cao|giai quyet|to chuc|lam can cu|kip thoi|xu ly|co (?:bien|giai))/.exec(
      passage.folded.slice(from, end),
    );
  if (!found) return null;
  const at = from + found[0].length;
  const stop = /[;.]|,? (?:truoc|cham nhat)\s|\s\(/.exec(passage.folded.slice(at, end));
  const to = stop ? at + stop.index : end;
  return { at, end: to, text: printed(passage, at, to).replace(/[.;/,)\s]+$/, '') };
}
