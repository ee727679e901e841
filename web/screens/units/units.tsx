/** Units of all times: search, the tree of any day, legal acts, second trees. */
import { Tabs, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type SearchHit, searchUnits } from '../../api/units.ts';
import { useAddress, useLens } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat, useTexts } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { Icon } from '../../ui/icon.tsx';
import { LensBar } from '../../ui/lens-bar.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { Groupings } from './groupings.tsx';
import { Operations } from './operations.tsx';
import { UnitTree } from './unit-tree.tsx';
import { useTreeRoot } from './tree-root.ts';

const TABS = ['tree', 'operations', 'groupings'] as const;

export function Units(): ReactNode {
  const t = useTexts('units').list;
  const [search, change] = useAddress();
  const [typed, setTyped] = useState(search['tim'] ?? '');
  const [needle] = useDebouncedValue(typed.trim(), 150);
  const tab = TABS.find((name) => name === search['muc']) ?? 'tree';
  return (
    <Page title={t.title} about={t.about}>
      <LensBar withoutAsOf />
      <TextInput
        label={t.search}
        description={t.searchHint}
        leftSection={<Icon name="search" size={16} />}
        value={typed}
        onChange={(event) => {
          const text = event.currentTarget.value;
          setTyped(text);
          change({ tim: text.trim() === '' ? undefined : text }, true);
        }}
        maw="36rem"
      />
      {needle.length >= 2 ? (
        <SearchResults text={needle} />
      ) : (
        <Tabs
          value={tab}
          onChange={(value) => change({ muc: value === 'tree' ? undefined : (value ?? undefined) })}
          keepMounted={false}
        >
          <Tabs.List mb="sm">
            {TABS.map((name) => (
              <Tabs.Tab key={name} value={name}>
                {t[name]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="tree">
            <TreePanel />
          </Tabs.Panel>
          <Tabs.Panel value="operations">
            <Operations />
          </Tabs.Panel>
          <Tabs.Panel value="groupings">
            <Groupings />
          </Tabs.Panel>
        </Tabs>
      )}
    </Page>
  );
}

function TreePanel(): ReactNode {
  const t = useTexts('units').list;
  const format = useFormat();
  const { boundaries } = useLens();
  const root = useTreeRoot();
  if (root === null) return null;
  return (
    <Section title={t.treeOf(format.date(boundaries))}>
      <UnitTree key={boundaries} rootId={root} boundaries={boundaries} />
    </Section>
  );
}

function SearchResults({ text }: { text: string }): ReactNode {
  const t = useTexts('units');
  const format = useFormat();
  const { boundaries } = useLens();
  const found = useQuery({
    queryKey: ['units', text, boundaries],
    queryFn: ({ signal }) => searchUnits({ text, on: boundaries, limit: 50 }, signal),
    placeholderData: keepPreviousData,
  });
  const columns: Column<SearchHit>[] = [
    {
      id: 'name',
      title: t.list.name,
      value: (row) => row.name,
      door: (row) => doors.unitAdministration(row.unitId),
      width: 150,
    },
    { id: 'code', title: t.list.code, value: (row) => row.code },
    { id: 'level', title: t.list.levelTitle, value: (row) => t.level[row.level] },
    { id: 'above', title: t.list.above, value: (row) => row.above.join(', '), width: 160 },
    {
      id: 'period',
      title: t.list.period,
      value: (row) => t.period(format.date(row.validFrom), format.lastDay(row.validTo)),
    },
    {
      id: 'now',
      title: t.list.now,
      value: (row) => (row.inForce ? t.list.inForce : row.now.map((unit) => unit.name).join(', ')),
      render: (row) => <NowCell row={row} />,
      width: 180,
    },
  ];
  return (
    <QueryView query={found} lines={6}>
      {(rows) => (
        <DataTable
          id="unit-search"
          caption={t.list.search}
          columns={columns}
          rows={rows}
          rowKey={(row) => `${row.unitId}-${row.validFrom}`}
          rowDoor={(row) => doors.unitAdministration(row.unitId)}
          empty={{ title: t.list.nothing, hint: t.list.nothingHint }}
        />
      )}
    </QueryView>
  );
}

function NowCell({ row }: { row: SearchHit }): ReactNode {
  const t = useTexts('units').list;
  if (row.inForce) return <span className="soft">{t.inForce}</span>;
  return (
    <>
      {row.now.map((unit, at) => (
        <span key={unit.unitId}>
          {at > 0 && ', '}
          <DoorLink door={doors.unitAdministration(unit.unitId)}>{unit.name}</DoorLink>
        </span>
      ))}
    </>
  );
}
