/** One item of a plan: what it says, where it stands, what became of it. */
import { Badge, Button, Checkbox, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import type { PlanItem } from '../../api/plans.ts';
import { useFormat } from '../../text/language.tsx';
import type { PlanDesk } from './plan.tsx';
import styles from './plans.module.css';
import { type PlanWords, usePlanWords } from './words.ts';

export interface ItemCardProps {
  desk: PlanDesk;
  item: PlanItem;
  isChosen: boolean;
  onToggle: () => void;
  onEdit: () => void;
  onSplit: () => void;
}

export function ItemCard(props: ItemCardProps): ReactNode {
  const { desk, item } = props;
  const words = usePlanWords();
  const t = words.plan;
  const span = item.line === null ? null : { from: item.line, to: item.lastLine ?? item.line };
  const colour = { proposed: 'gray', confirmed: 'accent', dropped: 'gap', replaced: 'gray' };
  return (
    <li
      className={`${styles.card} ${item.state === 'dropped' ? styles.dropped : ''}`}
      data-item={item.itemNo}
      data-open={item.state === 'proposed' || undefined}
      // the item itself takes the keys of the list
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onFocus={() => desk.show(span)}
      onMouseDown={() => desk.show(span)}
    >
      <Group gap="xs" wrap="nowrap" align="flex-start">
        {desk.mayEdit && item.state !== 'dropped' && (
          <Checkbox
            size="xs"
            aria-label={t.select(item.itemNo)}
            checked={props.isChosen}
            onChange={props.onToggle}
            className="no-print"
          />
        )}
        <div className={styles.words}>
          <ItemWords item={item} />
          <p className="soft">
            {placeOf(words, item)}
            {item.origin === 'read' ? '' : ` · ${words.origin[item.origin]}`}
          </p>
        </div>
        <Badge size="sm" variant="light" color={colour[item.state]}>
          {words.itemState[item.state]}
        </Badge>
      </Group>
      {desk.mayEdit && <Deeds {...props} />}
    </li>
  );
}

function placeOf(words: PlanWords, item: PlanItem): string {
  const t = words.plan;
  // an item typed without a line to begin from stands at the first
  if (item.line === null || (item.origin === 'added' && item.line === 1)) return t.noLine;
  const last = item.lastLine ?? item.line;
  return last > item.line ? t.lines(item.line, last) : t.line(item.line);
}

function Deeds({ desk, item, onEdit, onSplit }: ItemCardProps): ReactNode {
  const t = usePlanWords().plan;
  const act = (action: 'confirm' | 'drop' | 'reopen'): void =>
    void desk.edit([{ action, items: [item.itemNo] }]);
  return (
    <Group gap={4} className="no-print">
      {item.state === 'proposed' && (
        <Button size="compact-xs" disabled={desk.isBusy} onClick={() => act('confirm')}>
          {t.confirm}
        </Button>
      )}
      {item.state !== 'proposed' && (
        <Button
          size="compact-xs"
          variant="default"
          disabled={desk.isBusy}
          onClick={() => act('reopen')}
        >
          {t.reopen}
        </Button>
      )}
      {item.state !== 'dropped' && (
        <>
          <Button size="compact-xs" variant="default" onClick={onEdit}>
            {t.edit}
          </Button>
          {item.kind === 'task' && (
            <Button size="compact-xs" variant="default" onClick={onSplit}>
              {t.split}
            </Button>
          )}
          <Button
            size="compact-xs"
            variant="default"
            disabled={desk.isBusy}
            onClick={() => act('drop')}
          >
            {t.drop}
          </Button>
        </>
      )}
    </Group>
  );
}

function ItemWords({ item }: { item: PlanItem }): ReactNode {
  const words = usePlanWords();
  const format = useFormat();
  const join = (names: readonly string[]): string =>
    names.filter((name) => name !== '').join('; ') || words.none;
  switch (item.kind) {
    case 'target': {
      const { body } = item;
      const value = body.value === null ? '–' : `${format.number(body.value)} ${body.uom}`;
      const operator = body.op === '=' ? '' : `${SIGNS[body.op]} `;
      return (
        <>
          <p>
            <strong className="number">{`${operator}${value}`}</strong> · {body.year}
            {body.kind === 'target' ? '' : ` · ${words.targetKinds[body.kind]}`}
          </p>
          <p>
            {body.group}
            {body.indicator ? ` · ${body.indicator}` : ''} · {body.unit}
          </p>
        </>
      );
    }
    case 'task':
      return (
        <>
          <p>
            <strong>{join(item.body.agency)}</strong>
            {item.body.coAgencies ? ` + ${join(item.body.coAgencies)}` : ''}
          </p>
          <p className={styles.clamp}>{item.body.text}</p>
          {(item.body.deadline ?? item.body.recurrence) && (
            <p>
              {words.fields.deadline}: {format.date(item.body.deadline)}{' '}
              {[item.body.time, item.body.recurrence].filter(Boolean).join(' · ')}
            </p>
          )}
        </>
      );
    case 'report':
      return (
        <>
          <p>
            <strong>{join(item.body.who)}</strong> → {join(item.body.to)}
          </p>
          <p className={styles.clamp}>{item.body.content}</p>
          <p>
            {[item.body.frequency].flat().join(', ')}
            {item.body.deadlineText ? ` · ${item.body.deadlineText}` : ''}
          </p>
        </>
      );
    case 'committee':
      return (
        <>
          <p>
            <strong>{item.body.name}</strong>
          </p>
          {item.body.members.map((member) => (
            <p key={`${member.line} ${member.who}`}>
              {member.position}: {member.who}
            </p>
          ))}
        </>
      );
    case 'campaign':
      return (
        <>
          <p>
            <strong>{item.body.name}</strong>
          </p>
          <p>
            {format.date(item.body.start)} – {format.date(item.body.end)}
          </p>
          {item.body.milestones.map((step) => (
            <p key={`${step.line} ${step.what}`}>
              {step.deadlineText ?? format.date(step.before)}: {step.what}
            </p>
          ))}
        </>
      );
    default:
      return (
        <>
          <p>
            <strong>{item.body.number ?? item.body.type}</strong> {format.date(item.body.date)}
          </p>
          <p>{[item.body.title, item.body.issuer].filter(Boolean).join(' · ')}</p>
          <p className="soft">{words.relations[item.body.relation]}</p>
        </>
      );
  }
}

const SIGNS: Readonly<Record<string, string>> = { '>=': '≥', '<=': '≤', '>': '>', '<': '<' };
