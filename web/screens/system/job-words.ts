/** Jobs and their steps in words; a code without words speaks for itself. */
import { coverageEn } from '../../../messages/coverage.en.ts';
import { coverageVi } from '../../../messages/coverage.vi.ts';
import { entitlementEn } from '../../../messages/entitlement.en.ts';
import { entitlementVi } from '../../../messages/entitlement.vi.ts';
import { listsEn } from '../../../messages/lists.en.ts';
import { listsVi } from '../../../messages/lists.vi.ts';
import { reviewEn } from '../../../messages/review.en.ts';
import { reviewVi } from '../../../messages/review.vi.ts';
import { webJobsEn } from '../../../messages/web-jobs.en.ts';
import { webJobsVi } from '../../../messages/web-jobs.vi.ts';
import { useSpeech } from '../../text/language.tsx';

type Params = Readonly<Record<string, string>>;
type StepText = string | ((params: never) => string);

const VI = [
  listsVi.steps,
  entitlementVi.steps,
  reviewVi.steps,
  coverageVi.steps,
  webJobsVi.steps,
] as const;
const EN = [
  listsEn.steps,
  entitlementEn.steps,
  reviewEn.steps,
  coverageEn.steps,
  webJobsEn.steps,
] as const;

export interface JobWords {
  nameOf: (name: string) => string;
  stepOf: (step: string | null, params: Readonly<Record<string, string | number>> | null) => string;
}

export function useJobWords(): JobWords {
  const { language, format } = useSpeech();
  const words = language === 'en' ? webJobsEn : webJobsVi;
  const texts: Readonly<Record<string, StepText>> = Object.assign(
    {},
    ...(language === 'en' ? EN : VI),
  );
  return {
    nameOf: (name) => words.names[name] ?? name,
    stepOf(step, params) {
      if (step === null) return '';
      const told: Params = Object.fromEntries(
        Object.entries(params ?? {}).map(([key, value]) => [
          key,
          typeof value === 'number' ? format.number(value) : value,
        ]),
      );
      if (step === 'linkage.duplicatesFound') {
        return words.duplicatesFound(told['proposals'] ?? '', told['doubtful'] ?? '');
      }
      const text = texts[step];
      if (text === undefined) return step;
      return typeof text === 'string' ? text : text(told as never);
    },
  };
}
