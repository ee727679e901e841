/** The saved scenarios of a unit: open one, compare several, make another. */
import { Button, Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Role } from '../../../src/kernel/actor.ts';
import { ENTITLEMENT_KEY, type ScenarioView, listScenarios } from '../../api/entitlement.ts';
import { doors } from '../../shell/doors.ts';
import { useHoldsAny } from '../../shell/session.ts';
import { useOpenDoor } from '../../ui/door.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page, Toolbar } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { UnitCrumbs } from '../coverage/unit-crumbs.tsx';
import { EndingNotice } from '../law/ending-notice.tsx';
import { BasisBar, DecideFirst, EntitlementView } from './basis-bar.tsx';
import { useBasis } from './deciding.ts';
import styles from './entitlement.module.css';
import { useScenarioWords, useSentence } from './scenario-words.ts';
import { UnitChoice } from './unit-choice.tsx';
import { useUnit } from './use-unit.ts';
import { useEntitlementWords } from './words.ts';

/** The server decides; this only spares others a button that would be refused. */
const PLANNING_ROLES: readonly Role[] = [
  'administrator',
  'socialInsuranceOfficer',
  'healthOfficer',
  'labourOfficer',
  'financeOfficer',
];

export function useMayPlan(): boolean {
  return useHoldsAny(PLANNING_ROLES);
}

export function Scenarios(): ReactNode {
  const words = useEntitlementWords();
  const t = useScenarioWords();
  const unit = useUnit();
  const basis = useBasis();
  const mayPlan = useMayPlan();
  const open = useOpenDoor();
  if (unit === null) return <Empty title={words.noUnit} />;
  return (
    <Page
      title={unit.name === '' ? t.title : t.titleOf(unit.name)}
      above={<UnitCrumbs unitId={unit.unitId} boundaries={unit.on} withSelf />}
      about={t.about}
      actions={
        mayPlan &&
        basis.data && (
          <Button
            leftSection={<Icon name="plus" size={16} />}
            onClick={() => open(doors.newScenario(unit.unitId))}
          >
            {t.add}
          </Button>
        )
      }
    >
      <EntitlementView query={basis} lines={2}>
        {(found) => (found === null ? <DecideFirst /> : <BasisBar basis={found} />)}
      </EntitlementView>
      <EndingNotice />
      <Toolbar>
        <UnitChoice unit={unit} />
      </Toolbar>
      <ScenarioList unitId={unit.unitId} />
    </Page>
  );
}

export function scenariosKey(unitId: number) {
  return [ENTITLEMENT_KEY, 'scenarios', unitId] as const;
}

function ScenarioList({ unitId }: { unitId: number }): ReactNode {
  const list = useQuery({
    queryKey: scenariosKey(unitId),
    queryFn: ({ signal }) => listScenarios(unitId, signal),
    refetchInterval: ({ state }) =>
      state.data?.some((row) => row.state === 'computing') ? 3000 : false,
  });
  return (
    <EntitlementView query={list} lines={6}>
      {(rows) => <ScenarioTable unitId={unitId} rows={rows} />}
    </EntitlementView>
  );
}

function ScenarioTable({ unitId, rows }: { unitId: number; rows: readonly ScenarioView[] }) {
  const t = useScenarioWords();
  const open = useOpenDoor();
  const sentence = useSentence();
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const toggle = (id: number): void =>
    setChosen(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  const columns: Column<ScenarioView>[] = [
    {
      id: 'choose',
      title: '',
      value: () => null,
      render: (row) => (
        <Checkbox
          size="xs"
          aria-label={t.choose(row.name)}
          checked={chosen.includes(row.scenarioId)}
          onChange={() => toggle(row.scenarioId)}
        />
      ),
      sortable: false,
    },
    {
      id: 'name',
      title: t.name,
      value: (row) => row.name,
      door: (row) => doors.scenario(unitId, [row.scenarioId]),
      width: 220,
    },
    {
      id: 'content',
      title: t.content,
      value: (row) => row.changes.map(sentence).join('; '),
      width: 320,
    },
    { id: 'state', title: t.state, value: (row) => t.states[row.state] },
    { id: 'by', title: t.by, value: (row) => row.actorName },
    { id: 'at', title: t.at, kind: 'instant', value: (row) => row.savedAt },
  ];
  return (
    <div className={styles.stack}>
      <DataTable
        id="scenarios"
        caption={t.list}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.scenarioId}
        empty={{ title: t.empty, hint: t.emptyHint }}
        tools={
          chosen.length > 1 && (
            <Button size="xs" onClick={() => open(doors.scenario(unitId, chosen))}>
              {t.compare(chosen.length)}
            </Button>
          )
        }
      />
    </div>
  );
}
