/** Residents with supplementary or private insurance beside the card. */
import type { ReactNode } from 'react';
import { type InsuredBesideAnswer, listBeside } from '../../api/covers.ts';
import { listAllRows } from '../../api/pages.ts';
import { doors } from '../../shell/doors.ts';
import { Figure, Figures } from '../../ui/figure.tsx';
import { Notice } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { useCategories } from '../people/categories.ts';
import { useStatusName } from '../people/status-name.ts';
import { BasisBar } from './basis-bar.tsx';
import { BasisPart } from './basis-page.tsx';
import { useCoverWords } from './cover-words.ts';
import styles from './entitlement.module.css';
import { usePages } from './use-pages.ts';
import { useEntitlementWords } from './words.ts';

type Row = InsuredBesideAnswer['rows'][number];

const EXPORT_ROWS = 500;

export function BesideList({ unitId }: { unitId: number }): ReactNode {
  const t = useCoverWords().doubleCover;
  const columns = useColumns();
  const pages = usePages(['beside', unitId], (page, signal) => listBeside(unitId, page, signal));
  return (
    <BasisPart pages={pages}>
      {(first) => (
        <div className={styles.stack}>
          <BasisBar basis={first.basis} />
          <Figures>
            <Figure label={t.besideTotal} value={first.total} note={t.withCard(first.withCard)} />
          </Figures>
          {first.withCard > 0 && <Notice>{t.besideNote}</Notice>}
          <DataTable
            id="insured-beside"
            caption={t.captionBeside(first.unit.name)}
            columns={columns}
            rows={pages.rows}
            rowKey={(row) => `${row.personId} ${row.insurance} ${row.from}`}
            rowDoor={(row) => (row.fullName === null ? undefined : doors.person(row.personId))}
            more={pages.more}
            allRows={() =>
              listAllRows((after) => listBeside(unitId, { limit: EXPORT_ROWS, after }))
            }
            empty={{ title: t.emptyBeside, hint: t.emptyBesideHint }}
          />
        </div>
      )}
    </BasisPart>
  );
}

const fixed = { sortable: false } as const;

function useColumns(): Column<Row>[] {
  const words = useEntitlementWords();
  const who = words.persuade.column;
  const t = useCoverWords().doubleCover;
  const categories = useCategories();
  const statusName = useStatusName();
  return [
    {
      id: 'name',
      title: who.name,
      kind: 'name',
      value: (row) => row.fullName ?? words.hidden,
      door: (row) => (row.fullName === null ? undefined : doors.person(row.personId)),
      width: 160,
      ...fixed,
    },
    { id: 'birth', title: who.birth, kind: 'date', value: (row) => row.birthDate, ...fixed },
    { id: 'place', title: who.place, value: (row) => row.placeName, width: 120, ...fixed },
    { id: 'commune', title: who.commune, value: (row) => row.communeName, width: 110, ...fixed },
    {
      id: 'insurance',
      title: t.column.insurance,
      value: (row) => statusName(row.insurance),
      width: 150,
      ...fixed,
    },
    { id: 'insurer', title: t.column.insurer, value: (row) => row.detail, width: 150, ...fixed },
    { id: 'from', title: t.column.insuredFrom, kind: 'date', value: (row) => row.from, ...fixed },
    { id: 'to', title: t.column.insuredTo, kind: 'lastDay', value: (row) => row.to, ...fixed },
    {
      id: 'card',
      title: t.column.card,
      value: (row) =>
        row.cardCategory === null
          ? t.noCard
          : categories.nameOf(row.cardCategory) || row.cardCategoryName,
      width: 170,
      ...fixed,
    },
  ];
}
