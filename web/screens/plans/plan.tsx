/** The plan reader: the document's lines beside what was read from them, confirmed item by item. */
import { Button, Group, Tabs } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import {
  type ItemKind,
  PLANS_KEY,
  type PlanEdit,
  type PlanPage,
  abandonPlan,
  editPlan,
  getPlan,
  undoPlanEdit,
} from '../../api/plans.ts';
import { useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat } from '../../text/language.tsx';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';
import { useShowFault } from '../../ui/show-fault.tsx';
import { Notice, QueryView } from '../../ui/states.tsx';
import { PlanAdoption } from './plan-adoption.tsx';
import { PlanChanges } from './plan-changes.tsx';
import { PlanHeadTab } from './plan-head.tsx';
import { PlanItems } from './plan-items.tsx';
import { PlanLevel, usePlanUnit } from './plan-level.tsx';
import { PlanNames } from './plan-names.tsx';
import { PlanSource, type Span } from './plan-source.tsx';
import { PlanUnused } from './plan-unused.tsx';
import styles from './plans.module.css';
import { type PlanWords, usePlanWords } from './words.ts';

export function Plan(): ReactNode {
  const params = useParams({ strict: false });
  const [unit, planId] = [Number(params.unit), Number(params.plan)];
  const plan = useQuery({
    queryKey: [PLANS_KEY, unit, planId],
    queryFn: ({ signal }) => getPlan(unit, planId, signal),
  });
  return (
    <QueryView query={plan} lines={16}>
      {(page) => <PlanBody page={page} />}
    </QueryView>
  );
}

/** What the parts of the page do to the plan; the answer replaces what is shown. */
export interface PlanDesk {
  page: PlanPage;
  isBusy: boolean;
  mayEdit: boolean;
  edit: (edits: readonly PlanEdit[]) => Promise<boolean>;
  /** takes the last edit back */
  undo: () => Promise<boolean>;
  /** shows lines of the document */
  show: (span: Span | null) => void;
}

function usePlanDesk(page: PlanPage, show: PlanDesk['show']) {
  const client = useQueryClient();
  const showFault = useShowFault();
  const [isBusy, setBusy] = useState(false);
  const keep = async (work: Promise<PlanPage>): Promise<boolean> => {
    setBusy(true);
    try {
      const next = await work;
      client.setQueryData([PLANS_KEY, page.unitId, page.planId], next);
      await client.invalidateQueries({
        queryKey: [PLANS_KEY, page.unitId, page.planId],
        exact: false,
        predicate: (query) => query.queryKey.length > 3,
      });
      return true;
    } catch (cause) {
      showFault(cause);
      return false;
    } finally {
      setBusy(false);
    }
  };
  const desk: PlanDesk = {
    page,
    isBusy,
    mayEdit: page.state === 'open',
    edit: (edits) => keep(editPlan(page.unitId, page.planId, edits)),
    undo: () => keep(undoPlanEdit(page.unitId, page.planId)),
    show,
  };
  return {
    desk,
    abandon: (abandoned: boolean) => keep(abandonPlan(page.unitId, page.planId, abandoned)),
  };
}

function PlanBody({ page }: { page: PlanPage }): ReactNode {
  const words = usePlanWords();
  const t = words.plan;
  const format = useFormat();
  const [search, change] = useAddress();
  const [span, setSpan] = useState<Span | null>(null);
  const { desk, abandon } = usePlanDesk(page, setSpan);
  const tab = TABS.includes(search['phan'] ?? '') ? (search['phan'] ?? '') : firstTab(page);
  const crumb = { key: 0, name: t.back, door: doors.plans(page.unitId) };
  const { head } = page;
  const unit = usePlanUnit(page.unitId);
  return (
    <Page
      title={head.title ?? page.fileName}
      above={<Breadcrumb crumbs={[crumb]} />}
      about={[
        unit.data?.unit.name ?? '',
        t.about(head.number.value ?? '', format.date(head.issuedAt.date)),
      ]
        .filter(Boolean)
        .join(' · ')}
      actions={
        <Group gap="xs">
          {page.undoable && (
            <Button
              variant="default"
              size="xs"
              loading={desk.isBusy}
              onClick={() => void desk.undo()}
              leftSection={<Icon name="refresh" size={15} />}
            >
              {t.undo}
            </Button>
          )}
          {page.state !== 'adopted' && (
            <Button variant="default" size="xs" onClick={() => void abandon(page.state === 'open')}>
              {page.state === 'open' ? t.abandon : t.takeUp}
            </Button>
          )}
        </Group>
      }
    >
      <PlanLevel page={page} />
      {page.state === 'abandoned' && <Notice tone="warn">{t.isAbandoned}</Notice>}
      <div className={styles.reader}>
        <div className={styles.items}>
          <PlanUnused desk={desk} />
          <Tabs
            value={tab}
            onChange={(value) => change({ phan: value ?? undefined }, true)}
            keepMounted={false}
          >
            <Tabs.List aria-label={t.tabs} className="no-print">
              {TABS.map((name) => (
                <Tabs.Tab key={name} value={name}>
                  {tabTitle(words, page, name)}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            {KINDS.map((kind) => (
              <Tabs.Panel key={kind} value={kind} pt="sm">
                <PlanItems desk={desk} kind={kind} />
              </Tabs.Panel>
            ))}
            <Tabs.Panel value="dau" pt="sm">
              <PlanHeadTab desk={desk} />
            </Tabs.Panel>
            <Tabs.Panel value="ten" pt="sm">
              <PlanNames desk={desk} />
            </Tabs.Panel>
            <Tabs.Panel value="thuc-hien" pt="sm">
              <PlanAdoption desk={desk} />
            </Tabs.Panel>
            <Tabs.Panel value="so-sanh" pt="sm">
              <PlanChanges desk={desk} />
            </Tabs.Panel>
          </Tabs>
        </div>
        <PlanSource lines={page.source} span={span} unused={page.unused} />
      </div>
    </Page>
  );
}

const KINDS: readonly ItemKind[] = ['target', 'task', 'report', 'committee', 'campaign', 'basis'];
const TABS: readonly string[] = ['dau', ...KINDS, 'ten', 'thuc-hien', 'so-sanh'];

function firstTab(page: PlanPage): string {
  return KINDS.find((kind) => page.items.some((item) => item.kind === kind)) ?? 'dau';
}

function tabTitle(words: PlanWords, page: PlanPage, name: string): string {
  const kind = KINDS.find((one) => one === name);
  if (kind) {
    const standing = page.items.filter((item) => item.kind === kind && item.state !== 'replaced');
    const open = standing.filter((item) => item.state === 'proposed').length;
    return words.plan.tabOf(words.kinds[kind], standing.length, page.state === 'open' ? open : 0);
  }
  if (name === 'dau') return words.plan.head;
  if (name === 'ten') return words.plan.names;
  return name === 'thuc-hien' ? words.plan.adoption : words.plan.changes;
}
