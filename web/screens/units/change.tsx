/** A change of the tree: the form, a preview of everything it would do, then the deed with its act. */
import { Button, Group, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { type UnitPage, getUnitPage } from '../../api/units.ts';
import {
  type AppliedChange,
  type ChangePreview,
  type Command,
  applyChange,
  previewChange,
} from '../../api/unit-changes.ts';
import { today, useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useText, useTexts } from '../../text/language.tsx';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Columns, Page, Section } from '../../ui/page.tsx';
import { Notice, QueryView } from '../../ui/states.tsx';
import { ActFields, EMPTY_ACT, actOf } from './act-fields.tsx';
import { CHANGE_FORMS, type ChangeForm, commandOf, emptyDraft } from './change-draft.ts';
import { ChangeFields } from './change-fields.tsx';
import { PreviewPanel } from './change-preview.tsx';

export function UnitChange(): ReactNode {
  const { unit } = useParams({ strict: false });
  const unitId = Number(unit);
  const [search] = useAddress();
  const form = CHANGE_FORMS.find((name) => name === search['loai']) ?? 'amend';
  const page = useQuery({
    queryKey: ['unit', unitId, today()],
    queryFn: ({ signal }) => getUnitPage(unitId, today(), signal),
  });
  return (
    <QueryView query={page} lines={8}>
      {(found) => <ChangeBody key={form} page={found} form={form} />}
    </QueryView>
  );
}

interface Previewed {
  command: Command;
  preview: ChangePreview;
}

function ChangeBody({ page, form }: { page: UnitPage; form: ChangeForm }): ReactNode {
  const t = useTexts('units').change;
  const words = useText();
  const client = useQueryClient();
  const { unit } = page;
  const parent = page.path.path.findLast((one) => one.unitId !== unit.unitId);
  const option = parent ? { id: parent.unitId, name: parent.name, detail: '' } : null;
  const [draft, setDraft] = useState(() => emptyDraft(form, unit, option));
  const [act, setAct] = useState(EMPTY_ACT);
  const [reason, setReason] = useState('');
  const [seen, setSeen] = useState<Previewed | null>(null);
  const [applied, setApplied] = useState<AppliedChange | null>(null);
  const command = commandOf(draft, unit);
  const looking = useFormAction(async () => {
    if (command) setSeen({ command, preview: await previewChange(command) });
  });
  const doing = useFormAction(async () => {
    if (!seen) return;
    setApplied(await applyChange(seen.command, actOf(act, draft.effectiveOn), reason));
    await client.invalidateQueries();
  });
  const crumb = { key: 0, name: unit.name, door: doors.unitAdministration(unit.unitId) };
  return (
    <Page
      title={`${t.forms[form]}: ${unit.name}`}
      above={<Breadcrumb crumbs={[crumb]} />}
      about={t.about[form]}
    >
      {applied ? (
        <Done applied={applied} unit={unit} />
      ) : (
        <Columns>
          <Section title={t.what}>
            <form onSubmit={looking.onSubmit}>
              <ChangeFields
                page={page}
                draft={draft}
                onChange={(next) => {
                  setDraft(next);
                  setSeen(null);
                }}
              />
              <FormFault fault={looking.fault} />
              <Group mt="sm">
                <Button type="submit" loading={looking.isBusy} disabled={command === null}>
                  {words.action.preview}
                </Button>
                {command === null && <span className="soft">{t.incomplete}</span>}
              </Group>
            </form>
          </Section>
          {seen && (
            <Section title={t.previewTitle}>
              <PreviewPanel preview={seen.preview} />
              <form onSubmit={doing.onSubmit}>
                <ActFields draft={act} onChange={setAct} />
                <TextInput
                  label={t.reason}
                  value={reason}
                  onChange={(event) => setReason(event.currentTarget.value)}
                  minLength={3}
                  mt="sm"
                  required
                />
                <FormFault fault={doing.fault} />
                <Group mt="sm">
                  <Button type="submit" loading={doing.isBusy}>
                    {t.forms[form]}
                  </Button>
                </Group>
              </form>
            </Section>
          )}
        </Columns>
      )}
    </Page>
  );
}

function Done({ applied, unit }: { applied: AppliedChange; unit: UnitPage['unit'] }): ReactNode {
  const t = useTexts('units').change;
  const units =
    applied.created.length > 0 ? applied.created.map((one) => one.unitId) : [unit.unitId];
  return (
    <Notice icon="check" title={t.done}>
      {t.doneText(applied.changedPlaces)}{' '}
      {units.map((unitId) => (
        <DoorLink key={unitId} door={doors.unitAdministration(unitId)}>
          {t.openUnit}
        </DoorLink>
      ))}
    </Notice>
  );
}
