/** One scenario or several beside today's law: contents, figures of a month, months, communes. */
import { NativeSelect } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ENTITLEMENT_KEY, type ScenarioPage, getScenario } from '../../api/entitlement.ts';
import { useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { Columns, Page, Section } from '../../ui/page.tsx';
import { Empty, ErrorNotice, Loading, Notice } from '../../ui/states.tsx';
import { UnitCrumbs } from '../coverage/unit-crumbs.tsx';
import styles from './entitlement.module.css';
import { ScenarioCard } from './scenario-card.tsx';
import { type Computed, readIds } from './scenario-figures.ts';
import { CommuneTable, MeasureTable, SumTable } from './scenario-tables.tsx';
import { ScenarioSeries } from './scenario-series.tsx';
import { useScenarioWords } from './scenario-words.ts';
import { type NamedUnit, useUnit } from './use-unit.ts';
import { useEntitlementWords } from './words.ts';

export function ScenarioCompare(): ReactNode {
  const words = useEntitlementWords();
  const t = useScenarioWords();
  const unit = useUnit();
  const [search] = useAddress();
  const ids = readIds(search['so']);
  if (unit === null) return <Empty title={words.noUnit} />;
  return (
    <Page
      title={unit.name === '' ? t.title : t.view.titleOf(unit.name)}
      above={<UnitCrumbs unitId={unit.unitId} boundaries={unit.on} withSelf />}
      actions={<DoorLink door={doors.scenarios(unit.unitId)}>{t.openList}</DoorLink>}
    >
      {ids.length === 0 ? <Empty title={t.empty} hint={t.view.openHint} /> : null}
      {ids.length > 0 && <Compared unit={unit} ids={ids} />}
    </Page>
  );
}

const ASK_MS = 3000;

function Compared({ unit, ids }: { unit: NamedUnit; ids: readonly number[] }): ReactNode {
  const t = useScenarioWords().view;
  const pages = useQueries({
    queries: ids.map((id) => ({
      queryKey: [ENTITLEMENT_KEY, 'scenario', unit.unitId, id],
      queryFn: ({ signal }: { signal: AbortSignal }) => getScenario(unit.unitId, id, signal),
      refetchInterval: ({ state }: { state: { data: ScenarioPage | undefined } }) =>
        state.data?.state === 'computing' ? ASK_MS : (false as const),
    })),
  });
  const fault = pages.find((page) => page.isError);
  const found = pages.flatMap((page) => page.data ?? []);
  const computed = found.flatMap(({ scenarioId, name, result }): Computed[] =>
    result === null ? [] : [{ scenarioId, name, result }],
  );
  if (found.length === 0) {
    return fault ? (
      <ErrorNotice error={fault.error} onRetry={() => void fault.refetch()} />
    ) : (
      <Loading lines={12} />
    );
  }
  const isOfOneDay = new Set(computed.map((row) => row.result.on)).size <= 1;
  return (
    <div className={styles.stack}>
      {fault && <ErrorNotice error={fault.error} onRetry={() => void fault.refetch()} />}
      <Section title={t.contents}>
        <div className={styles.cards}>
          {found.map((page) => (
            <ScenarioCard key={page.scenarioId} unit={unit} page={page} />
          ))}
        </div>
      </Section>
      {!isOfOneDay && <Notice tone="warn">{t.otherDays}</Notice>}
      {computed.length > 0 && <Results unit={unit} rows={computed} />}
    </div>
  );
}

function Results({ unit, rows }: { unit: NamedUnit; rows: readonly Computed[] }): ReactNode {
  const t = useScenarioWords().view;
  const format = useFormat();
  const [search, change] = useAddress();
  const days = rows[0]?.result.days ?? [];
  const last = days.length - 1;
  const chosen = days.indexOf(search['ngaytinh'] ?? '');
  const at = chosen < 0 ? last : chosen;
  return (
    <Columns>
      <Section
        title={t.figures}
        aside={
          <NativeSelect
            className="no-print"
            aria-label={t.day}
            size="xs"
            value={days[at] ?? ''}
            data={days.map((day) => ({ value: day, label: `${t.day} ${format.date(day)}` }))}
            onChange={(event) => change({ ngaytinh: event.currentTarget.value }, true)}
          />
        }
      >
        <div className={styles.stack}>
          <MeasureTable rows={rows} day={days[at] ?? ''} />
          <SumTable rows={rows} />
          <p className="soft">{t.assumed}</p>
        </div>
      </Section>
      <Section title={t.series}>
        <ScenarioSeries unit={unit} rows={rows} />
      </Section>
      <Section title={`${t.communes}: ${format.date(days[at] ?? '')}`}>
        <CommuneTable rows={rows} day={days[at] ?? ''} />
      </Section>
    </Columns>
  );
}
