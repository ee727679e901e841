/** What may be recorded of a person; those who may not write see no menu. */
import { Button, Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PersonPage } from '../../api/registry.ts';
import type { Door } from '../../ui/door.tsx';
import { doors } from '../../shell/doors.ts';
import { Icon } from '../../ui/icon.tsx';
import { RECORD_FORMS } from './drafts.ts';
import { useMayRecord } from './rights.ts';
import { useRecordWords } from './words.ts';

export function RecordMenu({ page }: { page: PersonPage }): ReactNode {
  const t = useRecordWords();
  if (!useMayRecord() || page.mergedInto !== null || page.knownAt !== null) return null;
  return (
    <Menu position="bottom-end" withinPortal shadow="md">
      <Menu.Target>
        <Button leftSection={<Icon name="edit" size={16} />}>{t.menu}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {RECORD_FORMS.map((form) => (
          <Item key={form} door={doors.recordChange(page.personId, form)} text={t.forms[form]} />
        ))}
        {page.household !== null && (
          <>
            <Menu.Divider />
            <Item
              door={doors.newPerson({ household: page.household.householdId, isNewborn: true })}
              text={t.addChild}
            />
            <Item
              door={doors.newPerson({ household: page.household.householdId })}
              text={t.addMember}
            />
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function Item({ door, text }: { door: Door; text: string }): ReactNode {
  return (
    <Menu.Item
      component={Link}
      to={door.to}
      params={door.params as never}
      search={door.search as never}
    >
      {text}
    </Menu.Item>
  );
}

export interface NewPersonButtonProps {
  household?: number;
}

/** A way to somebody the register does not know yet. */
export function NewPersonButton({ household }: NewPersonButtonProps): ReactNode {
  const t = useRecordWords();
  if (!useMayRecord()) return null;
  const door = doors.newPerson(household === undefined ? {} : { household });
  return (
    <Button
      component={Link}
      to={door.to}
      search={door.search as never}
      variant="default"
      leftSection={<Icon name="plus" size={16} />}
    >
      {household === undefined ? t.addPerson : t.addMember}
    </Button>
  );
}
