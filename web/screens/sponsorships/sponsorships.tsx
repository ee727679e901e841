/** What sponsors and communes promised for the people of a unit, and how much of it is used. */
import { Button, Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Role } from '../../../src/kernel/actor.ts';
import { ENTITLEMENT_KEY } from '../../api/entitlement.ts';
import {
  type SponsorshipView,
  type SponsorshipsAnswer,
  listSponsorships,
} from '../../api/sponsorships.ts';
import { useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useHoldsAny } from '../../shell/session.ts';
import { useFormat } from '../../text/language.tsx';
import { useOpenDoor } from '../../ui/door.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page, Toolbar } from '../../ui/page.tsx';
import { Empty, Notice, QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { UnitCrumbs } from '../coverage/unit-crumbs.tsx';
import { BasisBar } from '../entitlement/basis-bar.tsx';
import styles from '../entitlement/entitlement.module.css';
import { UnitChoice } from '../entitlement/unit-choice.tsx';
import { useUnit } from '../entitlement/use-unit.ts';
import { useEntitlementWords } from '../entitlement/words.ts';
import { useCategories } from '../people/categories.ts';
import { amountText, useSponsorshipWords, whomText } from './words.ts';

/** The server decides; this only spares others a button that would be refused. */
const SPONSORSHIP_ROLES: readonly Role[] = [
  'administrator',
  'socialInsuranceOfficer',
  'labourOfficer',
  'financeOfficer',
];

export function useMaySponsor(): boolean {
  return useHoldsAny(SPONSORSHIP_ROLES);
}

export const SPONSORSHIPS = 'sponsorships';

export function Sponsorships(): ReactNode {
  const words = useEntitlementWords();
  const t = useSponsorshipWords();
  const unit = useUnit();
  const maySponsor = useMaySponsor();
  const open = useOpenDoor();
  const unitId = unit?.unitId ?? 0;
  const list = useQuery({
    queryKey: [ENTITLEMENT_KEY, SPONSORSHIPS, unitId],
    queryFn: ({ signal }) => listSponsorships(unitId, signal),
    enabled: unit !== null,
  });
  if (unit === null) return <Empty title={words.noUnit} />;
  return (
    <Page
      title={unit.name === '' ? t.title : t.titleOf(unit.name)}
      above={<UnitCrumbs unitId={unit.unitId} boundaries={unit.on} withSelf />}
      about={t.about}
      actions={
        maySponsor && (
          <Button
            leftSection={<Icon name="plus" size={16} />}
            onClick={() => open(doors.newSponsorship(unit.unitId))}
          >
            {t.add}
          </Button>
        )
      }
    >
      <QueryView query={list} lines={8}>
        {(answer) => <SponsorshipList answer={answer} />}
      </QueryView>
    </Page>
  );
}

function isStanding({ state }: SponsorshipView): boolean {
  return state === 'inForce' || state === 'coming';
}

function SponsorshipList({ answer }: { answer: SponsorshipsAnswer }): ReactNode {
  const t = useSponsorshipWords();
  const [search, change] = useAddress();
  const { unit, basis, sponsorships } = answer;
  const standing = sponsorships.filter(isStanding);
  const over = sponsorships.length - standing.length;
  const withOver = search['het'] === '1' || standing.length === 0;
  return (
    <div className={styles.stack}>
      {basis ? <BasisBar basis={basis} /> : <Notice>{t.notDecided}</Notice>}
      <Toolbar>
        <UnitChoice unit={unit} />
        {over > 0 && standing.length > 0 && (
          <Checkbox
            className={styles.check}
            size="xs"
            label={t.showOver(over)}
            checked={withOver}
            onChange={(event) =>
              change({ het: event.currentTarget.checked ? '1' : undefined }, true)
            }
          />
        )}
      </Toolbar>
      <SponsorshipTable unitId={unit.unitId} rows={withOver ? sponsorships : standing} />
      <p className="soft">{t.monthRule}</p>
    </div>
  );
}

interface TableProps {
  unitId: number;
  rows: readonly SponsorshipView[];
}

function SponsorshipTable({ unitId, rows }: TableProps): ReactNode {
  const t = useSponsorshipWords();
  const columns = useColumns(unitId);
  return (
    <DataTable
      id="sponsorships"
      caption={t.list}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.sponsorshipId}
      rowDoor={(row) => doors.sponsorship(unitId, row.sponsorshipId)}
      empty={{ title: t.empty, hint: t.emptyHint }}
    />
  );
}

function useColumns(unitId: number): Column<SponsorshipView>[] {
  const words = useSponsorshipWords();
  const t = words.column;
  const format = useFormat();
  const categories = useCategories();
  return [
    {
      id: 'payer',
      title: t.payer,
      value: (row) => row.payerName,
      door: (row) => doors.sponsorship(unitId, row.sponsorshipId),
      width: 180,
    },
    { id: 'kind', title: t.kind, value: (row) => words.payers[row.payer], width: 90 },
    { id: 'amount', title: t.amount, value: (row) => amountText(row, words, format), width: 120 },
    {
      id: 'whom',
      title: t.whom,
      value: (row) => whomText(row, words, categories.nameOf),
      width: 170,
    },
    {
      id: 'where',
      title: t.where,
      value: (row) => row.units.map((unit) => unit.name).join(', '),
      width: 130,
      hidden: true,
    },
    { id: 'from', title: t.from, kind: 'date', value: (row) => row.from, hidden: true },
    { id: 'to', title: t.to, kind: 'lastDay', value: (row) => row.endsOn ?? row.to },
    { id: 'state', title: t.state, value: (row) => words.states[row.state], width: 90 },
    {
      id: 'people',
      title: t.people,
      kind: 'number',
      value: (row) => row.use.people,
      door: (row) =>
        row.use.people === 0 ? undefined : doors.sponsorship(unitId, row.sponsorshipId),
    },
    {
      id: 'reserved',
      title: t.reserved,
      hint: t.reservedHint,
      kind: 'number',
      value: (row) => row.use.reservedVnd,
    },
    {
      id: 'used',
      title: t.used,
      hint: t.usedHint,
      kind: 'number',
      value: (row) => row.use.usedVnd,
    },
    {
      id: 'ceiling',
      title: t.ceiling,
      kind: 'number',
      value: (row) => row.moneyMaxVnd,
      hidden: true,
    },
    { id: 'unit', title: t.unitName, value: (row) => row.unitName, hidden: true },
  ];
}
