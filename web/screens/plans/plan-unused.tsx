/** What the reader passed over: lines with a day, an hour or a count that no item speaks for. */
import { Button, Group, Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { ItemValue, PlanPage } from '../../api/plans.ts';
import { Notice } from '../../ui/states.tsx';
import { emptyValue } from './fields.ts';
import { ItemForm } from './item-form.tsx';
import type { PlanDesk } from './plan.tsx';
import styles from './plans.module.css';
import { usePlanWords } from './words.ts';

type UnusedLine = PlanPage['unused'][number];

/** As many as stand open; the rest behind a button. */
const SHOWN = 5;

export function PlanUnused({ desk }: { desk: PlanDesk }): ReactNode {
  const words = usePlanWords();
  const t = words.unused;
  const [isLong, setLong] = useState(false);
  const [adding, setAdding] = useState<UnusedLine | null>(null);
  const { unused, items } = desk.page;
  if (items.length === 0) {
    return (
      <Notice tone="warn" title={t.noPlan}>
        {t.noPlanHint}
      </Notice>
    );
  }
  if (unused.length === 0) return null;
  const shown = isLong ? unused : unused.slice(0, SHOWN);
  return (
    <Notice tone="warn" title={t.title(unused.length)}>
      <Stack gap={6}>
        <p>{t.hint}</p>
        <ul className={styles.unused}>
          {shown.map((line) => (
            <UnusedRow key={line.line} desk={desk} line={line} onAdd={() => setAdding(line)} />
          ))}
        </ul>
        {unused.length > SHOWN && (
          <Group className="no-print">
            <Button size="compact-xs" variant="subtle" onClick={() => setLong(!isLong)}>
              {isLong ? t.fewer : t.rest(unused.length - SHOWN)}
            </Button>
          </Group>
        )}
      </Stack>
      {adding && (
        <ItemForm
          title={t.add}
          hint={t.addHint}
          value={taskFrom(adding)}
          isBusy={desk.isBusy}
          onClose={() => setAdding(null)}
          onSave={async (value) => {
            if (await desk.edit([{ action: 'add', value }])) setAdding(null);
          }}
        />
      )}
    </Notice>
  );
}

interface UnusedRowProps {
  desk: PlanDesk;
  line: UnusedLine;
  onAdd: () => void;
}

function UnusedRow({ desk, line, onAdd }: UnusedRowProps): ReactNode {
  const words = usePlanWords();
  const { line: from, lastLine: to, text, has } = line;
  return (
    <li>
      <span className={styles.clamp}>{text}</span>
      <Group gap={4} className="no-print">
        <span className="soft">{has.map((what) => words.unused.has[what]).join(', ')}</span>
        <Button size="compact-xs" variant="subtle" onClick={() => desk.show({ from, to })}>
          {to > from ? words.plan.lines(from, to) : words.plan.line(from)}
        </Button>
        {desk.mayEdit && (
          <Button size="compact-xs" variant="default" onClick={onAdd}>
            {words.unused.add}
          </Button>
        )}
      </Group>
    </li>
  );
}

/** The words of the line and nothing else: who and until when a person says. */
function taskFrom({ line, lastLine, text }: UnusedLine): ItemValue {
  const empty = emptyValue('task', '');
  if (empty.kind !== 'task') return empty;
  const body = { ...empty.body, line, lastLine, text, start: text.slice(0, 200) };
  return { kind: 'task', body };
}
