/** What some decisions ask first: a day, a card, a day of death. */
import { Button, Group, Radio, Stack, Text, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { type IsoDate, addDays } from '../../../src/kernel/dates.ts';
import type { DecideBody, ItemPage } from '../../api/review.ts';
import { today } from '../../shell/address.ts';
import { useFormat, useTexts } from '../../text/language.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { cardText } from './fact-text.ts';
import { useReviewWords } from './words.ts';

const LATER_DAYS = 7;

export function LaterForm({ onDone }: { onDone: (until: IsoDate) => Promise<void> }): ReactNode {
  const t = useReviewWords();
  const [until, setUntil] = useState<IsoDate | null>(addDays(today(), LATER_DAYS));
  const action = useFormAction(async () => {
    if (until !== null) await onDone(until);
  });
  return (
    <form onSubmit={action.onSubmit}>
      <Stack gap="sm">
        <DayInput label={t.item.later} value={until} onChange={setUntil} required autoFocus />
        <FormFault fault={action.fault} />
        <Group justify="flex-end">
          <Button type="submit" loading={action.isBusy} disabled={until === null}>
            {t.words.decision.later}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface FormProps {
  reason: string;
  onDone: (body: DecideBody) => Promise<void>;
}

export function CardChoice({ item, ...props }: FormProps & { item: ItemPage }): ReactNode {
  const t = useReviewWords();
  const registry = useTexts('registry');
  const format = useFormat();
  const [side, setSide] = useState<'A' | 'B'>('A');
  const [endOn, setEndOn] = useState<IsoDate | null>(null);
  const [reason, setReason] = useState(props.reason);
  const action = useFormAction(() =>
    props.onDone({
      decision: 'accept',
      endFactId: Number(item.facts[`fact${side}`]),
      ...(endOn === null ? {} : { endOn }),
      reason: reason.trim(),
    }),
  );
  return (
    <form onSubmit={action.onSubmit}>
      <Stack gap="sm">
        <Radio.Group
          label={t.item.endCard}
          value={side}
          onChange={(value) => setSide(value === 'B' ? 'B' : 'A')}
        >
          <Stack gap={6} mt={6}>
            {(['A', 'B'] as const).map((one) => (
              <Radio key={one} value={one} label={cardText(item.facts, one, t, registry, format)} />
            ))}
          </Stack>
        </Radio.Group>
        <DayInput label={t.item.endOn} value={endOn} onChange={setEndOn} />
        <ReasonField value={reason} onChange={setReason} />
        <FormFault fault={action.fault} />
        <Group justify="flex-end">
          <Button type="submit" loading={action.isBusy}>
            {t.words.accept.twoCards}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

export function DeathForm(props: FormProps): ReactNode {
  const t = useReviewWords();
  const [diedOn, setDiedOn] = useState<IsoDate | null>(null);
  const [reason, setReason] = useState(props.reason);
  const action = useFormAction(async () => {
    if (diedOn === null) return;
    await props.onDone({ decision: 'accept', diedOn, reason: reason.trim() });
  });
  return (
    <form onSubmit={action.onSubmit}>
      <Stack gap="sm">
        <Text size="sm">{t.item.diedExplain}</Text>
        <DayInput label={t.item.diedOn} value={diedOn} onChange={setDiedOn} required />
        <ReasonField value={reason} onChange={setReason} />
        <FormFault fault={action.fault} />
        <Group justify="flex-end">
          <Button type="submit" loading={action.isBusy} disabled={diedOn === null}>
            {t.item.died}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function ReasonField({
  value,
  onChange,
}: {
  value: string;
  onChange: (reason: string) => void;
}): ReactNode {
  const t = useReviewWords();
  return (
    <Textarea
      label={t.item.reasonNeeded}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      minLength={3}
      required
      minRows={2}
    />
  );
}
