/** How the rate went over the months, with changes of units and of the law marked. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { IsoDate } from '../../../src/kernel/dates.ts';
import { type SeriesAnswer, getSeries } from '../../api/coverage.ts';
import { getMatrix } from '../../api/targets.ts';
import { useAddress, useLens } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useSpeech, useTexts } from '../../text/language.tsx';
import { ChoiceSwitch } from '../../ui/choice-switch.tsx';
import type { SeriesData } from '../../ui/chart/series.ts';
import { SeriesChart } from '../../ui/chart/series-chart.tsx';
import { Section } from '../../ui/page.tsx';
import { QueryView } from '../../ui/states.tsx';

const MONTHS = ['12', '24', '36', '60', '120'] as const;

export interface SeriesSectionProps {
  unitId: number;
  unitName: string;
  definition: string;
  compared: string | undefined;
  definitionName: (code: string) => string;
  className?: string;
}

export function SeriesSection(props: SeriesSectionProps): ReactNode {
  const t = useTexts('coverage').page;
  const { language } = useSpeech();
  const { lens, asOf, boundaries } = useLens();
  const [search, change] = useAddress();
  const months = MONTHS.find((count) => count === search['thang']) ?? '36';
  const query = {
    unit: props.unitId,
    asOf,
    boundaries,
    definition: props.definition,
    knownAt: lens.knownAt,
    months: Number(months),
    sideBySide: props.compared ? [props.compared] : [],
  };
  const series = useQuery({
    queryKey: ['series', query],
    queryFn: ({ signal }) => getSeries(query, signal),
    placeholderData: keepPreviousData,
  });
  const targets = useTargetRates(props.unitId);
  return (
    <Section
      title={t.series(Number(months))}
      className={props.className}
      aside={
        <ChoiceSwitch
          name={t.months}
          value={months}
          choices={MONTHS.map((value) => ({ value, label: value }))}
          onChange={(value) => change({ thang: value === '36' ? undefined : value }, true)}
        />
      }
    >
      <QueryView query={series} lines={7}>
        {(answer) => (
          <SeriesChart
            caption={t.seriesOf(props.unitName)}
            data={dataOf(answer, props.definitionName, language, { name: t.target, ...targets })}
            doorOf={(day) => doors.unit(props.unitId, { ngay: day })}
          />
        )}
      </QueryView>
    </Section>
  );
}

interface TargetRates {
  spans: readonly { from: IsoDate; to: IsoDate; rateBp: number }[];
}

/** Coverage targets of everybody, by period; none while they are not known. */
function useTargetRates(unitId: number): TargetRates {
  const found = useQuery({
    queryKey: ['targets', 'matrix', { unit: unitId, matrix: 0 }],
    queryFn: ({ signal }) => getMatrix({ unit: unitId, matrix: 0 }, signal),
    staleTime: 60_000,
  });
  const cells = found.data?.rows.find((row) => row.group === '')?.cells ?? [];
  const spans = (found.data?.columns ?? []).flatMap(({ from, to, kind }, at) => {
    const rateBp = cells[at]?.rateBp ?? null;
    return kind === 'target' && rateBp !== null ? [{ from, to, rateBp }] : [];
  });
  return { spans };
}

function targetLine({ name, spans }: TargetRates & { name: string }, days: readonly IsoDate[]) {
  const values = days.map(
    (day) => spans.find((span) => span.from <= day && day < span.to)?.rateBp ?? null,
  );
  if (values.every((value) => value === null)) return [];
  return [{ id: 'target', name, color: 'var(--ink-soft)', isDashed: true, values }];
}

function dataOf(
  answer: SeriesAnswer,
  definitionName: (code: string) => string,
  language: 'vi' | 'en',
  targets: TargetRates & { name: string },
): SeriesData {
  const points = answer.series[0]?.points ?? [];
  const days = points.map((point) => point.day);
  return {
    kind: 'rate',
    days,
    lines: [
      ...answer.series.map((one, at) => ({
        id: one.definition,
        name: definitionName(one.definition),
        color: at === 0 ? 'var(--accent)' : 'var(--group-4)',
        isDashed: at > 0,
        values: one.points.map((point) => point.rateBp),
      })),
      ...targetLine(targets, days),
    ],
    events: answer.events.map((event) => ({
      day: event.on,
      title: [event.number, language === 'en' ? event.titleEn : event.title]
        .filter(Boolean)
        .join(' · '),
    })),
  };
}
