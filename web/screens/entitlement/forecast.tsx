/** Forecast of lapses: who loses cover until when, why, at which cost, and the rate at the year's end. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { addDays } from '../../../src/kernel/dates.ts';
import { ENTITLEMENT_KEY, type ForecastAnswer, getForecast } from '../../api/entitlement.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat } from '../../text/language.tsx';
import { Figure, Figures, RateBar } from '../../ui/figure.tsx';
import { Columns, Page, Section, Toolbar } from '../../ui/page.tsx';
import { Empty, Notice } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { UnitCrumbs } from '../coverage/unit-crumbs.tsx';
import { BasisBar, EntitlementView } from './basis-bar.tsx';
import styles from './entitlement.module.css';
import { LapsesTable } from './lapses-table.tsx';
import { RenewalTable } from './renewal-table.tsx';
import { UnitChoice } from './unit-choice.tsx';
import { useUnitId } from './use-unit.ts';
import { useEntitlementWords } from './words.ts';

type Window = ForecastAnswer['windows'][number];

export function Forecast(): ReactNode {
  const words = useEntitlementWords();
  const unitId = useUnitId();
  if (unitId === null) return <Empty title={words.noUnit} />;
  return <ForecastOf unitId={unitId} />;
}

function ForecastOf({ unitId }: { unitId: number }): ReactNode {
  const t = useEntitlementWords().forecast;
  const forecast = useQuery({
    queryKey: [ENTITLEMENT_KEY, 'forecast', unitId],
    queryFn: ({ signal }) => getForecast(unitId, signal),
    placeholderData: keepPreviousData,
  });
  const unit = forecast.data?.unit;
  return (
    <Page
      title={unit ? t.titleOf(unit.name) : t.title}
      above={
        forecast.data && (
          <UnitCrumbs unitId={unitId} boundaries={forecast.data.basis.decidedOn} withSelf />
        )
      }
      about={t.about}
    >
      <EntitlementView query={forecast} lines={12}>
        {(found) => <ForecastBody answer={found} />}
      </EntitlementView>
    </Page>
  );
}

function ForecastBody({ answer }: { answer: ForecastAnswer }): ReactNode {
  const t = useEntitlementWords().forecast;
  const format = useFormat();
  const { renewal, unit } = answer;
  return (
    <div className={styles.stack}>
      <BasisBar basis={answer.basis} />
      <Toolbar>
        <UnitChoice unit={answer.unit} />
      </Toolbar>
      <Columns>
        <Section>
          <ForecastFigures answer={answer} />
        </Section>
        <Section title={t.windows}>
          <WindowTable answer={answer} />
          <p className="soft">{t.costNote}</p>
        </Section>
        <Section title={t.byCause}>
          <LapsesTable
            id="lapses-cause"
            unit={unit}
            title={t.cause}
            name="vi"
            windows={answer.windows.map((window) => ({
              ...window,
              rows: window.byCause.map(({ cause, people }) => ({ key: cause, people })),
            }))}
          />
        </Section>
        <Section title={t.byCard}>
          <LapsesTable
            id="lapses-card"
            unit={unit}
            title={t.card}
            name="the"
            windows={answer.windows.map((window) => ({
              ...window,
              rows: window.byCategory.map(({ category, people }) => ({ key: category, people })),
            }))}
          />
        </Section>
        <Section title={t.renewal}>
          <p className="soft number">
            {t.renewalNote(
              format.date(renewal.from),
              format.lastDay(renewal.to),
              renewal.withinDays,
            )}
          </p>
          <RenewalTable answer={answer} />
        </Section>
      </Columns>
    </div>
  );
}

function ForecastFigures({ answer }: { answer: ForecastAnswer }): ReactNode {
  const t = useEntitlementWords().forecast;
  const format = useFormat();
  const { insured, residents, yearEnd } = answer;
  const last = answer.windows.find((window) => window.until === yearEnd.on);
  const missing: Readonly<Record<string, string>> = t.notReckonedOf;
  const interval = t.interval(format.rate(yearEnd.lowBp, 2), format.rate(yearEnd.highBp, 2));
  return (
    <>
      <Figures>
        <Figure
          label={t.now}
          value={answer.rateBp}
          kind="rate"
          size="large"
          tone="accent"
          note={t.nowNote(insured, residents)}
        />
        <Figure
          label={t.yearEnd(format.date(yearEnd.on))}
          value={yearEnd.rateBp}
          kind="rate"
          size="large"
          note={
            <>
              <div>{interval}</div>
              <div>{t.expectedNote(yearEnd.expected, yearEnd.low, yearEnd.high)}</div>
            </>
          }
        />
        {last && (
          <Figure
            label={t.ifNobody(format.date(yearEnd.on))}
            value={last.rateBpIfLost}
            kind="rate"
            size="large"
            tone="missing"
            note={t.lost(last.people)}
          />
        )}
      </Figures>
      <RateBar insured={insured} population={residents} rateBp={answer.rateBp} withLegend />
      <Notice>
        {t.notReckoned(format.list(yearEnd.notReckoned.map((code) => missing[code] ?? code)))}
      </Notice>
    </>
  );
}

/** What a window is called: so many days from the day decided for, or the end of its year. */
export function useWindowName(): (until: string, decidedOn: string) => string {
  const t = useEntitlementWords().forecast;
  return (until, decidedOn) => {
    const days = [30, 60, 90].find((count) => addDays(decidedOn, count) === until);
    const isYearEnd = until === `${decidedOn.slice(0, 4)}-12-31`;
    const names = [
      days === undefined ? '' : t.inDays(days),
      isYearEnd || days === undefined ? t.toYearEnd : '',
    ];
    return names.filter(Boolean).join(', ');
  };
}

