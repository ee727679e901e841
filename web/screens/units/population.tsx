/** Population figures of a unit by source and date, in versions. */
import type { ReactNode } from 'react';
import type { PopulationFigure, UnitPage } from '../../api/units.ts';
import { useTexts } from '../../text/language.tsx';
import { Section } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { AddPopulation } from './add-population.tsx';

export interface PopulationProps {
  page: UnitPage;
  mayChange: boolean;
  className?: string;
}

export function Population({ page, mayChange, className }: PopulationProps): ReactNode {
  const t = useTexts('units');
  const columns: Column<PopulationFigure>[] = [
    { id: 'onDate', title: t.unit.onDate, kind: 'date', value: (row) => row.onDate },
    { id: 'people', title: t.unit.peopleCount, kind: 'number', value: (row) => row.people },
    { id: 'source', title: t.unit.source, value: (row) => row.sourceTitle, width: 160 },
    { id: 'basis', title: t.unit.kind, value: (row) => t.basis[row.basis], hidden: true },
    { id: 'quality', title: t.unit.quality, value: (row) => row.quality, hidden: true },
    { id: 'note', title: t.unit.note, value: (row) => row.note, hidden: true },
    { id: 'by', title: t.unit.recordedBy, value: (row) => row.actorName, hidden: true },
    {
      id: 'at',
      title: t.unit.recordedAt,
      kind: 'instant',
      value: (row) => row.recordedAt,
      hidden: true,
    },
  ];
  return (
    <Section
      title={t.unit.population}
      className={className}
      id="dan-so"
      aside={mayChange && <AddPopulation page={page} />}
    >
      {page.population.length === 0 ? (
        <Empty title={t.unit.noPopulation} hint={t.unit.noPopulationHint} />
      ) : (
        <DataTable
          id="population"
          caption={`${t.unit.population}: ${page.unit.name}`}
          columns={columns}
          rows={page.population}
          rowKey={(row) => row.populationId}
          sort={{ column: 'onDate', direction: 'desc' }}
          withoutTools={page.population.length < 6}
        />
      )}
    </Section>
  );
}
