import type { Shape } from './shape.ts';
import type { webJobsVi } from './web-jobs.vi.ts';

export const webJobsEn: Shape<typeof webJobsVi> = {
  names: {
    'retention.run': 'Erasing what is due',
    'retention.tidy': 'Tidying what has ended',
    'lists.advance': 'Read and match a list',
    'lists.compare': 'Compare a list with the register',
    'lists.commit': 'Enter a list into the register',
    'lists.undo': 'Take a list out of the register',
    'lists.duplicates': 'Look for duplicate rows of a list',
    'lists.sweep': 'Remove files nobody needs',
    'linkage.duplicates': 'Look for duplicate records',
    'review.detect': 'Look for doubtful facts',
    'coverage.export': 'Export a list of people',
    'entitlement.decide': 'Decide groups',
    'entitlement.scenario': 'Compute a scenario',
    'upgrade.finish': 'Finish an upgrade',
    'tasks.watch': 'Remind of tasks',
  },
  steps: {
    'retention.erase': 'Erasing in batches',
    'linkage.read': 'Reading records',
    'linkage.candidates': 'Looking for pairs that may be one person',
    'linkage.compare': 'Comparing pairs',
    'linkage.decide': 'Sorting pairs',
    'linkage.write': 'Writing the result',
    'upgrade.statements': 'Building indexes while people work',
    'upgrade.search.person': 'Making the search rows anew',
    'upgrade.linkage.person': 'Making the linkage rows anew',
    'upgrade.coverage.counts': 'Counting coverage anew',
    'upgrade.done': 'Done',
  },
  duplicatesFound: (proposals, doubtful) =>
    `Done: ${proposals} pairs almost sure, ${doubtful} to look at`,
};
