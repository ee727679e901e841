/** One card a member: age, what the person is at present, income where the law counts on it. */
import { type ReactNode, useMemo } from 'react';
import type { StatusCode } from '../../src/policy/facts.ts';
import { taxonomyOn } from '../../src/policy/book.ts';
import { type Answer, type MemberAnswer, statusGroups } from './answer.ts';
import { type Household, MEMBERS_MAX, type Member, newMember, readBirth } from './household.ts';
import { Field } from './household-form.tsx';
import { useSpeech } from './speech.tsx';
import styles from './calculator.module.css';

export interface MembersFormProps {
  household: Household;
  answer: Answer;
  onChange: (next: Household) => void;
}

export function MembersForm({ household, answer, onChange }: MembersFormProps): ReactNode {
  const { t } = useSpeech();
  const { members } = household;
  const change = (at: number, next: Member): void =>
    onChange({ ...household, members: members.with(at, next) });
  const remove = (at: number): void =>
    onChange({ ...household, members: members.toSpliced(at, 1) });
  return (
    <section className={styles.card} aria-label={t.members}>
      <h2>{t.members}</h2>
      <ol className={styles.members}>
        {members.map((member, at) => (
          // members have no name of their own until one is typed, and never change places
          // oxlint-disable-next-line react/no-array-index-key
          <li key={at}>
            <MemberForm
              title={member.name || t.member(at + 1)}
              member={member}
              paidOn={household.paidOn}
              answer={answer.ok ? answer.value.members[at] : undefined}
              onChange={(next) => change(at, next)}
              onRemove={members.length > 1 ? () => remove(at) : undefined}
            />
          </li>
        ))}
      </ol>
      <button
        type="button"
        disabled={members.length >= MEMBERS_MAX}
        onClick={() => onChange({ ...household, members: [...members, newMember()] })}
      >
        + {t.addMember}
      </button>
    </section>
  );
}

interface MemberFormProps {
  title: string;
  member: Member;
  paidOn: string;
  answer: MemberAnswer | undefined;
  onChange: (next: Member) => void;
  onRemove: (() => void) | undefined;
}

function MemberForm(props: MemberFormProps): ReactNode {
  const { title, member, paidOn, answer, onChange, onRemove } = props;
  const { t } = useSpeech();
  const needsIncome = answer?.faults.some(({ code }) => code === 'policy.incomeNeeded') ?? false;
  const change = (patch: Partial<Member>): void => onChange({ ...member, ...patch });
  return (
    <fieldset className={styles.member}>
      <legend>{title}</legend>
      <div className={`${styles.fields} ${styles.narrow}`}>
        <Field label={t.memberName}>
          {(id) => (
            <input
              id={id}
              value={member.name}
              maxLength={40}
              placeholder={t.memberNameExample}
              autoComplete="off"
              onChange={({ currentTarget: { value } }) => change({ name: value })}
            />
          )}
        </Field>
        <BirthField member={member} paidOn={paidOn} onChange={change} />
      </div>
      <StatusesField paidOn={paidOn} statuses={member.statuses} onChange={change} />
      {(needsIncome || member.incomeVnd !== null) && (
        <IncomeField member={member} onChange={change} />
      )}
      <div className={styles.memberFoot}>
        <label>
          <input
            type="checkbox"
            checked={member.isMinority}
            onChange={({ currentTarget }) => change({ isMinority: currentTarget.checked })}
          />
          {t.minority}
        </label>
        {onRemove && (
          <button type="button" className={styles.plain} onClick={onRemove}>
            {t.removeMember(title)}
          </button>
        )}
      </div>
    </fieldset>
  );
}

interface PartProps {
  member: Member;
  onChange: (patch: Partial<Member>) => void;
}

