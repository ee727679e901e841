/**
 * Work written with labels: "Đơn vị chủ trì: …", "Đơn vị phối hợp: …", "Thời gian: …", under it or in
 * brackets behind it.
 */
import { type Agency, agenciesAt } from './agencies.ts';
import { type FoundDeadline, findDeadlines } from './deadlines.ts';
import { type Passage, slicePassage } from './passage.ts';
import type { Section } from './sections.ts';

export interface Labels {
  leads: Agency[];
  joins: Agency[];
  deadline: FoundDeadline | null;
}

const LEADS =
  /(?:^|[(;.,]\s*)(?:(?:co quan|don vi|nguoi) )?(?:chu tri(?: thuc hien)?|(?<=quan |vi |nguoi )thuc hien|(?<=quan |vi )tham muu)\s*:\s*/;
const JOINS = /(?:^|[(;.,]\s*)(?:(?:co quan|don vi) )?phoi hop(?: thuc hien)?\s*:\s*/;
const TIME = /(?:^|[(;.,]\s*)(?:thoi gian|thoi han|tien do)(?: [a-z]+){0,3}\s*:\s*/;
const OTHER = /^(?:san pham|ket qua(?: dau ra)?|kinh phi|dia diem|thanh phan|hinh thuc)\s*:/;

/** A line that only labels the work above it. */
export function isLabel(section: Section): boolean {
  const { passage, parent } = section;
  if (!passage || !parent?.passage) return false;
  const isNamed = [LEADS, JOINS, TIME].some((label) => label.exec(passage.folded)?.index === 0);
  if (!isNamed && !OTHER.test(passage.folded)) return false;
  return parent.children.some((child) => child.passage && startsWith(LEADS, child.passage));
}

function startsWith(label: RegExp, passage: Passage): boolean {
  return label.exec(passage.folded)?.index === 0;
}

/** Rule `task-labels/read`; null when the work bears no label of who leads. */
export function readLabels(section: Section): Labels | null {
  const { passage } = section;
  const below = section.children.filter((child) => isLabel(child));
  const texts = [
    ...below.flatMap((child) => (child.passage ? [child.passage] : [])),
    ...(passage ? [passage] : []),
  ];
  const leads = firstAgencies(texts, LEADS);
  if (leads.length === 0) return null;
  return { leads, joins: firstAgencies(texts, JOINS), deadline: firstDeadline(texts) };
}

function firstAgencies(texts: readonly Passage[], label: RegExp): Agency[] {
  for (const text of texts) {
    const found = label.exec(text.folded);
    const list = found ? agenciesAt(text, found.index + found[0].length) : null;
    if (list) return list.agencies;
  }
  return [];
}

function firstDeadline(texts: readonly Passage[]): FoundDeadline | null {
  for (const text of texts) {
    const found = TIME.exec(text.folded);
    const [deadline] = found ? findDeadlines(slicePassage(text, found.index)) : [];
    if (deadline) return deadline;
  }
  return null;
}
