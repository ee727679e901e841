/** Spells of a person as tables: cards, statuses, residence, each with who recorded it and why. */
import type { ReactNode } from 'react';
import type { PersonPage } from '../../api/registry.ts';
import { useLens } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat, useTexts } from '../../text/language.tsx';
import { Empty, Notice } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { useCategories } from './categories.ts';
import { useStatusName } from './status-name.ts';
import { MaskedNumber } from './person-facts.tsx';

type Participation = PersonPage['participations'][number];
type StatusRow = PersonPage['statuses'][number];
type Residence = PersonPage['residences'][number];
type Spell = Pick<Participation, 'from' | 'to' | 'recorded'>;

/** Period and origin, the same for every kind of spell. */
function useSpellColumns<Row extends Spell>(): Column<Row>[] {
  const t = useTexts('people').person;
  return [
    { id: 'from', title: t.from, kind: 'date', value: (row) => row.from },
    { id: 'to', title: t.to, kind: 'lastDay', value: (row) => row.to },
    { id: 'by', title: t.recordedBy, value: (row) => row.recorded.actorName, hidden: true },
    {
      id: 'at',
      title: t.recordedAt,
      kind: 'instant',
      value: (row) => row.recorded.recordedAt,
      hidden: true,
    },
  ];
}

export function ParticipationTable({ page }: { page: PersonPage }): ReactNode {
  const t = useTexts('people');
  const words = useTexts('registry');
  const categories = useCategories();
  const spell = useSpellColumns<Participation>();
  if (page.participations.length === 0) return <Empty title={t.person.noSpells} />;
  const columns: Column<Participation>[] = [
    {
      id: 'category',
      title: t.person.category,
      value: (row) => [row.category, categories.nameOf(row.category)].filter(Boolean).join(' · '),
      width: 180,
    },
    { id: 'issuer', title: t.person.issuer, value: (row) => words.issuer[row.issuer] },
    ...spell.slice(0, 2),
    {
      id: 'card',
      title: t.person.cardNumber,
      value: (row) => row.cardNumber,
      render: (row) => row.cardNumber !== null && <CardNumber page={page} row={row} />,
      width: 170,
    },
    { id: 'facility', title: t.person.facility, value: (row) => row.facilityCode },
    {
      id: 'source',
      title: t.person.source,
      value: (row) => row.source,
      hidden: page.participations.every((row) => row.source === null),
    },
    ...spell.slice(2),
  ];
  return (
    <>
      <CountedOnce page={page} />
      <DataTable
        id="participations"
        caption={`${t.person.spells}: ${page.attributes.fullName}`}
        columns={columns}
        rows={page.participations}
        rowKey={(row) => row.factId}
        sort={{ column: 'from', direction: 'desc' }}
      />
    </>
  );
}

/** With several cards at once: by which one the person is counted, and why. */
function CountedOnce({ page }: { page: PersonPage }): ReactNode {
  const t = useTexts('people').person;
  const { asOf } = useLens();
  const format = useFormat();
  const { nameOf, rankOf } = useCategories();
  const held = page.participations
    .filter((card) => card.from <= asOf && (card.to === null || asOf < card.to))
    .sort((a, b) => rankOf(a.category) - rankOf(b.category));
  const [first] = held;
  if (!first || held.length < 2) return null;
  const name = [first.category, nameOf(first.category)].filter(Boolean).join(' · ');
  return <Notice>{t.countedOnce(format.date(asOf), held.length, name)}</Notice>;
}

function CardNumber({ page, row }: { page: PersonPage; row: Participation }): ReactNode {
  const t = useTexts('people').person;
  return (
    <MaskedNumber
      personId={page.personId}
      masked={row.cardNumber ?? ''}
      what={t.card}
      pick={(whole) =>
        whole.cardNumbers.find((card) => card.factId === row.factId)?.cardNumber ?? null
      }
    />
  );
}

export function StatusTable({ page }: { page: PersonPage }): ReactNode {
  const t = useTexts('people');
  const statusName = useStatusName();
  const spell = useSpellColumns<StatusRow>();
  if (page.statuses.length === 0) return <Empty title={t.person.noStatuses} />;
  const columns: Column<StatusRow>[] = [
    {
      id: 'status',
      title: t.person.status,
      value: (row) => statusName(row.status),
      width: 150,
    },
    ...spell.slice(0, 2),
    { id: 'detail', title: t.person.detail, value: (row) => row.detail },
    { id: 'source', title: t.person.source, value: (row) => row.source },
    ...spell.slice(2),
  ];
  return (
    <DataTable
      id="statuses"
      caption={`${t.person.statuses}: ${page.attributes.fullName}`}
      columns={columns}
      rows={page.statuses}
      rowKey={(row) => row.factId}
      sort={{ column: 'from', direction: 'desc' }}
      withoutTools
    />
  );
}

export function ResidenceTable({ page }: { page: PersonPage }): ReactNode {
  const t = useTexts('people');
  const words = useTexts('registry');
  const spell = useSpellColumns<Residence>();
  const columns: Column<Residence>[] = [
    { id: 'kind', title: t.person.kind, value: (row) => words.residenceKind[row.kind] },
    {
      id: 'place',
      title: t.person.place,
      value: (row) => row.place?.units.map((unit) => unit.name).join(', ') ?? null,
      door: (row) => (row.place ? doors.unit(row.placeId) : undefined),
      width: 180,
    },
    ...spell.slice(0, 2),
    { id: 'note', title: t.person.note, value: (row) => row.note },
    ...spell.slice(2),
  ];
  return (
    <DataTable
      id="residences"
      caption={`${t.person.residences}: ${page.attributes.fullName}`}
      columns={columns}
      rows={page.residences}
      rowKey={(row) => row.factId}
      sort={{ column: 'from', direction: 'desc' }}
      withoutTools
    />
  );
}
