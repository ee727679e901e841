import { enFormat } from './format.ts';
import type { papersFaultsVi } from './papers.vi.ts';
import type { Shape } from './shape.ts';

export const papersFaultsEn = {
  'papers.empty': () => 'The file is empty. Please take or choose it again.',
  'papers.heic': () =>
    'HEIC photos of iPhones cannot be read here. In Settings → Camera → Formats choose “Most compatible” and take it again, or press “Take a photo” on this page.',
  'papers.unknownType': () =>
    'The file is no JPEG, PNG or WebP picture and no PDF (its content counts, not its name). Please take a photo or scan it as PDF.',
  'papers.broken': () => 'The file is damaged or came in part. Please take or scan it again.',
  'papers.tooManyPixels': ({ limit }) =>
    `The picture is too large: at most ${enFormat.number(Number(limit))} million pixels. Please scan at a lower resolution.`,
  'papers.datedInFuture': () => 'The day on the paper cannot lie after today.',
  'papers.entryOfAnother': () => 'This entry says nothing of this person.',
  'papers.unknownPaper': () => 'The record has no such paper.',
  'papers.open.forbidden': () =>
    'Identity papers open for those who may see whole numbers (administrators, social insurance officers) and for who attached them.',
  'papers.reason.missing': () => 'Say why the identity paper is opened; the reason is journaled.',
  'papers.file.gone': () =>
    'The file was erased when its retention ended. Ask the administrator for the certificate.',
  'papers.remove.forbidden': () =>
    'Only who attached it, administrators and social insurance officers remove and bring back papers.',
  'papers.removed.stale': () => 'Somebody else just removed or brought it back. Please reload.',
} satisfies Shape<typeof papersFaultsVi>;
