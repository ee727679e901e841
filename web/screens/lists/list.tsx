/** One list: where it stands, what its rows are, what it would change, and the deeds. */
import { Button, Group, Stack, Tabs } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { LISTS_KEY, type ListView, getList } from '../../api/lists.ts';
import { useJobProgress } from '../../api/progress.ts';
import { useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useFaultText } from '../../text/fault-text.ts';
import { useFormat } from '../../text/language.tsx';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Notice, QueryView } from '../../ui/states.tsx';
import { ListDuplicates } from '../duplicates/list-duplicates.tsx';
import { useDuplicateWords } from '../duplicates/words.ts';
import { BrakeWords } from './brake-words.tsx';
import { ListColumns } from './list-columns.tsx';
import { ListCountsSection } from './list-counts.tsx';
import { ListDeeds } from './list-deeds.tsx';
import { ListDifferenceTab } from './list-difference.tsx';
import { ListFaults } from './list-faults.tsx';
import styles from './lists.module.css';
import { useListTerms, useListWords } from './words.ts';

const POLL_MS = 2_000;

export function ReceivedList(): ReactNode {
  const params = useParams({ strict: false });
  const listId = Number(params.list);
  const list = useQuery({
    queryKey: [LISTS_KEY, listId],
    queryFn: ({ signal }) => getList(listId, signal),
    // the job tells of its steps; this also finds what another person did
    refetchInterval: (query) => (query.state.data?.step ? POLL_MS : false),
  });
  return (
    <QueryView query={list} lines={12}>
      {(found) => <ListBody list={found} />}
    </QueryView>
  );
}

const STATES: readonly ListView['state'][] = [
  'uploaded',
  'mapped',
  'cleaned',
  'linked',
  'compared',
  'committed',
];

/** How many of the six steps are behind. */
function stepsDone(list: ListView): number {
  if (list.state === 'reviewed') return 5;
  if (list.state === 'undone' || list.state === 'abandoned') return 0;
  return STATES.indexOf(list.state) + 1;
}

