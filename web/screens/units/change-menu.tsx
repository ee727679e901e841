/** What an administrator may do to a unit. */
import { Button, Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { UnitPage } from '../../api/units.ts';
import { useTexts } from '../../text/language.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import type { ChangeForm } from './change-draft.ts';

const FORMS: readonly { form: ChangeForm; icon: IconName }[] = [
  { form: 'merge', icon: 'merge' },
  { form: 'split', icon: 'split' },
  { form: 'amend', icon: 'edit' },
  { form: 'relevel', icon: 'units' },
  { form: 'abolish', icon: 'close' },
];

export function ChangeMenu({ unit }: { unit: UnitPage['unit'] }): ReactNode {
  const t = useTexts('units').change;
  return (
    <Menu position="bottom-end" withinPortal shadow="md">
      <Menu.Target>
        <Button leftSection={<Icon name="edit" size={16} />}>{t.menu}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMS.map(({ form, icon }) => (
          <Menu.Item
            key={form}
            component={Link}
            to={`/don-vi/${unit.unitId}/thay-doi`}
            search={{ loai: form } as never}
            leftSection={<Icon name={icon} size={16} />}
          >
            {t.forms[form]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
