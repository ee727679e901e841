/** The timetable of a plan: under "Tiến độ" each item says when, and then who does what. */
import { findTimes } from './days.ts';
import { type FoundDeadline, findDeadlines } from './deadlines.ts';
import { type Passage, printed, slicePassage } from './passage.ts';
import type { Section } from './sections.ts';

export interface ScheduleStep {
  /** null for a span: its last day is the limit */
  deadline: FoundDeadline | null;
  /** what stands behind "Trước ngày D:", where the sentence begins */
  acting: Passage;
}

const TIMETABLE = /\btien do\b|\blich trinh\b|\blich (?:hoat dong|trien khai|thuc hien)\b/;
const LEAD =
  /^(?:truoc|den het|den|cham nhat|tu|trong|vao|ngay|luc|sang|chieu)\b[^:]{0,80}?\d{4}[^:]{0,20}:\s*/;
const HOUR = /(?:luc |tu )?(\d{1,2})\s*(?:gio|h)\s*(\d{2})?\s*(?:phut)?,?\s*(?:sang |chieu )?$/;

/**
 * Rule `schedule/step`: "Trước ngày D: who does what", "Từ ngày D đến ngày D: …", "Lễ ra quân: 7 giờ 30
 * ngày D", "Tổng kết: trước ngày D" under a heading that promises a timetable.
 */
export function readScheduleStep(section: Section): ScheduleStep | null {
  const { passage, marker, isHeading, kind } = section;
  if (!passage || isHeading || kind !== 'content' || (marker?.rank ?? 0) <= 1) return null;
  if (!isTimetable(section.parent)) return null;
  const days = findTimes(passage).filter(({ clock }) => clock?.kind === 'day');
  const [first] = days;
  if (!first || !/:\s/.test(passage.text)) return null;
  const lead = LEAD.exec(passage.folded)?.[0].length ?? 0;
  const [limit] = findDeadlines(passage).filter(({ clock }) => clock.kind === 'day');
  const isSpan = /\btu (?:ngay\s*)?$/.test(passage.folded.slice(0, first.at)) && days.length > 1;
  return {
    deadline: limit ?? (isSpan ? null : eventOn(passage, first)),
    acting: slicePassage(passage, lead),
  };
}

function isTimetable(section: Section | null): boolean {
  for (let at = section; at; at = at.parent) {
    if (at.passage && TIMETABLE.test(at.passage.folded.slice(0, 160))) return true;
  }
  return false;
}

/** What happens on a day, at its hour when one is printed. */
function eventOn(
  passage: Passage,
  { at, end, clock }: ReturnType<typeof findTimes>[number],
): FoundDeadline | null {
  if (clock === null) return null;
  const hour = HOUR.exec(passage.folded.slice(0, at));
  const from = hour?.index ?? at;
  const [, hours = '', minutes = '0'] = hour ?? [];
  return {
    at: from,
    end,
    clock,
    ...(hours === '' ? {} : { time: `${hours.padStart(2, '0')}:${minutes.padStart(2, '0')}` }),
    text: printed(passage, from, end),
    isOfWhole: false,
  };
}
