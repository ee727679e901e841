/** A household: head and members with dates; on the person's page and on a page of its own. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type HouseholdPage, getHousehold } from '../../api/registry.ts';
import { useLens } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useTexts } from '../../text/language.tsx';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { Columns, Facts, Page, Section } from '../../ui/page.tsx';
import { Empty, QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { PapersSection } from '../papers/papers-section.tsx';
import { NewPersonButton } from '../records/record-menu.tsx';
import { Warnings } from './warnings.tsx';

export function Household(): ReactNode {
  const { household } = useParams({ strict: false });
  const householdId = Number(household);
  const { lens } = useLens();
  const page = useQuery({
    queryKey: ['household', householdId, lens.knownAt],
    queryFn: ({ signal }) => getHousehold(householdId, lens.knownAt, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <QueryView query={page} lines={8}>
      {(found) => <HouseholdBody page={found} />}
    </QueryView>
  );
}

function HouseholdBody({ page }: { page: HouseholdPage }): ReactNode {
  const t = useTexts('people');
  const head = page.members.find((member) => member.isHead && member.to === null);
  return (
    <Page
      title={head ? t.household.title(head.fullName) : t.household.titlePlain}
      above={
        <Breadcrumb
          crumbs={(page.place?.units ?? []).toReversed().map((unit) => ({
            key: unit.unitId,
            name: unit.name,
            door: doors.unit(unit.unitId),
          }))}
        />
      }
      about={page.place?.units.map((unit) => unit.name).join(', ')}
      actions={<NewPersonButton household={page.householdId} />}
    >
      <Columns>
        <Section>
          <Facts
            pairs={[
              [t.household.code, page.code],
              [t.household.address, page.address],
              [t.household.place, page.place?.units.map((unit) => unit.name).join(', ')],
            ]}
          />
        </Section>
        {page.warnings.length > 0 && (
          <Section title={t.person.warnings}>
            <Warnings warnings={page.warnings} />
          </Section>
        )}
        <Section title={t.person.members}>
          <MemberTable page={page} />
        </Section>
        <PapersSection owner={{ kind: 'household', id: page.householdId }} />
      </Columns>
    </Page>
  );
}

type Member = HouseholdPage['members'][number];

function MemberTable({ page }: { page: HouseholdPage }): ReactNode {
  const t = useTexts('people');
  const words = useTexts('registry');
  const columns: Column<Member>[] = [
    {
      id: 'name',
      title: t.household.member,
      kind: 'name',
      value: (row) => row.fullName,
      door: (row) => doors.person(row.personId),
      width: 160,
    },
    {
      id: 'relation',
      title: t.household.relation,
      value: (row) => words.relation[row.relation],
    },
    {
      id: 'born',
      title: t.household.born,
      value: (row) => (row.birthYear === null ? null : String(row.birthYear)),
    },
    { id: 'from', title: t.household.from, kind: 'date', value: (row) => row.from },
    { id: 'to', title: t.household.to, kind: 'lastDay', value: (row) => row.to },
  ];
  return (
    <DataTable
      id="members"
      caption={t.person.members}
      columns={columns}
      rows={page.members}
      rowKey={(row) => `${row.personId}-${row.from}`}
      rowDoor={(row) => doors.person(row.personId)}
      empty={{ title: t.household.empty }}
      withoutTools
    />
  );
}

export interface HouseholdMembersProps {
  household: HouseholdPage | null;
  /** the person whose page this is */
  personId: number;
}

export function HouseholdMembers({ household, personId }: HouseholdMembersProps): ReactNode {
  const t = useTexts('people');
  const words = useTexts('registry');
  if (!household) return <Empty title={t.person.noHousehold} />;
  const present = household.members.filter((member) => member.to === null);
  return (
    <>
      <Facts
        pairs={[
          [
            t.household.code,
            <DoorLink key="code" door={doors.household(household.householdId)}>
              {household.code ?? t.household.titlePlain}
            </DoorLink>,
          ],
          [t.household.address, household.address],
        ]}
      />
      <Facts
        pairs={present.map((member) => [
          words.relation[member.relation],
          <Member key={member.personId} member={member} isSelf={member.personId === personId} />,
        ])}
      />
    </>
  );
}

function Member({ member, isSelf }: { member: Member; isSelf: boolean }): ReactNode {
  const text = [member.fullName, member.birthYear].filter(Boolean).join(', ');
  return isSelf ? (
    <strong>{text}</strong>
  ) : (
    <DoorLink door={doors.person(member.personId)}>{text}</DoorLink>
  );
}
