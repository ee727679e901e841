/** Jobs and their steps in words; a code without words speaks for itself. */
import { coverageVi } from '../../../messages/coverage.vi.ts';
import { entitlementVi } from '../../../messages/entitlement.vi.ts';
import { listsVi } from '../../../messages/lists.vi.ts';
import { reviewVi } from '../../../messages/review.vi.ts';
import { webJobsVi } from '../../../messages/web-jobs.vi.ts';
import { useFormat } from '../../text/language.tsx';
import { makeWords } from '../../text/words.ts';

type Params = Readonly<Record<string, string>>;
type StepText = string | ((params: never) => string);

/** Of the jobs themselves, and of all domains whose jobs report steps. */
const useTexts = makeWords(
  {
    jobs: webJobsVi,
    lists: listsVi.steps,
    entitlement: entitlementVi.steps,
    review: reviewVi.steps,
    coverage: coverageVi.steps,
  },
  async () => {
    const [jobs, lists, entitlement, review, coverage] = await Promise.all([
      import('../../../messages/web-jobs.en.ts'),
      import('../../../messages/lists.en.ts'),
      import('../../../messages/entitlement.en.ts'),
      import('../../../messages/review.en.ts'),
      import('../../../messages/coverage.en.ts'),
    ]);
    return {
      jobs: jobs.webJobsEn,
      lists: lists.listsEn.steps,
      entitlement: entitlement.entitlementEn.steps,
      review: review.reviewEn.steps,
      coverage: coverage.coverageEn.steps,
    };
  },
);

export interface JobWords {
  nameOf: (name: string) => string;
  stepOf: (step: string | null, params: Readonly<Record<string, string | number>> | null) => string;
}

export function useJobWords(): JobWords {
  const format = useFormat();
  const { jobs: words, ...domains } = useTexts();
  const texts: Readonly<Record<string, StepText>> = Object.assign(
    {},
    ...Object.values(domains),
    words.steps,
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
