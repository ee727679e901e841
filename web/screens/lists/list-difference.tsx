/** What a list would change: the effect, by commune, and every change with its reason. */
import { NativeSelect, Stack } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import {
  type DifferenceQuestion,
  LISTS_KEY,
  type ListDifference,
  type ListView,
  getDifference,
} from '../../api/lists.ts';
import { useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat, useTexts } from '../../text/language.tsx';
import { Figure, Figures } from '../../ui/figure.tsx';
import { Section, Toolbar } from '../../ui/page.tsx';
import { ErrorNotice, Loading, Notice } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { changedFieldText } from './change-text.ts';
import { ControlFigures } from './list-counts.tsx';
import { useListTerms, useListWords } from './words.ts';

type Change = ListDifference['changes'][number];
type UnitLine = ListDifference['units'][number];

export function ListDifferenceTab({ list }: { list: ListView }): ReactNode {
  const t = useListWords();
  const terms = useListTerms();
  const [search, change] = useAddress();
  const kinds = ['new', 'changed', 'vanished', 'conflict'] as const;
  const kind = kinds.find((one) => one === search['thaydoi']);
  const commune = /^\d+$/.test(search['xa'] ?? '') ? Number(search['xa']) : undefined;
  const question: DifferenceQuestion = { kind, commune };
  const difference = useInfiniteQuery({
    queryKey: [LISTS_KEY, list.listId, 'difference', question],
    queryFn: ({ pageParam, signal }) => getDifference(list.listId, question, pageParam, signal),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const first = difference.data?.pages[0];
  return (
    <Stack gap="md">
      <Effect list={list} />
      {difference.isError && (
        <ErrorNotice error={difference.error} onRetry={() => void difference.refetch()} />
      )}
      {difference.isPending && <Loading lines={10} />}
      {first && first.units.length > 0 && (
        <Section title={t.difference.units}>
          <UnitTable units={first.units} />
        </Section>
      )}
      {first && (
        <Section title={t.difference.changes}>
          <Toolbar>
            <NativeSelect
              size="xs"
              aria-label={t.difference.what}
              value={kind ?? ''}
              onChange={(event) => change({ thaydoi: event.currentTarget.value || undefined })}
              data={[
                { value: '', label: t.difference.any },
                ...kinds.map((value) => ({ value, label: terms.changes[value] })),
              ]}
            />
          </Toolbar>
          <ChangeTable
            rows={difference.data?.pages.flatMap((page) => page.changes) ?? []}
            hasMore={difference.hasNextPage}
            isLoading={difference.isFetchingNextPage}
            onMore={() => void difference.fetchNextPage()}
          />
        </Section>
      )}
    </Stack>
  );
}

function Effect({ list }: { list: ListView }): ReactNode {
  const words = useListWords();
  const t = words.difference;
  const c = words.counts;
  const format = useFormat();
  const { effect, counts, figures } = list;
  const disagreeing = figures.filter((figure) => !figure.agrees);
  const filter = (thaydoi: string) => ({ to: '.', search: { phan: 'chenh-lech', thaydoi } });
  return (
    <>
      <Section title={t.effect}>
        <Figures>
          <Figure label={c.new} value={counts.new ?? 0} door={filter('new')} />
          <Figure label={c.changed} value={counts.changed ?? 0} door={filter('changed')} />
          <Figure label={c.same} value={counts.same ?? 0} />
          <Figure label={c.vanished} value={counts.vanished ?? 0} door={filter('vanished')} />
          <Figure
            label={c.conflict}
            value={counts.conflict ?? 0}
            tone={counts.conflict ? 'missing' : undefined}
            door={filter('conflict')}
          />
        </Figures>
        {effect && (
          <Figures>
            <Figure
              label={t.before(format.date(effect.on))}
              value={effect.insuredBefore}
              note={t.counted}
            />
            <Figure label={t.after} value={effect.insuredAfter} />
            <Figure label={t.gained} value={effect.gained} />
            <Figure label={t.lost} value={effect.lost} />
            <Figure
              label={t.state}
              value={effect.stateVnd}
              kind="money"
              note={effect.unpricedMonths > 0 ? t.unpriced(effect.unpricedMonths) : undefined}
            />
            <Figure
              label={t.own}
              value={effect.ownVnd}
              kind="money"
              note={t.forMonths(effect.personMonths)}
            />
          </Figures>
        )}
      </Section>
      {disagreeing.length > 0 && (
        <Notice tone="warn" title={t.figures}>
          <ControlFigures figures={disagreeing} />
        </Notice>
      )}
    </>
  );
}

function UnitTable({ units }: { units: readonly UnitLine[] }): ReactNode {
  const words = useListWords();
  const t = words.difference;
  const c = words.counts;
  const number = (
    id: Exclude<keyof UnitLine, 'unitId' | 'code' | 'name'>,
    title: string,
  ): Column<UnitLine> => ({ id, title, kind: 'number', value: (unit) => unit[id] });
  const columns: Column<UnitLine>[] = [
    {
      id: 'name',
      title: t.unit,
      value: (unit) => (unit.unitId === null ? t.noUnit : unit.name),
      door: (unit) =>
        unit.unitId === null
          ? undefined
          : { to: '.', search: { phan: 'chenh-lech', xa: String(unit.unitId) } },
      width: 180,
    },
    number('new', c.new),
    number('changed', c.changed),
    number('same', c.same),
    number('vanished', c.vanished),
    number('conflict', c.conflict),
    number('insuredBefore', t.insuredBefore),
    number('insuredAfter', t.insuredAfter),
  ];
  return (
    <DataTable
      id="list-units"
      caption={t.units}
      columns={columns}
      rows={units}
      rowKey={(unit) => unit.unitId ?? 0}
    />
  );
}

interface ChangeTableProps {
  rows: readonly Change[];
  hasMore: boolean;
  isLoading: boolean;
  onMore: () => void;
}

function ChangeTable({ rows, ...more }: ChangeTableProps): ReactNode {
  const t = useListWords().difference;
  const columns = useChangeColumns();
  return (
    <DataTable
      id="list-changes"
      caption={t.changes}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.changeNo}
      more={{ total: null, ...more }}
      empty={{ title: t.empty, hint: t.emptyHint }}
    />
  );
}

function useChangeColumns(): Column<Change>[] {
  const t = useListWords().difference;
  const terms = useListTerms();
  const registry = useTexts('registry');
  const format = useFormat();
  const facts: Readonly<Record<string, string>> = t.fact;
  const reasons: Readonly<Record<string, string>> = terms.changeReasons;
  const because: Readonly<Record<string, string>> = t.because;
  const period = (row: Change): string =>
    row.validFrom === null && row.validTo === null
      ? ''
      : `${format.date(row.validFrom)} – ${format.lastDay(row.validTo)}`;
  const words = { fields: { ...terms.fields, ...t.field }, registry, format };
  const fields = (row: Change): string =>
    row.fields.map((field) => changedFieldText(field, words)).join('; ');
  return [
    {
      id: 'person',
      title: t.person,
      kind: 'name',
      value: (row) => {
        const { fullName, registerName } = row;
        if (registerName === null || registerName === fullName) return fullName;
        return fullName === null ? registerName : `${registerName} (${t.inList(fullName)})`;
      },
      door: (row) => (row.personId === null ? undefined : doors.person(row.personId)),
      width: 160,
      sortable: false,
    },
    {
      id: 'kind',
      title: t.changes,
      value: (row) => terms.changes[row.kind],
      sortable: false,
    },
    { id: 'what', title: t.what, value: (row) => facts[row.fact] ?? row.fact, sortable: false },
    { id: 'fields', title: t.fields, value: fields, width: 240, sortable: false },
    { id: 'period', title: t.period, value: period, sortable: false },
    { id: 'commune', title: t.commune, value: (row) => row.communeName, sortable: false },
    {
      id: 'why',
      title: t.why,
      value: (row) =>
        row.reason === null ? (because[causeOf(row)] ?? null) : (reasons[row.reason] ?? row.reason),
      width: 200,
      sortable: false,
    },
  ];
}

/** What a change without a reason of its own comes from. */
function causeOf({ kind, fact, fields }: Change): string {
  if (kind === 'new') return 'new';
  const category = fields.find((one) => one.field === 'category');
  return category && category.after === null ? 'leaves' : fact;
}