function ListBody({ list }: { list: ListView }): ReactNode {
  const words = useListWords();
  const t = words.page;
  const terms = useListTerms();
  const d = useDuplicateWords();
  const format = useFormat();
  const [search, change] = useAddress();
  const tabs = tabsOf(list);
  const asked = search['phan'];
  const tab = asked !== undefined && tabs.includes(asked) ? asked : (tabs[0] ?? '');
  const title = {
    cot: t.columns,
    dong: t.accounted,
    loi: t.faults,
    'chenh-lech': t.difference,
    trung: d.tab,
  };
  return (
    <Page
      title={list.fileName}
      above={<Breadcrumb crumbs={[{ key: 0, name: t.back, door: doors.receivedLists() }]} />}
      about={`${terms.kinds[list.kind]} · ${t.about(list.sender.name, list.unit.name, format.date(list.asOf))} · ${list.isFull ? t.full : t.partial}`}
      actions={<ListDeeds list={list} />}
    >
      <Steps list={list} />
      <Working list={list} />
      <Said list={list} />
      {tabs.length > 0 && (
        <Tabs
          value={tab}
          onChange={(value) => change({ phan: value ?? undefined, lan: undefined }, true)}
          keepMounted={false}
        >
          <Tabs.List aria-label={t.tabs} className="no-print">
            {tabs.map((name) => (
              <Tabs.Tab key={name} value={name}>
                {title[name as keyof typeof title]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="cot" pt="sm">
            <ListColumns key={list.listId} list={list} />
          </Tabs.Panel>
          <Tabs.Panel value="dong" pt="sm">
            <ListCountsSection list={list} />
          </Tabs.Panel>
          <Tabs.Panel value="loi" pt="sm">
            <ListFaults list={list} />
          </Tabs.Panel>
          <Tabs.Panel value="trung" pt="sm">
            <ListDuplicates list={list} />
          </Tabs.Panel>
          <Tabs.Panel value="chenh-lech" pt="sm">
            <ListDifferenceTab list={list} />
          </Tabs.Panel>
        </Tabs>
      )}
    </Page>
  );
}

/** What there is to see, the most telling first. */
function tabsOf(list: ListView): string[] {
  const isRead = list.counts.rows !== undefined;
  const hasDifference = list.effect !== null || list.counts.same !== undefined;
  return [
    ...(hasDifference ? ['chenh-lech'] : []),
    ...(list.state === 'uploaded' ? ['cot'] : []),
    ...(isRead ? ['dong', 'loi'] : []),
    ...(list.mapping ? ['trung'] : []),
    ...(list.state === 'uploaded' ? [] : ['cot']),
  ];
}

function Steps({ list }: { list: ListView }): ReactNode {
  const t = useListWords().page;
  const done = stepsDone(list);
  if (list.state === 'undone') return <Notice icon="check">{t.undone}</Notice>;
  if (list.state === 'abandoned') return <Notice>{t.abandoned}</Notice>;
  return (
    <ol className={styles.steps} aria-label={t.steps}>
      {t.step.map((name, at) => (
        <li
          key={name}
          className={at < done ? styles.done : at === done ? styles.now : undefined}
          aria-current={at === done ? 'step' : undefined}
        >
          {name}
        </li>
      ))}
    </ol>
  );
}

/** While a job runs: how far it is. Its end brings the new state. */
function Working({ list }: { list: ListView }): ReactNode {
  const t = useListWords().page;
  const terms = useListTerms();
  const client = useQueryClient();
  const { state } = useJobProgress(list.step ? list.jobId : null);
  const isOver = state === 'done' || state === 'failed' || state === 'cancelled';
  useEffect(() => {
    if (isOver) void client.invalidateQueries({ queryKey: [LISTS_KEY] });
  }, [isOver, client]);
  if (!list.step || list.jobId === null) return null;
  const steps: Readonly<Record<string, string>> = terms.steps;
  return (
    <Section>
      <Progress jobId={list.jobId} name={t.working} stepText={(step) => steps[step] ?? step} />
    </Section>
  );
}

function Said({ list }: { list: ListView }): ReactNode {
  const t = useListWords().page;
  const faultText = useFaultText();
  const held = list.counts.held ?? 0;
  const isOpen = list.state === 'compared' || list.state === 'reviewed';
  return (
    <Stack gap="sm">
      {list.failure && (
        <Notice tone="missing" title={t.failed}>
          <ul>
            {list.failure.map((fault) => (
              <li key={`${fault.code} ${fault.at ?? ''}`}>{faultText(fault)}</li>
            ))}
          </ul>
        </Notice>
      )}
      {list.state === 'committed' && <Committed list={list} />}
      {list.isStale && isOpen && <Notice tone="warn">{t.stale}</Notice>}
      {list.brake && isOpen && (
        <Notice tone="missing" title={t.brake.title(list.brake.vanished)}>
          <BrakeWords list={list} brake={list.brake} />
        </Notice>
      )}
      {held > 0 && (isOpen || list.state === 'committed') && (
        <Notice tone="warn" title={t.held(held)}>
          <p>{isOpen ? t.heldHint : t.heldLater}</p>
          <Group>
            <Button
              size="xs"
              variant="default"
              renderRoot={(props) => (
                <DoorLink {...props} door={doors.review(String(list.unit.unitId))} />
              )}
            >
              {t.toReview}
            </Button>
          </Group>
        </Notice>
      )}
      {list.notes.length > 0 && (
        <Notice title={t.notes}>
          <ul>
            {list.notes.map((note) => (
              <li key={`${note.code} ${JSON.stringify(note.params)}`}>{faultText(note)}</li>
            ))}
          </ul>
        </Notice>
      )}
    </Stack>
  );
}

/** What is in the register stays said, also while the rest of the list is looked at. */
function Committed({ list }: { list: ListView }): ReactNode {
  const t = useListWords().page;
  const { takenNew, takenChanged = 0, takenVanished = 0 } = list.counts;
  return (
    <Notice icon="check" title={t.committed}>
      {takenNew !== undefined && <p>{t.taken(takenNew, takenChanged, takenVanished)}</p>}
      {!list.isStale && <p>{t.rest}</p>}
    </Notice>
  );
}
