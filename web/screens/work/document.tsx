/** One document: in force or not, what it replaces, what hangs on it. */
import { Group } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import {
  type DocumentPage,
  WORK_KEY,
  getDocument,
  linkDocument,
  listDocuments,
  listTasks,
  relateDocument,
} from '../../api/work.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { Columns, Facts, Page, Section, span } from '../../ui/page.tsx';
import { Empty, QueryView } from '../../ui/states.tsx';
import { ChangeDocument, WithdrawDocument } from './document-form.tsx';
import { DocumentWord } from './document-word.tsx';
import { FormDialog } from './form-dialog.tsx';
import { useManagesWork } from './manages.ts';
import { TaskTable } from './task-table.tsx';
import { useWorkUnit } from './work-unit.tsx';
import styles from './work.module.css';
import { useWorkWords } from './words.ts';

export function Document(): ReactNode {
  const t = useWorkWords().documents;
  const { document } = useParams({ strict: false });
  const unit = useWorkUnit();
  const documentId = Number(document);
  const mayManage = useManagesWork();
  const found = useQuery({
    queryKey: [WORK_KEY, 'document', unit, documentId],
    queryFn: ({ signal }) => getDocument(unit, documentId, signal),
    enabled: unit > 0,
  });
  return (
    <Page
      title={found.data?.title ?? t.name}
      above={
        <DoorLink door={{ to: '/van-ban', search: { donvi: String(unit) } }}>{t.title}</DoorLink>
      }
      about={found.data?.number}
      actions={
        found.data &&
        mayManage &&
        isOwn(found.data, unit) && (
          <Group gap="xs">
            <ChangeDocument unit={unit} page={found.data} />
            <WithdrawDocument unit={unit} page={found.data} />
          </Group>
        )
      }
    >
      <QueryView query={found} lines={8}>
        {(page) => <Body unit={unit} page={page} />}
      </QueryView>
    </Page>
  );
}

/** Entered by the unit itself, and not withdrawn. */
function isOwn(page: DocumentPage, unit: number): boolean {
  return page.unit.unitId === unit && page.state !== 'withdrawn';
}

function Body({ unit, page }: { unit: number; page: DocumentPage }): ReactNode {
  const t = useWorkWords().documents;
  const format = useFormat();
  const tasks = useQuery({
    queryKey: [WORK_KEY, 'tasks', unit, 'document', page.documentId],
    queryFn: ({ signal }) =>
      listTasks(unit, { state: 'all', documentId: page.documentId, limit: 200 }, signal),
  });
  return (
    <Columns>
      <Section className={span.half}>
        <Facts
          pairs={[
            [t.state, <DocumentWord key="state" state={page.state} />],
            [t.kind, t.kinds[page.kind]],
            [t.number, page.number],
            [t.issuer, page.issuer],
            [t.issuedOn, format.date(page.issuedOn)],
            [t.inForceFrom, format.date(page.inForceFrom)],
            [t.inForceTo, format.lastDay(page.inForceTo)],
            [t.renewOn, format.date(page.renewOn)],
            [t.partiesShort, format.list(page.parties)],
            [t.unit, page.unit.name],
            [t.plan, page.planId && <PlanDoor key="plan" page={page} planId={page.planId} />],
          ]}
        />
        {page.url && (
          <a href={page.url} rel="noreferrer noopener" target="_blank">
            {page.url}
          </a>
        )}
      </Section>
      <Relations unit={unit} page={page} />
      <Links unit={unit} page={page} />
      {page.tasks > 0 && (
        <Section title={t.tasks}>
          <QueryView query={tasks} lines={4}>
            {(list) => <TaskTable id="document-tasks" tasks={list.tasks} />}
          </QueryView>
        </Section>
      )}
    </Columns>
  );
}

function PlanDoor({ page, planId }: { page: DocumentPage; planId: number }): ReactNode {
  const t = useWorkWords().documents;
  return <DoorLink door={doors.plan(page.unit.unitId, planId)}>{t.openPlan}</DoorLink>;
}

function Relations({ unit, page }: { unit: number; page: DocumentPage }): ReactNode {
  const t = useWorkWords().documents;
  const mayRelate = useManagesWork() && isOwn(page, unit);
  const format = useFormat();
  const client = useQueryClient();
  const others = useQuery({
    queryKey: [WORK_KEY, 'documents', unit],
    queryFn: ({ signal }) => listDocuments(unit, signal),
  });
  const choices = (others.data ?? [])
    .filter((one) => one.documentId !== page.documentId)
    .map((one) => ({
      value: String(one.documentId),
      label: [one.number, one.title].filter(Boolean).join(' · '),
    }));
  return (
    <Section
      title={t.relations}
      className={span.half}
      aside={
        mayRelate && (
          <FormDialog
            isSmall
            label={t.relate}
            fields={[
              {
                name: 'kind',
                label: t.relations,
                kind: 'choice',
                required: true,
                initial: 'replaces',
                choices: Object.entries(t.outgoing).map(([value, label]) => ({ value, label })),
              },
              { name: 'other', label: t.other, kind: 'choice', required: true, choices },
              { name: 'from', label: t.inForceFrom, kind: 'day' },
            ]}
            onSubmit={async ({ kind, other, from }) => {
              await relateDocument(unit, page.documentId, {
                kind,
                otherId: Number(other),
                from: from === '' ? undefined : from,
              });
              await client.invalidateQueries({ queryKey: [WORK_KEY] });
            }}
          />
        )
      }
    >
      <ul className={styles.list}>
        {page.relations.map((one) => (
          <li key={one.relationId}>
            <span className={styles.small}>
              {(one.outgoing ? t.outgoing : t.incoming)[one.kind]} · {format.date(one.from)}
            </span>
            <DoorLink door={doors.document(unit, one.other.documentId)}>
              {[one.other.number, one.other.title].filter(Boolean).join(' · ')}
            </DoorLink>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Links({ unit, page }: { unit: number; page: DocumentPage }): ReactNode {
  const t = useWorkWords().documents;
  const mayRelate = useManagesWork() && isOwn(page, unit);
  const client = useQueryClient();
  return (
    <Section
      title={t.links}
      className={span.half}
      aside={
        mayRelate && (
          <FormDialog
            isSmall
            label={t.link}
            fields={[
              {
                name: 'kind',
                label: t.links,
                kind: 'choice',
                required: true,
                initial: 'programme',
                choices: Object.entries(t.linkKinds).map(([value, label]) => ({ value, label })),
              },
              { name: 'label', label: t.linkLabel, required: true },
            ]}
            onSubmit={async ({ kind, label }) => {
              await linkDocument(unit, page.documentId, { kind, target: label, label });
              await client.invalidateQueries({ queryKey: [WORK_KEY] });
            }}
          />
        )
      }
    >
      {page.links.length === 0 ? (
        <Empty title={t.noLinks} />
      ) : (
        <ul className={styles.list}>
          {page.links.map((one) => (
            <li key={one.linkId}>
              <span className={styles.small}>{t.linkKinds[one.kind]}</span>
              {one.kind === 'task' ? (
                <DoorLink door={doors.task(unit, Number(one.target))}>{one.label}</DoorLink>
              ) : (
                <span>{one.label}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
