/** What a household pays for 3, 6 or 12 months: who pays which đồng, explained line by line. */
import { Button, SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import type { EntitlementAnswer } from '../../api/entitlement.ts';
import { useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat, useText } from '../../text/language.tsx';
import { Figure, Figures } from '../../ui/figure.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Toolbar } from '../../ui/page.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { useCategories } from '../people/categories.ts';
import styles from './entitlement.module.css';
import { ExplainedLines } from './explained-lines.tsx';
import { useEntitlementWords, useTerms } from './words.ts';

const MONTHS = [3, 6, 12] as const;

export function readMonths(text: string | undefined): number {
  return MONTHS.find((months) => String(months) === text) ?? 12;
}

export interface HouseholdQuoteProps {
  answer: EntitlementAnswer;
  personName: string;
}

type Member = EntitlementAnswer['household']['members'][number];

export function HouseholdQuote({ answer, personName }: HouseholdQuoteProps): ReactNode {
  const t = useEntitlementWords().person;
  const text = useText();
  const format = useFormat();
  const [, change] = useAddress();
  const { household } = answer;
  return (
    <div className={styles.stack}>
      <p className="soft">{t.quoteHint}</p>
      <Toolbar>
        <SegmentedControl
          size="xs"
          aria-label={t.months}
          value={String(household.months)}
          data={MONTHS.map((months) => ({ value: String(months), label: t.monthsOf(months) }))}
          onChange={(value) => change({ thang: value === '12' ? undefined : value }, true)}
        />
        <Button
          size="xs"
          variant="default"
          leftSection={<Icon name="print" size={15} />}
          onClick={() => print()}
        >
          {text.action.print}
        </Button>
      </Toolbar>
      <Figures>
        <Figure
          label={t.own(household.months)}
          value={household.ownVnd}
          kind="money"
          size="large"
          tone="accent"
          note={t.ofFull(format.money(household.totalVnd))}
        />
      </Figures>
      <QuoteTable answer={answer} personName={personName} />
      {household.members.map((member) => (
        <MemberLines
          key={member.personId}
          member={member}
          name={member.personId === answer.personId ? personName : (member.fullName ?? t.hidden)}
        />
      ))}
    </div>
  );
}

function QuoteTable({ answer, personName }: HouseholdQuoteProps): ReactNode {
  const words = useEntitlementWords();
  const t = words.person;
  const terms = useTerms();
  const categories = useCategories();
  const format = useFormat();
  const { members, totalVnd } = answer.household;
  const payers = [...new Set(members.flatMap((member) => Object.keys(member.amounts)))];
  const columns: Column<Member>[] = [
    {
      id: 'name',
      title: t.member,
      value: (row) => (row.personId === answer.personId ? personName : (row.fullName ?? t.hidden)),
      door: (row) => (row.fullName === null ? undefined : doors.person(row.personId)),
      width: 160,
      sortable: false,
    },
    {
      id: 'category',
      title: t.category,
      value: (row) =>
        row.category === null ? terms.notOffered : categories.nameOf(row.category) || row.category,
      width: 200,
      sortable: false,
    },
    {
      id: 'full',
      title: t.full,
      kind: 'number',
      value: (row) => row.fullVnd,
      render: (row) => (row.fullVnd === null ? words.payers.unknown : format.number(row.fullVnd)),
      total: totalVnd,
      sortable: false,
    },
    ...payers.map((payer) => ({
      id: payer,
      title: terms.payer(payer),
      kind: 'number' as const,
      value: (row: Member) => row.amounts[payer] ?? (row.fullVnd === null ? null : 0),
      total: members.reduce((sum, member) => sum + (member.amounts[payer] ?? 0), 0),
      sortable: false,
    })),
  ];
  return (
    <DataTable
      id="household-quote"
      caption={t.quote}
      columns={columns}
      rows={members}
      rowKey={(row) => row.personId}
      withoutTools
    />
  );
}

function MemberLines({ member, name }: { member: Member; name: string }): ReactNode {
  const t = useEntitlementWords().person;
  return (
    <details className={styles.explained}>
      <summary>
        {t.explain}: {name}
      </summary>
      {member.faults.length > 0 && <p className="soft">{t.fault}</p>}
      <ExplainedLines lines={member.lines} />
    </details>
  );
}
