/** One decision for many: conditions, how many and where, the weakest of them, then as one act. */
import { Button, Checkbox, Group, NumberInput, Select, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import {
  type BulkBody,
  type BulkPreviewView,
  type ItemsQuery,
  REVIEW_KEY,
  type ReviewKind,
  decideBulk,
  previewBulk,
  undoAct,
} from '../../api/review.ts';
import { doors } from '../../shell/doors.ts';
import { useSession } from '../../shell/session.ts';
import { useFormat } from '../../text/language.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Facts, Section } from '../../ui/page.tsx';
import { Notice } from '../../ui/states.tsx';
import { DataTable } from '../../ui/table/data-table.tsx';
import { useItemColumns } from './item-columns.tsx';
import { writeItems } from './items-address.ts';
import styles from './review.module.css';
import { useUndoToast } from './undo-toast.tsx';
import { useReviewWords } from './words.ts';

/** Kinds whose decisions write nothing into the register by themselves. */
const BULK_DECISIONS: Readonly<Record<ReviewKind, readonly BulkBody['decision'][]>> = {
  doubtfulMatch: ['accept', 'reject', 'new'],
  residentUnknown: ['new', 'reject'],
  vanished: ['accept', 'reject'],
  sourceConflict: ['accept', 'reject'],
  repeatedRow: ['accept', 'reject'],
  inOtherPlace: ['accept', 'reject'],
  duplicatePeople: ['reject'],
  sharedNumber: ['accept', 'reject'],
  twoCards: ['reject'],
  insuredNotResident: ['accept', 'reject'],
  ageAgainstGroup: ['accept', 'reject'],
  nearPoorUninsured: ['accept', 'reject'],
  leftOutOfHousehold: ['accept', 'reject'],
};

const FIELDS = ['fullName', 'birthDate', 'sex', 'nationalId', 'place'] as const;
type Field = (typeof FIELDS)[number];

interface Draft {
  decision: BulkBody['decision'];
  scoreMin: number | '';
  marginMin: number | '';
  agree: ReadonlySet<Field>;
  nearToo: boolean;
}

export interface BulkPanelProps {
  query: ItemsQuery;
  onClose: () => void;
}

export function BulkPanel({ query, onClose }: BulkPanelProps): ReactNode {
  const t = useReviewWords();
  const session = useSession();
  const kind = query.kind ?? 'doubtfulMatch';
  const decisions = BULK_DECISIONS[kind];
  const [draft, setDraft] = useState<Draft>({
    decision: decisions[0] ?? 'reject',
    scoreMin: query.scoreMin ?? (kind === 'doubtfulMatch' ? 6 : ''),
    marginMin: kind === 'doubtfulMatch' ? 3 : '',
    agree: new Set(kind === 'doubtfulMatch' ? (['birthDate', 'place'] as const) : []),
    nearToo: true,
  });
  const [preview, setPreview] = useState<BulkPreviewView | null>(null);
  const set = (patch: Partial<Draft>): void => {
    setDraft({ ...draft, ...patch });
    setPreview(null);
  };
  const unitId = Number(query.unit ?? session?.homeUnitId ?? 1);
  const rule = ruleOf(draft, { kind, unitId, listId: query.list });
  const look = useFormAction(async () => setPreview(await previewBulk(rule)));
  const isScored = kind === 'doubtfulMatch' || kind === 'duplicatePeople';
  return (
    <Section title={t.bulk.title} aside={<span className="soft">{t.words.kind[kind]}</span>}>
      <p className="soft">{t.bulk.explain}</p>
      <form onSubmit={look.onSubmit} className={styles.bulk}>
        <Select
          size="xs"
          label={t.bulk.decision}
          value={draft.decision}
          data={decisions.map((value) => ({
            value,
            label: value === 'new' ? t.words.decision.new : t.words[value][kind],
          }))}
          onChange={(value) =>
            set({ decision: decisions.find((one) => one === value) ?? draft.decision })
          }
          allowDeselect={false}
          w={200}
        />
        {isScored && (
          <>
            <NumberInput
              size="xs"
              label={t.bulk.scoreMin}
              value={draft.scoreMin}
              onChange={(value) => set({ scoreMin: value === '' ? '' : Number(value) })}
              w={100}
            />
            <NumberInput
              size="xs"
              label={t.bulk.marginMin}
              value={draft.marginMin}
              onChange={(value) => set({ marginMin: value === '' ? '' : Number(value) })}
              w={170}
            />
            <AgreeChoice draft={draft} onChange={set} />
          </>
        )}
        <Group gap="xs">
          <Button type="submit" size="xs" loading={look.isBusy}>
            {t.bulk.preview}
          </Button>
        </Group>
      </form>
      <FormFault fault={look.fault} />
      {preview && (
        <BulkResult preview={preview} rule={rule} query={{ ...query, kind }} onDone={onClose} />
      )}
    </Section>
  );
}

function ruleOf(
  draft: Draft,
  of: { kind: ReviewKind; unitId: number; listId: number | undefined },
): BulkBody {
  const levels = draft.nearToo ? (['equal', 'near'] as const) : (['equal'] as const);
  return {
    kind: of.kind,
    unitId: of.unitId,
    decision: draft.decision,
    ...(of.listId === undefined ? {} : { listId: of.listId }),
    ...(draft.scoreMin === '' ? {} : { scoreMin: draft.scoreMin }),
    ...(draft.marginMin === '' ? {} : { marginMin: draft.marginMin }),
    agreement: Object.fromEntries([...draft.agree].map((field) => [field, [...levels]])),
  };
}

function AgreeChoice({
  draft,
  onChange,
}: {
  draft: Draft;
  onChange: (patch: Partial<Draft>) => void;
}): ReactNode {
  const t = useReviewWords();
  const toggle = (field: Field): void => {
    const agree = new Set(draft.agree);
    if (!agree.delete(field)) agree.add(field);
    onChange({ agree });
  };
  return (
    <fieldset className={styles.agree}>
      <legend>{t.bulk.mustAgree}</legend>
      {FIELDS.map((field) => (
        <Checkbox
          key={field}
          size="xs"
          label={t.words.field[field]}
          checked={draft.agree.has(field)}
          onChange={() => toggle(field)}
        />
      ))}
      <Checkbox
        size="xs"
        label={t.bulk.nearToo}
        checked={draft.nearToo}
        onChange={(event) => onChange({ nearToo: event.currentTarget.checked })}
      />
    </fieldset>
  );
}

interface BulkResultProps {
  preview: BulkPreviewView;
  rule: BulkBody;
  query: ItemsQuery;
  onDone: () => void;
}

function BulkResult({ preview, rule, query, onDone }: BulkResultProps): ReactNode {
  const t = useReviewWords();
  const format = useFormat();
  const client = useQueryClient();
  const showUndo = useUndoToast();
  const columns = useItemColumns(query);
  const [reason, setReason] = useState('');
  const apply = useFormAction(async () => {
    const done = await decideBulk(rule, preview.taken, reason.trim());
    await client.invalidateQueries({ queryKey: [REVIEW_KEY] });
    const { actId } = done;
    if (actId === null) notifications.show({ message: t.item.proposed });
    else showUndo(t.bulk.done(done.items), () => undoAct(actId, t.item.undoReason));
    onDone();
  });
  if (preview.items === 0) return <Notice>{t.bulk.nothing}</Notice>;
  return (
    <form onSubmit={apply.onSubmit} className={styles.bulkResult}>
      <strong>
        {t.bulk.selects(preview.items)}
        {preview.taken < preview.items && `; ${t.bulk.takes(preview.taken)}`}
      </strong>
      <Facts
        pairs={preview.byUnit
          .slice(0, UNITS_SHOWN)
          .map((row) => [row.name, format.number(row.items)] as const)}
      />
      <DataTable
        id="review-bulk-sample"
        caption={t.bulk.sample}
        columns={columns}
        rows={preview.sample}
        rowKey={(row) => row.itemId}
        rowDoor={(row) => doors.reviewItem(row.itemId, writeItems(query))}
        withoutTools
      />
      {preview.needsApproval && preview.threshold !== null && (
        <Notice tone="warn">{t.bulk.needsApproval(preview.threshold)}</Notice>
      )}
      <Textarea
        label={t.item.reasonNeeded}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        minLength={3}
        required
        minRows={1}
      />
      <FormFault fault={apply.fault} />
      <Group>
        <Button type="submit" loading={apply.isBusy}>
          {t.bulk.apply(preview.taken)}
        </Button>
      </Group>
    </form>
  );
}

const UNITS_SHOWN = 12;
