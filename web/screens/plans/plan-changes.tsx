/** What this version of a plan changes against another: item by item, field by field. */
import { Badge, NativeSelect, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import {
  PLANS_KEY,
  type PlanComparison,
  type PlanPage,
  comparePlan,
  getPlan,
  listPlans,
} from '../../api/plans.ts';
import { useAddress } from '../../shell/address.ts';
import { Section } from '../../ui/page.tsx';
import { Empty, Notice, QueryView } from '../../ui/states.tsx';
import type { PlanDesk } from './plan.tsx';
import styles from './plans.module.css';
import { usePlanWords } from './words.ts';

export function PlanChanges({ desk }: { desk: PlanDesk }): ReactNode {
  const t = usePlanWords().changes;
  const { unitId, planId, replacesId } = desk.page;
  const [search, change] = useAddress();
  const others = useQuery({
    queryKey: [PLANS_KEY, unitId],
    queryFn: ({ signal }) => listPlans(unitId, signal),
    select: (plans) => plans.filter((plan) => plan.planId !== planId),
  });
  const asked = /^\d+$/.test(search['voi'] ?? '') ? Number(search['voi']) : null;
  const before = asked ?? replacesId ?? others.data?.[0]?.planId ?? null;
  return (
    <Section title={t.title}>
      <QueryView query={others} lines={3}>
        {(plans) =>
          before === null ? (
            <Empty title={t.noOther} />
          ) : (
            <Stack gap="sm">
              <NativeSelect
                label={t.choose}
                value={String(before)}
                onChange={(event) => change({ voi: event.currentTarget.value }, true)}
                data={plans.map((plan) => ({
                  value: String(plan.planId),
                  label: plan.number ?? plan.title ?? plan.fileName,
                }))}
              />
              <Compared desk={desk} before={before} />
            </Stack>
          )
        }
      </QueryView>
    </Section>
  );
}

function Compared({ desk, before }: { desk: PlanDesk; before: number }): ReactNode {
  const { unitId, planId } = desk.page;
  const other = useQuery({
    queryKey: [PLANS_KEY, unitId, before],
    queryFn: ({ signal }) => getPlan(unitId, before, signal),
  });
  const compared = useQuery({
    queryKey: [PLANS_KEY, unitId, planId, 'changes', before],
    queryFn: ({ signal }) => comparePlan(unitId, planId, before, signal),
  });
  return (
    <QueryView query={compared} lines={8}>
      {(found) => <ChangeList desk={desk} found={found} other={other.data} />}
    </QueryView>
  );
}

interface ChangeListProps {
  desk: PlanDesk;
  found: PlanComparison;
  other: PlanPage | undefined;
}

const COLOURS = { new: 'accent', changed: 'gray', gone: 'gap' } as const;

function ChangeList({ desk, found, other }: ChangeListProps): ReactNode {
  const words = usePlanWords();
  const t = words.changes;
  const wordsOf = (page: PlanPage | undefined, itemNo: number | null): string => {
    const item = page?.items.find((one) => one.itemNo === itemNo);
    if (!item) return '';
    const { body } = item;
    if ('text' in body) return body.text;
    if ('group' in body) return [body.group, body.year, body.unit].join(' · ');
    if ('name' in body) return body.name;
    return [body.number, body.title].filter(Boolean).join(' · ');
  };
  if (found.items.length === 0 && found.head.length === 0) {
    return <Notice icon="check">{t.none}</Notice>;
  }
  return (
    <Stack gap="xs">
      <p className="soft">{t.same(found.same)}</p>
      <ul className={styles.cards}>
        {found.head.length > 0 && (
          <li className={styles.card}>
            <strong>{t.head}</strong>
            <FieldChanges fields={found.head} />
          </li>
        )}
        {found.items.map((item) => (
          <li key={`${item.before ?? ''} ${item.after ?? ''}`} className={styles.card}>
            <div className={styles.words}>
              <Badge size="sm" variant="light" color={COLOURS[item.change]}>
                {t[item.change]}
              </Badge>{' '}
              <span className="soft">{words.kinds[item.kind]}</span>
              <p className={styles.clamp}>
                {wordsOf(desk.page, item.after) || wordsOf(other, item.before)}
              </p>
            </div>
            <FieldChanges fields={item.fields} />
          </li>
        ))}
      </ul>
    </Stack>
  );
}

function FieldChanges({ fields }: { fields: PlanComparison['head'] }): ReactNode {
  const words = usePlanWords();
  const names: Readonly<Record<string, string>> = words.fields;
  if (fields.length === 0) return null;
  return (
    <table className={styles.changes}>
      <thead>
        <tr>
          <th aria-hidden />
          <th>{words.changes.before}</th>
          <th>{words.changes.after}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={field.field}>
            <th scope="row">{names[field.field] ?? field.field}</th>
            <td>{field.before || '–'}</td>
            <td>{field.after || '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
