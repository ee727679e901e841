/** Area classes of a unit (khu vực I, II, III; đặc biệt khó khăn), dated, with the deciding act. */
import type { ReactNode } from 'react';
import type { UnitPage } from '../../api/units.ts';
import { useFormat, useTexts } from '../../text/language.tsx';
import { Section } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { AddAreaClass } from './add-area-class.tsx';
import { actText } from './unit-history.tsx';

type Spell = UnitPage['areaClasses'][number];

export interface AreaClassesProps {
  page: UnitPage;
  mayChange: boolean;
  className?: string;
}

export function AreaClasses({ page, mayChange, className }: AreaClassesProps): ReactNode {
  const t = useTexts('units');
  const format = useFormat();
  const columns: Column<Spell>[] = [
    { id: 'class', title: t.unit.class, value: (row) => t.areaClass[row.class] ?? row.class },
    { id: 'scheme', title: t.unit.scheme, value: (row) => t.areaScheme[row.scheme] ?? row.scheme },
    {
      id: 'period',
      title: t.unit.period,
      value: (row) => t.period(format.date(row.validFrom), format.lastDay(row.validTo)),
    },
    { id: 'act', title: t.unit.act, value: (row) => actText(row.act), width: 130 },
  ];
  return (
    <Section
      title={t.unit.areaClasses}
      className={className}
      aside={mayChange && <AddAreaClass page={page} />}
    >
      {page.areaClasses.length === 0 ? (
        <Empty title={t.unit.noAreaClasses} />
      ) : (
        <DataTable
          id="area-classes"
          caption={`${t.unit.areaClasses}: ${page.unit.name}`}
          columns={columns}
          rows={page.areaClasses}
          rowKey={(row) => row.areaClassId}
          withoutTools
        />
      )}
    </Section>
  );
}
