/** How many must agree to what, unit by unit; administrators set it. */
import {
  Button,
  Checkbox,
  Group,
  Modal,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
} from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import {
  type ApprovalRuleView,
  REVIEW_KEY,
  listApprovalRules,
  setApprovalRule,
} from '../../api/review.ts';
import { searchUnitOptions } from '../../api/units.ts';
import { useRoles } from '../../shell/session.ts';
import { useText, useTexts } from '../../text/language.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Section } from '../../ui/page.tsx';
import { QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { type UnitOption, UnitPicker } from '../../ui/unit-picker.tsx';
import { useReviewWords } from './words.ts';

/** What the dialog starts from: a rule that is there, or one for a unit still to be named. */
type Draft = Pick<ApprovalRuleView, 'action' | 'needed' | 'roles' | 'threshold' | 'approverIds'> & {
  unit: UnitOption | null;
};

export function ApprovalRules(): ReactNode {
  const t = useReviewWords();
  const mayChange = useRoles().has('administrator');
  const [draft, setDraft] = useState<Draft | null>(null);
  const rules = useQuery({
    queryKey: [REVIEW_KEY, 'rules'],
    queryFn: ({ signal }) => listApprovalRules(signal),
  });
  const common = rules.data?.find((rule) => rule.unitId === 0);
  return (
    <Section
      title={t.approvals.rules}
      aside={
        mayChange &&
        common && (
          <Button size="xs" variant="default" onClick={() => setDraft({ ...common, unit: null })}>
            {t.approvals.ruleAdd}
          </Button>
        )
      }
    >
      <p className="soft">{t.approvals.ruleExplain}</p>
      <QueryView query={rules} lines={3}>
        {(rows) => <RuleTable rows={rows} mayChange={mayChange} onChange={setDraft} />}
      </QueryView>
      <Modal
        opened={draft !== null}
        onClose={() => setDraft(null)}
        title={t.approvals.ruleAdd}
        size="lg"
        centered
      >
        {draft && <RuleForm draft={draft} onClose={() => setDraft(null)} />}
      </Modal>
    </Section>
  );
}

interface RuleTableProps {
  rows: readonly ApprovalRuleView[];
  mayChange: boolean;
  onChange: (draft: Draft) => void;
}

function RuleTable({ rows, mayChange, onChange }: RuleTableProps): ReactNode {
  const t = useReviewWords();
  const roles: Readonly<Record<string, string>> = useTexts('access').role;
  const actions: Readonly<Record<string, string>> = t.words.action;
  const whose = (rule: ApprovalRuleView): string =>
    rule.approverIds === null
      ? rule.roles.map((role) => roles[role] ?? role).join(', ')
      : t.approvals.approvers(rule.approverIds.length);
  const columns: Column<ApprovalRuleView>[] = [
    {
      id: 'action',
      title: t.approvals.ruleOf,
      value: (rule) => actions[rule.action] ?? rule.action,
    },
    {
      id: 'unit',
      title: t.approvals.ruleWhere,
      value: (rule) => rule.unitName ?? t.approvals.country,
    },
    {
      id: 'needed',
      title: t.approvals.ruleNeeded,
      kind: 'number',
      value: (rule) => rule.needed,
      render: (rule) => t.approvals.rule(rule.needed),
    },
    {
      id: 'threshold',
      title: t.approvals.ruleThreshold,
      kind: 'number',
      value: (rule) => rule.threshold,
    },
    { id: 'roles', title: t.approvals.ruleRoles, value: whose, width: 240 },
    {
      id: 'change',
      title: '',
      sortable: false,
      value: () => null,
      render: (rule) =>
        mayChange &&
        rule.unitId > 0 && (
          <Button
            size="compact-xs"
            variant="default"
            className="no-print"
            onClick={() =>
              onChange({
                ...rule,
                unit: { id: rule.unitId, name: rule.unitName ?? '', detail: '' },
              })
            }
          >
            {t.approvals.ruleChange}
          </Button>
        ),
    },
  ];
  return (
    <DataTable
      id="approval-rules"
      caption={t.approvals.rules}
      columns={columns}
      rows={rows}
      rowKey={(rule) => `${rule.action}${rule.unitId}`}
    />
  );
}

/** Who may approve: those who decide anything here. */
const APPROVER_ROLES = [
  'administrator',
  'socialInsuranceOfficer',
  'healthOfficer',
  'labourOfficer',
  'educationOfficer',
] as const;
const NEEDED_MAX = 9;
const THRESHOLD_MAX = 5000;

function RuleForm({ draft, onClose }: { draft: Draft; onClose: () => void }): ReactNode {
  const words = useText();
  const t = useReviewWords();
  const roleNames = useTexts('access').role;
  const client = useQueryClient();
  const [rule, setRule] = useState(draft);
  const set = (patch: Partial<Draft>): void => setRule({ ...rule, ...patch });
  const action = useFormAction(async () => {
    if (!rule.unit) return;
    const { needed, roles, threshold, approverIds } = rule;
    await setApprovalRule(rule.unit.id, rule.action, { needed, roles, threshold, approverIds });
    notifications.show({ message: t.approvals.ruleSaved });
    await client.invalidateQueries({ queryKey: [REVIEW_KEY] });
    onClose();
  });
  return (
    <form onSubmit={action.onSubmit}>
      <Stack gap="sm">
        <Select
          label={t.approvals.ruleOf}
          value={rule.action}
          data={Object.entries(t.words.action).map(([value, label]) => ({ value, label }))}
          onChange={(value) => set({ action: value ?? rule.action })}
          allowDeselect={false}
          disabled={draft.unit !== null}
        />
        <UnitPicker
          label={t.approvals.ruleWhere}
          description={t.approvals.ruleHolds}
          value={rule.unit}
          onChange={(unit) => set({ unit })}
          searchKey={['approval-rules']}
          search={(text, signal) => searchUnitOptions({ text }, signal)}
          required
        />
        <NumberInput
          label={t.approvals.ruleNeeded}
          value={rule.needed}
          min={0}
          max={NEEDED_MAX}
          allowDecimal={false}
          onChange={(value) => set({ needed: Number(value) || 0 })}
        />
        {rule.action === 'decideBulk' && (
          <NumberInput
            label={t.approvals.ruleThreshold}
            description={t.approvals.ruleThresholdHint}
            value={rule.threshold ?? ''}
            min={1}
            max={THRESHOLD_MAX}
            allowDecimal={false}
            onChange={(value) => set({ threshold: value === '' ? null : Number(value) })}
          />
        )}
        <Checkbox.Group
          label={t.approvals.ruleRoles}
          value={rule.roles}
          onChange={(roles) => set({ roles })}
        >
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" mt="xs">
            {APPROVER_ROLES.map((role) => (
              <Checkbox key={role} value={role} label={roleNames[role]} />
            ))}
          </SimpleGrid>
        </Checkbox.Group>
        <FormFault fault={action.fault} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {words.action.cancel}
          </Button>
          <Button
            type="submit"
            loading={action.isBusy}
            disabled={rule.unit === null || rule.roles.length === 0}
          >
            {t.approvals.ruleSave}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
