/** A word in the corner that something was done, with the way back beside it. */
import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { REVIEW_KEY } from '../../api/review.ts';
import { useShowFault } from '../../ui/show-fault.tsx';
import { useReviewWords } from './words.ts';

const SHOWN_MS = 12_000;

/** Answers what undoes it too, for the key U. */
export function useUndoToast(): (
  message: string,
  undo: () => Promise<unknown>,
) => () => Promise<void> {
  const t = useReviewWords();
  const client = useQueryClient();
  const showFault = useShowFault();
  return (message, undo) => {
    const run = async (): Promise<void> => {
      notifications.hide(id);
      try {
        await undo();
        await client.invalidateQueries({ queryKey: [REVIEW_KEY] });
        notifications.show({ message: t.item.undoneNow });
      } catch (cause) {
        showFault(cause);
      }
    };
    const id = notifications.show({
      autoClose: SHOWN_MS,
      message: (
        <Group justify="space-between" wrap="nowrap" gap="sm">
          <span>{message}</span>
          <Button size="compact-xs" variant="default" onClick={() => void run()}>
            {t.item.undo} (U)
          </Button>
        </Group>
      ),
    });
    return run;
  };
}
