/** Tasks of a unit and of those below it: filtered, searched, given. */
import { Button, Group, SegmentedControl, Switch, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import {
  WORK_KEY,
  type TaskList,
  type TaskQuery,
  listAllTasks,
  listBundles,
  listTasks,
} from '../../api/work.ts';
import { useAddress } from '../../shell/address.ts';
import { Icon } from '../../ui/icon.tsx';
import { Page, Section, Toolbar } from '../../ui/page.tsx';
import { QueryView } from '../../ui/states.tsx';
import { AddTask } from './add-task.tsx';
import { BundleTable } from './bundle-table.tsx';
import { useManagesWork } from './manages.ts';
import { TaskTable } from './task-table.tsx';
import { WorkTabs } from './work-tabs.tsx';
import { WorkUnitPicker, useWorkUnit } from './work-unit.tsx';
import { useWorkWords } from './words.ts';

/** What `loc` of the address asks the server for. */
const FILTERS = {
  mo: { state: 'open' },
  'qua-han': { state: 'open', clock: 'overdue' },
  'sap-den': { state: 'open', clock: 'dueSoon' },
  xong: { state: 'done' },
} as const;

type FilterName = keyof typeof FILTERS;

const PAGE_ROWS = 100;

export function Tasks(): ReactNode {
  const t = useWorkWords().tasks;
  const unit = useWorkUnit();
  const mayManage = useManagesWork();
  const [search, change] = useAddress();
  const [typed, setTyped] = useState(search['tim'] ?? '');
  const [needle] = useDebouncedValue(typed.trim(), 200);
  const chosen = (Object.keys(FILTERS) as FilterName[]).find((name) => name === search['loc']);
  const filter = chosen ?? 'mo';
  const [limit, setLimit] = useState(PAGE_ROWS);
  const bundleId = Number(search['goi']) || undefined;
  const isGrouped = search['gop'] === '1' && bundleId === undefined;
  const query = { ...FILTERS[filter], text: needle, limit, ...(bundleId && { bundleId }) };
  const tasks = useQuery({
    queryKey: [WORK_KEY, 'tasks', unit, query],
    queryFn: ({ signal }) => listTasks(unit, query, signal),
    enabled: unit > 0,
    placeholderData: keepPreviousData,
  });
  const onMore = (): void => setLimit((rows) => Math.min(500, rows + PAGE_ROWS));
  return (
    <Page title={t.title} about={t.about} actions={mayManage && <AddTask unit={unit} />}>
      <WorkTabs unit={unit} tab="tasks" />
      <Toolbar>
        <WorkUnitPicker unit={unit} />
        <TextInput
          label={t.search}
          size="xs"
          leftSection={<Icon name="search" size={14} />}
          value={typed}
          onChange={(event) => {
            const text = event.currentTarget.value;
            setTyped(text);
            change({ tim: text.trim() === '' ? undefined : text }, true);
          }}
        />
      </Toolbar>
      <Section>
        <QueryView query={tasks} lines={10}>
          {(found) => (
            <>
              <Group gap="sm" mb="xs">
                <FilterChoice
                  value={filter}
                  counts={found.counts}
                  onChange={(name) => change({ loc: name === 'mo' ? undefined : name })}
                />
                <Grouping bundleId={bundleId} isGrouped={isGrouped} />
              </Group>
              {isGrouped ? (
                <Bundles unit={unit} query={query} onMore={onMore} />
              ) : (
                <TaskTable
                  id="tasks"
                  tasks={found.tasks}
                  allRows={() => listAllTasks(unit, query)}
                  more={{
                    total: found.total,
                    hasMore: found.total > found.tasks.length && limit < 500,
                    isLoading: tasks.isFetching,
                    onMore,
                  }}
                />
              )}
            </>
          )}
        </QueryView>
      </Section>
    </Page>
  );
}

/** Every unit's task, or one line a piece of work; out of one piece of work back to all. */
function Grouping({
  bundleId,
  isGrouped,
}: {
  bundleId: number | undefined;
  isGrouped: boolean;
}): ReactNode {
  const t = useWorkWords().tasks;
  const [, change] = useAddress();
  if (bundleId !== undefined) {
    return (
      <Button
        size="xs"
        variant="default"
        className="no-print"
        leftSection={<Icon name="close" size={13} />}
        onClick={() => change({ goi: undefined, gop: '1' })}
      >
        {t.onlyBundle}
      </Button>
    );
  }
  return (
    <Switch
      className="no-print"
      size="xs"
      label={t.grouped}
      checked={isGrouped}
      onChange={(event) => change({ gop: event.currentTarget.checked ? '1' : undefined })}
    />
  );
}

function Bundles({
  unit,
  query,
  onMore,
}: {
  unit: number;
  query: TaskQuery & { limit: number };
  onMore: () => void;
}): ReactNode {
  const bundles = useQuery({
    queryKey: [WORK_KEY, 'bundles', unit, query],
    queryFn: ({ signal }) => listBundles(unit, query, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <QueryView query={bundles} lines={8}>
      {(found) => (
        <BundleTable
          unit={unit}
          bundles={found.bundles}
          more={{
            total: found.total,
            hasMore: found.total > found.bundles.length && query.limit < 500,
            isLoading: bundles.isFetching,
            onMore,
          }}
        />
      )}
    </QueryView>
  );
}

interface FilterChoiceProps {
  value: FilterName;
  counts: TaskList['counts'];
  onChange: (value: string) => void;
}

function FilterChoice({ value, counts, onChange }: FilterChoiceProps): ReactNode {
  const t = useWorkWords().tasks;
  const words = t.filters;
  return (
    <SegmentedControl
      aria-label={t.state}
      size="xs"
      value={value}
      onChange={onChange}
      style={{ flexWrap: 'wrap' }}
      data={[
        { value: 'mo', label: words.open(counts.open) },
        { value: 'qua-han', label: words.overdue(counts.overdue) },
        { value: 'sap-den', label: words.dueSoon(counts.dueSoon) },
        { value: 'xong', label: words.done(counts.done) },
      ]}
    />
  );
}
