/** The tables of a merge: attributes side by side with a choice, and what becomes of every spell. */
import { Radio } from '@mantine/core';
import type { ReactNode } from 'react';
import type { MergePreviewPage } from '../../api/review.ts';
import { ETHNICITIES } from '../../../messages/ethnicities.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat, useTexts } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import styles from './review.module.css';
import { useReviewWords } from './words.ts';

type FieldRow = MergePreviewPage['fields'][number];
type SpellRow = MergePreviewPage['spells'][number];
type Side = FieldRow['from'];

export interface MergeFieldsProps {
  page: MergePreviewPage;
  onChoose: (field: FieldRow['field'], side: Side) => void;
}

export function MergeFields({ page, onChoose }: MergeFieldsProps): ReactNode {
  const t = useReviewWords();
  const show = useFieldText();
  const rows = page.fields.filter((row) => row.survivor !== null || row.loser !== null);
  return (
    <table className={styles.compare}>
      <caption className="visually-hidden">{t.merge.fields}</caption>
      <colgroup>
        <col className={styles.labels} />
        <col />
        <col />
        <col className={styles.verdicts} />
      </colgroup>
      <thead>
        <tr>
          <td />
          <th scope="col">
            {t.merge.survivor}{' '}
            <DoorLink door={doors.person(page.survivorId)}>{t.item.openPerson}</DoorLink>
          </th>
          <th scope="col">
            {t.merge.loser}{' '}
            <DoorLink door={doors.person(page.loserId)}>{t.item.openPerson}</DoorLink>
          </th>
          <th scope="col" className={styles.verdictCell}>
            {t.merge.result}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.field} className={row.differs ? styles.differRow : undefined}>
            <th scope="row">{t.merge.field[row.field]}</th>
            {(['survivor', 'loser'] as const).map((side) => (
              <td key={side}>
                {row.differs ? (
                  <Radio
                    size="xs"
                    name={`merge-${row.field}`}
                    label={show(row.field, row[side])}
                    checked={row.from === side}
                    onChange={() => onChoose(row.field, side)}
                  />
                ) : (
                  show(row.field, row[side])
                )}
              </td>
            ))}
            <td className={styles.verdictCell}>
              <strong>{show(row.field, row.result)}</strong>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function useFieldText(): (field: FieldRow['field'], value: string | null) => string {
  const t = useReviewWords();
  const registry = useTexts('registry');
  const format = useFormat();
  return (field, value) => {
    if (value === null) return t.merge.unknown;
    if (field === 'birthDate') return format.date(value);
    if (field === 'sex') return value === 'male' ? registry.sex.male : registry.sex.female;
    return field === 'ethnicityCode' ? (ETHNICITIES[value] ?? value) : value;
  };
}

export function MergeSpells({ page }: { page: MergePreviewPage }): ReactNode {
  const t = useReviewWords();
  const registry = useTexts('registry');
  const format = useFormat();
  const tables: Readonly<Record<string, string>> = registry.table;
  const columns: Column<SpellRow>[] = [
    {
      id: 'side',
      title: t.merge.side,
      value: (row) => (row.side === 'survivor' ? t.merge.survivor : t.merge.loser),
    },
    { id: 'table', title: t.merge.what, value: (row) => tables[row.table] ?? row.table },
    { id: 'values', title: '', sortable: false, value: (row) => valueText(row, page, registry) },
    { id: 'from', title: t.merge.period, kind: 'date', value: (row) => row.from },
    {
      id: 'to',
      title: t.merge.until,
      kind: 'lastDay',
      value: (row) => row.to,
      render: (row) => t.merge.open(format.lastDay(row.to)),
    },
    {
      id: 'outcome',
      title: t.merge.outcome,
      value: (row) => t.merge.outcomes[row.outcome],
      render: (row) => (
        <span className={row.outcome === 'kept' ? undefined : styles.late}>
          {t.merge.outcomes[row.outcome]}
          {row.overlaps && ` · ${t.merge.overlaps}`}
        </span>
      ),
    },
  ];
  return (
    <DataTable
      id="merge-spells"
      caption={t.merge.spells}
      columns={columns}
      rows={page.spells}
      rowKey={(row) => `${row.side}${row.table}${row.factId}`}
      withoutTools
      empty={{ title: t.merge.unknown }}
    />
  );
}

function valueText(
  row: SpellRow,
  page: MergePreviewPage,
  registry: ReturnType<typeof useTexts<'registry'>>,
): string {
  const { values } = row;
  const text = (name: string): string => String(values[name] ?? '');
  const named = (names: Readonly<Record<string, string>>, name: string): string =>
    names[text(name)] ?? text(name);
  if (row.table === 'residence') {
    const place = page.places.find((one) => one.placeId === values['placeId']);
    const where = place?.units
      .slice(0, 2)
      .map((unit) => unit.name)
      .join(', ');
    return [named(registry.residenceKind, 'kind'), where ?? text('placeId')].join(', ');
  }
  if (row.table === 'participation') {
    const parts = [text('category'), named(registry.issuer, 'issuer'), text('cardNumber')];
    return parts.filter(Boolean).join(', ');
  }
  if (row.table === 'status') return named(registry.status, 'status');
  return named(registry.relation, 'relation');
}
