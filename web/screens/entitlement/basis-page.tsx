/** The frame of a list that stands on the stored decisions: on what, and its four states. */
import type { ReactNode } from 'react';
import type { BasisView } from '../../api/entitlement.ts';
import { Page } from '../../ui/page.tsx';
import { Loading } from '../../ui/states.tsx';
import { UnitCrumbs } from '../coverage/unit-crumbs.tsx';
import { BasisBar, EntitlementFault } from './basis-bar.tsx';
import type { PageAnswer, Pages } from './use-pages.ts';

interface BasisAnswer extends PageAnswer<unknown> {
  unit: { unitId: number; name: string };
  basis: BasisView;
}

export interface BasisPageProps<Answer extends BasisAnswer> {
  pages: Pages<Answer>;
  /** before anything is known, and with the name of the unit */
  title: string;
  titleOf: (unit: string) => string;
  about?: ReactNode;
  actions?: ReactNode;
  /** under the basis while the list is still awaited */
  tools?: ReactNode;
  children: (first: Answer) => ReactNode;
}

const LINES = 12;

export function BasisPage<Answer extends BasisAnswer>(props: BasisPageProps<Answer>): ReactNode {
  const { pages, title, titleOf, about, actions, tools, children } = props;
  const { first } = pages;
  return (
    <Page
      title={first ? titleOf(first.unit.name) : title}
      above={
        first && (
          <UnitCrumbs unitId={first.unit.unitId} boundaries={first.basis.decidedOn} withSelf />
        )
      }
      about={about}
      actions={actions}
    >
      {first && <BasisBar basis={first.basis} />}
      {tools}
      {pages.isError && <EntitlementFault error={pages.error} onRetry={pages.retry} />}
      {pages.isPending && <Loading lines={LINES} />}
      {first && children(first)}
    </Page>
  );
}

/** The same inside a page of its own: a tab, a section. */
export function BasisPart<Answer extends BasisAnswer>({
  pages,
  children,
}: Pick<BasisPageProps<Answer>, 'pages' | 'children'>): ReactNode {
  const { first } = pages;
  if (pages.isError) return <EntitlementFault error={pages.error} onRetry={pages.retry} />;
  if (!first) return <Loading lines={LINES} />;
  return children(first);
}