function WindowTable({ answer }: { answer: ForecastAnswer }): ReactNode {
  const t = useEntitlementWords().forecast;
  const nameOf = useWindowName();
  const { unit, basis } = answer;
  const most = Math.max(1, ...answer.windows.map((window) => window.people));
  const hasUnknown = answer.windows.some((window) => window.monthlyCost.unknownPeople > 0);
  const hasProvince = answer.windows.some((window) => window.monthlyCost.provinceVnd > 0);
  const columns: Column<Window>[] = [
    { id: 'until', title: t.window, kind: 'date', value: (row) => row.until },
    { id: 'name', title: '', value: (row) => nameOf(row.until, basis.decidedOn), sortable: false },
    {
      id: 'people',
      title: t.people,
      kind: 'number',
      value: (row) => row.people,
      door: (row) => doors.lapsing(unit.unitId, row.until),
      bar: (row) => ({ share: row.people / most, tone: 'missing' }),
      width: 170,
    },
    { id: 'rate', title: t.rateIfLost, kind: 'rate', value: (row) => row.rateBpIfLost },
    { id: 'own', title: t.ownVnd, kind: 'number', value: (row) => row.monthlyCost.ownVnd },
    { id: 'state', title: t.stateVnd, kind: 'number', value: (row) => row.monthlyCost.stateVnd },
    {
      id: 'province',
      title: t.provinceVnd,
      kind: 'number',
      value: (row) => row.monthlyCost.provinceVnd,
      hidden: !hasProvince,
    },
    {
      id: 'unknown',
      title: t.unknownPeople,
      kind: 'number',
      value: (row) => row.monthlyCost.unknownPeople,
      hidden: !hasUnknown,
    },
  ];
  return (
    <DataTable
      id="forecast-windows"
      caption={`${t.windows}: ${unit.name}`}
      columns={columns}
      rows={answer.windows}
      rowKey={(row) => row.until}
      rowDoor={(row) => doors.lapsing(unit.unitId, row.until)}
      empty={{ title: t.empty, hint: t.emptyHint }}
    />
  );
}
