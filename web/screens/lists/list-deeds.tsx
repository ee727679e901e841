/** What can be done to a list now: taken in, taken out, compared anew, dropped. */
import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import {
  type ListView,
  abandonList,
  commitList,
  compareAgain,
  saveLinks,
  undoList,
} from '../../api/lists.ts';
import { Icon } from '../../ui/icon.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { useShowFault } from '../../ui/show-fault.tsx';
import { Notice } from '../../ui/states.tsx';
import { BrakeWords } from './brake-words.tsx';
import { useListWords } from './words.ts';

type Asking = 'commit' | 'undo' | 'abandon' | null;

export function ListDeeds({ list }: { list: ListView }): ReactNode {
  const t = useListWords().page;
  const client = useQueryClient();
  const showFault = useShowFault();
  const [asking, setAsking] = useState<Asking>(null);
  const [isBusy, setBusy] = useState(false);
  const refresh = async (): Promise<void> => {
    await client.invalidateQueries();
  };
  const compare = async (): Promise<void> => {
    setBusy(true);
    try {
      await compareAgain(list.listId);
      await refresh();
    } catch (cause) {
      showFault(cause);
    } finally {
      setBusy(false);
    }
  };
  const deeds = deedsOf(list);
  return (
    <>
      {deeds.commit && (
        <Button size="xs" onClick={() => setAsking('commit')}>
          {t.commit}
        </Button>
      )}
      {deeds.undo && (
        <Button size="xs" variant="default" onClick={() => setAsking('undo')}>
          {t.undo}
        </Button>
      )}
      {deeds.compare && (
        <Button size="xs" variant="default" loading={isBusy} onClick={() => void compare()}>
          {t.compare}
        </Button>
      )}
      {deeds.links && (
        <Button
          size="xs"
          variant="default"
          leftSection={<Icon name="download" size={15} />}
          onClick={() => void saveLinks(list.listId).catch(showFault)}
        >
          {t.links}
        </Button>
      )}
      {deeds.abandon && (
        <Button size="xs" variant="default" onClick={() => setAsking('abandon')}>
          {t.abandon}
        </Button>
      )}
      <Dialogs list={list} asking={asking} onClose={() => setAsking(null)} onDone={refresh} />
    </>
  );
}

interface BrakeProps {
  list: ListView;
  brake: NonNullable<ListView['brake']>;
  value: string;
  onChange: (value: string) => void;
}

/** Unusually many lose what they have: said in words, and the number typed by who takes it on himself. */
function BrakeQuestion({ list, brake, value, onChange }: BrakeProps): ReactNode {
  const t = useListWords().page.brake;
  return (
    <>
      <Notice tone="missing" title={t.title(brake.vanished)}>
        <BrakeWords list={list} brake={brake} />
      </Notice>
      <TextInput
        label={t.repeat(brake.vanished)}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        inputMode="numeric"
        autoComplete="off"
        required
      />
    </>
  );
}

/** As a person types it: with points or spaces between the thousands. */
function toWhole(text: string): number | undefined {
  const digits = text.replace(/[.,\s]/g, '');
  return /^\d{1,9}$/.test(digits) ? Number(digits) : undefined;
}

function deedsOf(list: ListView) {
  const isResting = list.step === null;
  const isCompared = list.state === 'compared' || list.state === 'reviewed';
  // rows left outside can be decided and taken in after the commit: compared first, then committed
  const isLater = list.state === 'committed';
  const hasRest = isLater && ((list.counts.held ?? 0) > 0 || !list.isStale);
  const isOver = list.state === 'undone' || list.state === 'abandoned';
  return {
    commit: isResting && (isCompared || isLater) && !list.isStale,
    undo: isResting && list.state === 'committed',
    compare: isResting && (isCompared || hasRest),
    links: list.counts.linked !== undefined,
    abandon: isResting && !isOver && list.state !== 'committed',
  };
}

interface DialogsProps {
  list: ListView;
  asking: Asking;
  onClose: () => void;
  onDone: () => Promise<void>;
}

function Dialogs({ list, asking, onClose, onDone }: DialogsProps): ReactNode {
  const t = useListWords().page;
  const [vanished, setVanished] = useState('');
  const after = async (work: Promise<unknown>): Promise<void> => {
    await work;
    onClose();
    await onDone();
  };
  return (
    <>
      <ReasonDialog
        isOpen={asking === 'commit'}
        onClose={onClose}
        title={t.commit}
        explain={t.commitWhy}
        submit={t.commit}
        isDangerous={list.brake !== null}
        onSubmit={(reason) => after(commitList(list.listId, reason, toWhole(vanished)))}
      >
        {list.brake && (
          <BrakeQuestion list={list} brake={list.brake} value={vanished} onChange={setVanished} />
        )}
      </ReasonDialog>
      <ReasonDialog
        isOpen={asking === 'undo'}
        onClose={onClose}
        title={t.undo}
        explain={t.undoWhy}
        submit={t.undo}
        isDangerous
        onSubmit={(reason) => after(undoList(list.listId, reason))}
      />
      <ReasonDialog
        isOpen={asking === 'abandon'}
        onClose={onClose}
        title={t.abandonSure}
        explain={t.abandonWhy}
        submit={t.abandon}
        onSubmit={() => after(abandonList(list.listId))}
      />
    </>
  );
}
