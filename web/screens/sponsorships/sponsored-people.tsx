/** The people a sponsorship pays for, and what for each. */
import type { ReactNode } from 'react';
import {
  type SponsoredPeopleAnswer,
  type SponsorshipPage,
  listSponsoredPeople,
  saveSponsoredFile,
} from '../../api/sponsorships.ts';
import { doors } from '../../shell/doors.ts';
import { useSpeech } from '../../text/language.tsx';
import { useShowFault } from '../../ui/show-fault.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { BasisBar } from '../entitlement/basis-bar.tsx';
import { BasisPart } from '../entitlement/basis-page.tsx';
import { usePages } from '../entitlement/use-pages.ts';
import type { NamedUnit } from '../entitlement/use-unit.ts';
import { useCategories } from '../people/categories.ts';
import { SPONSORSHIPS } from './sponsorships.tsx';
import { useSponsorshipWords } from './words.ts';

type Row = SponsoredPeopleAnswer['rows'][number];

export interface SponsoredPeopleProps {
  unit: NamedUnit;
  page: SponsorshipPage;
}

export function SponsoredPeople({ unit, page }: SponsoredPeopleProps): ReactNode {
  const t = useSponsorshipWords().page;
  const { language } = useSpeech();
  const showFault = useShowFault();
  const columns = useColumns(unit.level === 'commune');
  const { unitId } = unit;
  const { sponsorshipId, payerName } = page;
  const pages = usePages([SPONSORSHIPS, unitId, sponsorshipId, 'people'], (asked, signal) =>
    listSponsoredPeople(unitId, sponsorshipId, asked, signal),
  );
  return (
    <BasisPart pages={pages}>
      {(first) => (
        <>
          <BasisBar basis={first.basis} />
          <DataTable
            id={unit.level === 'commune' ? 'sponsored-people-commune' : 'sponsored-people'}
            caption={t.listCaption(payerName, first.unit.name)}
            columns={columns}
            rows={pages.rows}
            rowKey={(row) => row.personId}
            rowDoor={(row) => (row.fullName === null ? undefined : doors.person(row.personId))}
            more={pages.more}
            onExport={() => saveSponsoredFile(unitId, sponsorshipId, language).catch(showFault)}
            empty={{ title: t.nobody, hint: t.nobodyHint }}
          />
        </>
      )}
    </BasisPart>
  );
}

const fixed = { sortable: false } as const;

function useColumns(isCommune: boolean): Column<Row>[] {
  const words = useSponsorshipWords();
  const t = words.page;
  const categories = useCategories();
  return [
    {
      id: 'name',
      title: t.name,
      kind: 'name',
      value: (row) => row.fullName ?? t.hidden,
      door: (row) => (row.fullName === null ? undefined : doors.person(row.personId)),
      width: 170,
      ...fixed,
    },
    { id: 'birth', title: t.birth, kind: 'date', value: (row) => row.birthDate, ...fixed },
    {
      id: 'place',
      title: t.place,
      value: (row) => (row.placeName === row.communeName ? null : row.placeName),
      width: 120,
      ...fixed,
    },
    {
      id: 'commune',
      title: t.commune,
      value: (row) => row.communeName,
      width: 110,
      hidden: isCommune,
      ...fixed,
    },
    {
      id: 'category',
      title: t.category,
      value: (row) => categories.nameOf(row.category) || row.categoryName,
      width: 170,
      ...fixed,
    },
    {
      id: 'card',
      title: t.card,
      value: (row) => (row.isInsured ? t.hasCard : t.noCard),
      ...fixed,
    },
    { id: 'now', title: t.now, kind: 'number', value: (row) => row.nowVnd, ...fixed },
    { id: 'months', title: t.months, kind: 'number', value: (row) => row.months, ...fixed },
    {
      id: 'reserved',
      title: words.column.reserved,
      hint: words.column.reservedHint,
      kind: 'number',
      value: (row) => row.reservedVnd,
      ...fixed,
    },
    {
      id: 'usedMonths',
      title: t.usedMonths,
      kind: 'number',
      value: (row) => row.usedMonths,
      ...fixed,
    },
    {
      id: 'used',
      title: words.column.used,
      hint: words.column.usedHint,
      kind: 'number',
      value: (row) => row.usedVnd,
      ...fixed,
    },
  ];
}
