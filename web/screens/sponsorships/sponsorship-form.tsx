/** Recording a sponsorship: its fields, what it would do and meet, then the record itself. */
import { Button, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ENTITLEMENT_KEY } from '../../api/entitlement.ts';
import {
  type SponsorshipInput,
  type SponsorshipPreview,
  previewSponsorship,
  recordSponsorship,
} from '../../api/sponsorships.ts';
import { today } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat } from '../../text/language.tsx';
import { DoorLink, useOpenDoor } from '../../ui/door.tsx';
import { Figure, Figures } from '../../ui/figure.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Columns, Page, Section, span } from '../../ui/page.tsx';
import { Empty, Notice } from '../../ui/states.tsx';
import { type NamedUnit, useUnit } from '../entitlement/use-unit.ts';
import { useEntitlementWords } from '../entitlement/words.ts';
import { ChosenPeople } from './chosen-people.tsx';
import { type SponsorshipDraft, inputOf, newDraft } from './sponsorship-draft.ts';
import { HowMuch, Proof, Where, WhoPays } from './sponsorship-fields.tsx';
import styles from './sponsorships.module.css';
import { useSponsorshipWords } from './words.ts';

export function SponsorshipForm(): ReactNode {
  const words = useEntitlementWords();
  const t = useSponsorshipWords();
  const unit = useUnit();
  if (unit === null) return <Empty title={words.noUnit} />;
  return (
    <Page
      title={unit.name === '' ? t.form.title : t.form.titleOf(unit.name)}
      about={t.form.about}
      actions={<DoorLink door={doors.sponsorships(unit.unitId)}>{t.page.back}</DoorLink>}
    >
      <FormIn key={unit.unitId} unit={unit} />
    </Page>
  );
}

/** What was asked, to know whether the fields were changed since. */
interface Seen {
  asked: string;
  answer: SponsorshipPreview;
}

function FormIn({ unit }: { unit: NamedUnit }): ReactNode {
  const t = useSponsorshipWords().form;
  const client = useQueryClient();
  const open = useOpenDoor();
  const [draft, setDraft] = useState<SponsorshipDraft>(() => newDraft(today()));
  const [seen, setSeen] = useState<Seen | null>(null);
  const input = inputOf(draft);
  const asked = JSON.stringify(input);
  const previewing = useFormAction(async () => {
    if (input) setSeen({ asked, answer: await previewSponsorship(unit.unitId, input) });
  });
  const saving = useFormAction(async () => {
    if (!input) return;
    const page = await recordSponsorship(unit.unitId, input);
    await client.invalidateQueries({ queryKey: [ENTITLEMENT_KEY] });
    open(doors.sponsorship(unit.unitId, page.sponsorshipId));
  });
  const fields = {
    unit,
    draft,
    onChange: (patch: Partial<SponsorshipDraft>) => setDraft({ ...draft, ...patch }),
  };
  return (
    <form onSubmit={previewing.onSubmit}>
      <Columns>
        <Section className={span.twoThirds}>
          <Stack gap="md">
            <WhoPays {...fields} />
            <HowMuch {...fields} />
            <fieldset className={styles.part}>
              <legend>{t.whom}</legend>
              <Where {...fields} />
            </fieldset>
            <fieldset className={styles.part}>
              <legend>{t.chosen}</legend>
              <ChosenPeople {...fields} />
            </fieldset>
            <Proof {...fields} />
          </Stack>
        </Section>
        <Section title={t.previewTitle} className={span.third}>
          <Stack gap="sm">
            <Button
              type="submit"
              variant={seen?.asked === asked ? 'default' : 'filled'}
              disabled={input === null}
              loading={previewing.isBusy}
            >
              {t.preview}
            </Button>
            <Preview input={input} seen={seen} isSame={seen?.asked === asked} />
            <FormFault fault={previewing.fault ?? saving.fault} />
            {seen?.asked === asked && (
              <Button loading={saving.isBusy} onClick={() => void saving.run()}>
                {t.save}
              </Button>
            )}
          </Stack>
        </Section>
      </Columns>
    </form>
  );
}

interface PreviewProps {
  input: SponsorshipInput | null;
  seen: Seen | null;
  isSame: boolean;
}

function Preview({ input, seen, isSame }: PreviewProps): ReactNode {
  const words = useSponsorshipWords();
  const t = words.form;
  const format = useFormat();
  if (!seen) return input === null ? <p className="soft">{t.incomplete}</p> : null;
  if (!isSame) return <Notice>{t.changed}</Notice>;
  const { use, count, conflicts, basis } = seen.answer;
  if (basis === null) return <Notice>{words.notDecided}</Notice>;
  return (
    <>
      <Figures>
        <Figure
          label={t.people}
          value={use.people}
          tone="accent"
          note={
            <>
              <div>{t.ofEligible(count.eligible)}</div>
              <div>{t.insured(use.insured)}</div>
            </>
          }
        />
        <Figure label={t.reserved} value={use.reservedVnd} kind="money" />
        <Figure label={t.estimated} value={use.estimatedVnd} kind="money" />
        {use.usedVnd > 0 && <Figure label={t.used} value={use.usedVnd} kind="money" />}
      </Figures>
      {conflicts.length === 0 ? (
        <p className="soft">{t.noConflict}</p>
      ) : (
        <Notice tone="warn">
          <ul className={styles.conflicts}>
            {conflicts.map(({ code, people, others }) => (
              <li key={code}>
                {t.conflicts[code](people)}
                {others.length > 0 && t.others(format.list(others.map((other) => other.payerName)))}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}
