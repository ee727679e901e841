/** Which columns must be equal, and how; sets that come with the product or were kept by somebody. */
import { Button, Checkbox, CloseButton, Group, NativeSelect, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import {
  type ChoiceKind,
  type ChoiceView,
  DUPLICATES_KEY,
  type KeyWay,
  dropChoice,
  keepChoice,
  listChoices,
} from '../../api/duplicates.ts';
import { useShowFault } from '../../ui/show-fault.tsx';
import { useListTerms } from '../lists/words.ts';
import styles from './duplicates.module.css';
import { useDuplicateWords } from './words.ts';

export interface ChoosableColumn {
  /** as the server is told: a field, a header or a letter */
  name: string;
  title: string;
  /** null = how it is compared is not to choose */
  usual: KeyWay | null;
}

/** Column name → way; in the order of the columns. */
export type Chosen = ReadonlyMap<string, KeyWay | null>;

export function textsOf(chosen: Chosen): string[] {
  return [...chosen].map(([name, way]) => (way === null ? name : `${name}:${way}`));
}

export interface ColumnChoiceProps {
  kind: ChoiceKind;
  /** where a set is kept */
  unitId: number;
  columns: readonly ChoosableColumn[];
  chosen: Chosen;
  onChange: (chosen: Chosen) => void;
}

export function ColumnChoice(props: ColumnChoiceProps): ReactNode {
  const { columns, chosen, onChange } = props;
  const t = useDuplicateWords();
  const terms = useListTerms();
  const put = (name: string, way: KeyWay | null | undefined): void => {
    const next = new Map(chosen);
    if (way === undefined) next.delete(name);
    else next.set(name, way);
    onChange(inOrder(columns, next));
  };
  return (
    <div className={styles.choice}>
      <Sets {...props} />
      <fieldset className={styles.columns}>
        <legend>{t.columns}</legend>
        {columns.map((column) => {
          const way = chosen.get(column.name);
          return (
            <div key={column.name} className={styles.column}>
              <Checkbox
                label={column.title}
                checked={chosen.has(column.name)}
                onChange={(event) =>
                  put(column.name, event.currentTarget.checked ? column.usual : undefined)
                }
              />
              {way && (
                <NativeSelect
                  size="xs"
                  aria-label={t.way(column.title)}
                  value={way}
                  data={Object.entries(terms.duplicates.ways).map(([value, label]) => ({
                    value,
                    label,
                  }))}
                  onChange={(event) => put(column.name, event.currentTarget.value as KeyWay)}
                />
              )}
            </div>
          );
        })}
      </fieldset>
    </div>
  );
}

function inOrder(columns: readonly ChoosableColumn[], chosen: Chosen): Chosen {
  return new Map(
    columns.flatMap(({ name }) => {
      const way = chosen.get(name);
      return way === undefined ? [] : [[name, way] as const];
    }),
  );
}

function Sets({ kind, unitId, columns, chosen, onChange }: ColumnChoiceProps): ReactNode {
  const t = useDuplicateWords();
  const terms = useListTerms();
  const client = useQueryClient();
  const showFault = useShowFault();
  const choices = useQuery({
    queryKey: [DUPLICATES_KEY, 'choices', kind],
    queryFn: ({ signal }) => listChoices(kind, signal),
  });
  const drop = async (choiceId: number): Promise<void> => {
    try {
      await dropChoice(choiceId);
      await client.invalidateQueries({ queryKey: [DUPLICATES_KEY, 'choices'] });
    } catch (cause) {
      showFault(cause);
    }
  };
  const ready: Readonly<Record<string, string>> = terms.duplicates.ready;
  const sets = (choices.data ?? []).flatMap((choice) => {
    const columnsOf = readSet(choice, columns);
    return columnsOf ? [{ choice, columnsOf }] : [];
  });
  return (
    <Group gap="xs" role="group" aria-label={t.ready}>
      {sets.map(({ choice, columnsOf }) => {
        const { choiceId } = choice;
        const name = choiceId === null ? (ready[choice.name] ?? choice.name) : choice.name;
        return (
          <Group key={`${choiceId ?? ''} ${choice.name}`} gap={0} wrap="nowrap">
            <Button size="compact-sm" variant="default" onClick={() => onChange(columnsOf)}>
              {name}
            </Button>
            {choiceId !== null && (
              <CloseButton
                size="sm"
                aria-label={t.drop(name)}
                onClick={() => void drop(choiceId)}
              />
            )}
          </Group>
        );
      })}
      <KeepSet kind={kind} unitId={unitId} chosen={chosen} />
    </Group>
  );
}

/** Null where the file lacks one of the columns. */
function readSet(choice: ChoiceView, columns: readonly ChoosableColumn[]): Chosen | null {
  const found = new Map<string, KeyWay | null>();
  for (const text of choice.columns) {
    const column = columns.find(({ name }) => text === name || text.startsWith(`${name}:`));
    if (!column) return null;
    const way = text.slice(column.name.length + 1);
    found.set(column.name, way === '' ? column.usual : (way as KeyWay));
  }
  return inOrder(columns, found);
}

function KeepSet({
  kind,
  unitId,
  chosen,
}: Pick<ColumnChoiceProps, 'kind' | 'unitId' | 'chosen'>): ReactNode {
  const t = useDuplicateWords();
  const client = useQueryClient();
  const showFault = useShowFault();
  const [name, setName] = useState<string | null>(null);
  if (name === null) {
    return (
      <Button
        size="compact-sm"
        variant="subtle"
        disabled={chosen.size === 0}
        onClick={() => setName('')}
      >
        {t.keep}
      </Button>
    );
  }
  const keep = async (): Promise<void> => {
    try {
      await keepChoice({ kind, unitId, name, columns: textsOf(chosen) });
      setName(null);
      await client.invalidateQueries({ queryKey: [DUPLICATES_KEY, 'choices'] });
    } catch (cause) {
      showFault(cause);
    }
  };
  return (
    // stands within the form of the search: a button, not a form of its own
    <Group gap={4} wrap="nowrap">
      <TextInput
        size="xs"
        aria-label={t.keepName}
        placeholder={t.keepName}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          if (name.trim() !== '') void keep();
        }}
        maxLength={100}
        autoFocus
      />
      <Button size="compact-sm" disabled={name.trim() === ''} onClick={() => void keep()}>
        {t.keepSubmit}
      </Button>
    </Group>
  );
}
