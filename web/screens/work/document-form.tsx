/** Entering a document in the register, correcting the entry, withdrawing it with a reason. */
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { addDays } from '../../../src/kernel/dates.ts';
import {
  type DocumentPage,
  WORK_KEY,
  addDocument,
  changeDocument,
  withdrawDocument,
} from '../../api/work.ts';
import { type Field, FormDialog, type Values, filled, linesOf } from './form-dialog.tsx';
import { type WorkWords, useWorkWords } from './words.ts';

export function AddDocument({ unit }: { unit: number }): ReactNode {
  const t = useWorkWords().documents;
  const client = useQueryClient();
  return (
    <FormDialog
      label={t.add}
      fields={fieldsOf(t)}
      onSubmit={async (values) => {
        await addDocument(unit, bodyOf(values));
        await client.invalidateQueries({ queryKey: [WORK_KEY] });
      }}
    />
  );
}

interface OfDocument {
  unit: number;
  page: DocumentPage;
}

export function ChangeDocument({ unit, page }: OfDocument): ReactNode {
  const t = useWorkWords().documents;
  const client = useQueryClient();
  return (
    <FormDialog
      icon="edit"
      label={t.change}
      fields={fieldsOf(t, page)}
      onSubmit={async (values) => {
        const { inForceFrom, warnDays, lawDocument, planId } = page;
        await changeDocument(unit, page.documentId, {
          ...bodyOf(values),
          // what the form does not show stays as it is
          note: page.note,
          warnDays,
          inForceFrom: inForceFrom ?? undefined,
          lawDocument: lawDocument ?? undefined,
          planId: planId ?? undefined,
        });
        await client.invalidateQueries({ queryKey: [WORK_KEY] });
      }}
    />
  );
}

export function WithdrawDocument({ unit, page }: OfDocument): ReactNode {
  const all = useWorkWords();
  const t = all.documents;
  const client = useQueryClient();
  return (
    <FormDialog
      icon="close"
      label={t.withdraw}
      about={t.withdrawHint}
      submit={t.withdraw}
      fields={[{ name: 'reason', label: all.reason, required: true }]}
      onSubmit={async (values) => {
        await withdrawDocument(unit, page.documentId, values['reason'] ?? '');
        await client.invalidateQueries({ queryKey: [WORK_KEY] });
      }}
    />
  );
}

function fieldsOf(t: WorkWords['documents'], page?: DocumentPage): Field[] {
  const lastDay = page?.inForceTo ? addDays(page.inForceTo, -1) : '';
  return [
    {
      name: 'kind',
      label: t.kind,
      kind: 'choice',
      required: true,
      initial: page?.kind ?? 'plan',
      choices: Object.entries(t.kinds).map(([value, label]) => ({ value, label })),
    },
    { name: 'number', label: t.number, initial: page?.number ?? '' },
    { name: 'title', label: t.name, required: true, initial: page?.title ?? '' },
    { name: 'issuer', label: t.issuer, required: true, initial: page?.issuer ?? '' },
    { name: 'issuedOn', label: t.issuedOn, kind: 'day', initial: page?.issuedOn ?? '' },
    { name: 'inForceTo', label: t.inForceTo, kind: 'day', initial: lastDay },
    { name: 'parties', label: t.parties, kind: 'long', initial: page?.parties.join('\n') ?? '' },
    { name: 'renewOn', label: t.renewOn, kind: 'day', initial: page?.renewOn ?? '' },
    { name: 'url', label: t.url, initial: page?.url ?? '' },
  ];
}

function bodyOf(values: Values): object {
  return {
    kind: values['kind'],
    number: filled(values['number']),
    title: values['title'],
    issuer: values['issuer'],
    issuedOn: filled(values['issuedOn']),
    inForceTo: values['inForceTo'] ? addDays(values['inForceTo'], 1) : undefined,
    parties: linesOf(values['parties']),
    renewOn: filled(values['renewOn']),
    url: filled(values['url']),
  };
}