function BirthField({ member, paidOn, onChange }: PartProps & { paidOn: string }): ReactNode {
  const { t, format } = useSpeech();
  const birth = readBirth(member.birth, paidOn);
  const isWrong = member.birth.trim() !== '' && birth === null;
  const day = format.date(birth?.date);
  const hint =
    birth?.precision === 'year'
      ? t.birthYear(day)
      : birth?.precision === 'age'
        ? t.birthAge(day)
        : undefined;
  return (
    <Field label={t.birth} hint={hint} error={isWrong ? t.birthWrong : undefined}>
      {(id, describedBy) => (
        <input
          id={id}
          value={member.birth}
          maxLength={10}
          placeholder={t.birthExample}
          autoComplete="off"
          aria-invalid={isWrong}
          aria-describedby={describedBy}
          onChange={({ currentTarget: { value } }) => onChange({ birth: value })}
        />
      )}
    </Field>
  );
}

function IncomeField({ member, onChange }: PartProps): ReactNode {
  const { t, format } = useSpeech();
  const { incomeVnd } = member;
  return (
    <Field label={t.income}>
      {(id) => (
        <input
          id={id}
          inputMode="numeric"
          autoComplete="off"
          value={incomeVnd === null ? '' : format.number(incomeVnd)}
          onChange={({ currentTarget: { value } }) => {
            const digits = value.replace(/\D/g, '').slice(0, 11);
            onChange({ incomeVnd: digits === '' ? null : Number(digits) });
          }}
        />
      )}
    </Field>
  );
}

/** Offered first; everything the law of the day asks for follows by its group. */
const COMMON: readonly StatusCode[] = [
  'pupil',
  'student',
  'employee',
  'civilServant',
  'pensioner',
  'merit',
  'veteran',
  'socialProtection',
  'socialPension',
];

interface StatusesFieldProps {
  paidOn: string;
  statuses: readonly StatusCode[];
  onChange: (patch: Partial<Member>) => void;
}

function StatusesField({ paidOn, statuses, onChange }: StatusesFieldProps): ReactNode {
  const { t, law } = useSpeech();
  const remove = (status: StatusCode): void =>
    onChange({ statuses: statuses.filter((each) => each !== status) });
  return (
    <div className={styles.field}>
      <Field label={t.statuses} hint={statuses.length === 0 ? t.statusesNone : undefined}>
        {(id, describedBy) => (
          <select
            id={id}
            aria-describedby={describedBy}
            value=""
            onChange={({ currentTarget: { value } }) =>
              onChange({ statuses: [...statuses, value as StatusCode] })
            }
          >
            <option value="">{t.addStatus}</option>
            <StatusOptions paidOn={paidOn} chosen={statuses} />
          </select>
        )}
      </Field>
      {statuses.length > 0 && (
        <ul className={styles.chips}>
          {statuses.map((status) => (
            <li key={status}>
              {law.statuses[status]}
              <button
                type="button"
                aria-label={t.removeStatus(law.statuses[status])}
                onClick={() => remove(status)}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface StatusOptionsProps {
  paidOn: string;
  chosen: readonly StatusCode[];
}

function StatusOptions({ paidOn, chosen }: StatusOptionsProps): ReactNode {
  const { t, law, book, language } = useSpeech();
  const groups = useMemo(() => safeStatusGroups(book, paidOn), [book, paidOn]);
  const offered = new Set(groups.flatMap(({ statuses }) => statuses));
  const option = (status: StatusCode): ReactNode =>
    chosen.includes(status) ? null : (
      <option key={status} value={status}>
        {law.statuses[status]}
      </option>
    );
  return (
    <>
      <optgroup label={t.statusesCommon}>
        {COMMON.filter((status) => offered.has(status)).map(option)}
      </optgroup>
      {groups.map(({ group, statuses }) => (
        <optgroup
          key={group}
          label={taxonomyOn(book, paidOn).groups.find((row) => row.group === group)?.[language]}
        >
          {statuses.filter((status) => !COMMON.includes(status)).map(option)}
        </optgroup>
      ))}
    </>
  );
}

/** Before the first law there is no group to be in. */
function safeStatusGroups(...[book, on]: Parameters<typeof statusGroups>) {
  const first = book.data.groups.taxonomies.some(({ from }) => from <= on);
  return first ? statusGroups(book, on) : [];
}
