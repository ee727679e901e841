/** Cards by issuer, residence and statuses of a person on one time axis. */
import type { ReactNode } from 'react';
import type { PersonPage } from '../../api/registry.ts';
import { today, useLens } from '../../shell/address.ts';
import { useTexts } from '../../text/language.tsx';
import { Timeline, type TimelineLane } from '../../ui/timeline/timeline.tsx';
import { useCategories } from './categories.ts';
import { useStatusName } from './status-name.ts';

const ISSUERS = ['own', 'otherProvince', 'army', 'police', 'unknown'] as const;

export function PersonTimeline({ page }: { page: PersonPage }): ReactNode {
  const { lens } = useLens();
  return <Timeline lanes={useLanes(page)} today={today()} mark={lens.asOf} />;
}

function useLanes(page: PersonPage): TimelineLane[] {
  const t = useTexts('people');
  const words = useTexts('registry');
  const categories = useCategories();
  const statusName = useStatusName();
  const statusNames = [...new Set(page.statuses.map((row) => row.status))];
  return [
    ...ISSUERS.map((issuer) => ({
      id: `card-${issuer}`,
      label: t.person.cardLane(words.issuer[issuer]),
      spells: page.participations
        .filter((row) => row.issuer === issuer)
        .map((row) => ({
          id: String(row.factId),
          from: row.from,
          to: row.to,
          label: [row.category, categories.nameOf(row.category)].filter(Boolean).join(' · '),
          color: `var(--group-${categories.groupOf(row.category) || 6})`,
        })),
    })),
    {
      id: 'residence',
      label: t.person.residenceLane,
      spells: page.residences.map((row) => ({
        id: String(row.factId),
        from: row.from,
        to: row.to,
        label: [words.residenceKind[row.kind], row.place?.name].filter(Boolean).join(': '),
        color: 'var(--group-6)',
        isDim: row.kind === 'left' || row.kind === 'died',
      })),
    },
    ...statusNames.map((status) => ({
      id: `status-${status}`,
      label: statusName(status),
      spells: page.statuses
        .filter((row) => row.status === status)
        .map((row) => ({
          id: String(row.factId),
          from: row.from,
          to: row.to,
          label: row.detail ?? statusName(status),
          color: 'var(--group-4)',
        })),
    })),
  ];
}
