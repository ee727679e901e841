/** Every row of the file accounted for, and the figures that must agree. */
import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ControlFigure, ListView } from '../../api/lists.ts';
import type { Door } from '../../ui/door.tsx';
import { Figure, Figures } from '../../ui/figure.tsx';
import { Section } from '../../ui/page.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { ListRows, type ShownRows } from './list-rows.tsx';
import { useListTerms, useListWords } from './words.ts';

export function ListCountsSection({ list }: { list: ListView }): ReactNode {
  const words = useListWords();
  const t = words.counts;
  const { counts } = list;
  const other =
    (counts.header ?? 0) +
    (counts.title ?? 0) +
    (counts.section ?? 0) +
    (counts.total ?? 0) +
    (counts.empty ?? 0);
  return (
    <Stack gap="md">
      <Section title={words.page.accounted}>
        <Figures>
          <Figure label={t.rows} value={counts.rows ?? 0} size="large" />
          <Figure label={t.data} value={counts.data ?? 0} door={rowsDoor('nguoi')} />
          <Figure
            label={t.faulty}
            value={counts.faulty ?? 0}
            tone={counts.faulty ? 'missing' : undefined}
            door={{ to: '.', search: { phan: 'loi' } }}
          />
          <Figure label={t.other} value={other} />
          <Figure label={t.warned} value={counts.warned ?? 0} door={rowsDoor('luu-y')} />
        </Figures>
      </Section>
      {counts.linked !== undefined && (
        <Section title={words.page.step[3]}>
          <Figures>
            <Figure label={t.linked} value={counts.linked} door={rowsDoor('co-trong-so')} />
            <Figure label={t.unknown} value={counts.unknown ?? 0} door={rowsDoor('chua-co')} />
            <Figure label={t.review} value={counts.review ?? 0} door={rowsDoor('xem-lai')} />
            <Figure label={t.duplicate} value={counts.duplicate ?? 0} door={rowsDoor('trung')} />
          </Figures>
        </Section>
      )}
      {list.figures.length > 0 && (
        <Section title={words.difference.figures}>
          <ControlFigures figures={list.figures} />
        </Section>
      )}
      <ListRows list={list} />
    </Stack>
  );
}

function rowsDoor(shown: ShownRows): Door {
  return { to: '.', search: { phan: 'dong', dong: shown } };
}

export function ControlFigures({ figures }: { figures: readonly ControlFigure[] }): ReactNode {
  const t = useListWords().difference;
  const terms = useListTerms();
  const names: Readonly<Record<string, string>> = terms.figures;
  const nameOf = (figure: ControlFigure): string =>
    [names[figure.code] ?? figure.code, figure.subject].filter(Boolean).join(': ');
  const columns: Column<ControlFigure>[] = [
    { id: 'name', title: t.figures, value: nameOf, width: 240 },
    { id: 'expected', title: t.expected, kind: 'number', value: (figure) => figure.expected },
    { id: 'found', title: t.found, kind: 'number', value: (figure) => figure.found },
    {
      id: 'agrees',
      title: '',
      value: (figure) => (figure.agrees ? t.agrees : t.differs),
      render: (figure) => (
        <strong className={figure.agrees ? 'soft' : 'missing'}>
          {figure.agrees ? t.agrees : t.differs}
        </strong>
      ),
    },
  ];
  return (
    <DataTable
      id="control-figures"
      caption={t.figures}
      columns={columns}
      rows={figures}
      rowKey={(figure) => `${figure.code} ${figure.subject ?? ''}`}
      withoutTools
    />
  );
}
