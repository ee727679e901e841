/** Giving items to oneself, to an officer who decides them there, or to nobody. */
import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { REVIEW_KEY, assignItems, listAssignees } from '../../api/review.ts';
import { useShowFault } from '../../ui/show-fault.tsx';
import { useReviewWords } from './words.ts';

export interface GiveMenuProps {
  /** of one kind and place at least: officers of the first are offered, the server asks of each */
  itemIds: readonly number[];
  /** somebody has them already */
  isGiven: boolean;
  /** offers to take them oneself as well */
  takes?: boolean;
  size?: 'xs' | 'sm';
}

export function GiveMenu({ itemIds, isGiven, takes, size = 'sm' }: GiveMenuProps): ReactNode {
  const t = useReviewWords();
  const client = useQueryClient();
  const showFault = useShowFault();
  const [isOpen, setOpen] = useState(false);
  const [first = 0] = itemIds;
  const officers = useQuery({
    queryKey: [REVIEW_KEY, 'assignees', first],
    queryFn: ({ signal }) => listAssignees(first, signal),
    enabled: isOpen && first > 0,
    staleTime: 60_000,
  });
  const give = async (userId: string | null, name: string): Promise<void> => {
    try {
      const { items } = await assignItems(itemIds, userId);
      const message = userId === null ? t.item.gaveNobody(items) : t.item.gaveTo(items, name);
      notifications.show({ message });
      await client.invalidateQueries({ queryKey: [REVIEW_KEY] });
    } catch (cause) {
      showFault(cause);
    }
  };
  if (itemIds.length === 0) return null;
  return (
    <Menu opened={isOpen} onChange={setOpen} position="bottom-end" withinPortal>
      <Menu.Target>
        <Button size={size} variant={size === 'xs' ? 'subtle' : 'default'}>
          {t.item.giveTo}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        {takes && (
          <>
            <Menu.Item onClick={() => void give('me', t.item.me)}>{t.item.take}</Menu.Item>
            <Menu.Divider />
          </>
        )}
        {officers.data?.map(({ userId, name }) => (
          <Menu.Item key={userId} onClick={() => void give(userId, name)}>
            {name}
          </Menu.Item>
        ))}
        {officers.data?.length === 0 && <Menu.Label>{t.item.giveEmpty}</Menu.Label>}
        {isGiven && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => void give(null, '')}>{t.item.giveToNobody}</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
