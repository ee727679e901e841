import { enFormat } from './format.ts';
import type { retentionFaultsVi } from './retention.vi.ts';
import type { Shape } from './shape.ts';

export const retentionFaultsEn = {
  'retention.rule.keeps': () => 'This kind of data is kept, not erased.',
  'retention.rule.rootOnly': () =>
    'This kind of data belongs to the whole installation; only its administrators erase it.',
  'retention.nothingDue': () => 'Nothing is due within this unit now.',
  'retention.run.unknown': () => 'There is no such erasure.',
  'retention.run.stale': () => 'This erasure was settled. Please reload.',
  'retention.certificate.unknown': () => 'There is no such certificate.',
  'retention.alreadyErased': () => 'The data of this person were erased.',
  'retention.receivedInFuture': () => 'The day of receipt cannot lie after today.',
  'retention.validInPast': ({ day }) =>
    `A new period holds from today (${enFormat.date(String(day))}) on only.`,
  'retention.hold.unknown': () => 'There is no such hold, or it was released.',
} satisfies Shape<typeof retentionFaultsVi>;
