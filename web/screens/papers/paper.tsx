/** One paper, whole: opened with a reason where it shows numbers, turned, printed, saved. */
import { Button, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { type PaperOwner, type PaperView, openPaper, savePaper } from '../../api/papers.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat } from '../../text/language.tsx';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { useFormAction } from '../../ui/form-action.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Columns, Facts, Page, Section, Toolbar } from '../../ui/page.tsx';
import { Empty, QueryView } from '../../ui/states.tsx';
import { papersQuery } from './papers-section.tsx';
import styles from './papers.module.css';
import { usePaperWords } from './words.ts';

export function Paper(): ReactNode {
  const params = useParams({ strict: false }) as Record<string, string | undefined>;
  const owner = ownerOf(params);
  const t = usePaperWords();
  const papers = useQuery(papersQuery(owner));
  return (
    <QueryView query={papers} lines={8}>
      {(page) => {
        const paper = page.papers.find((one) => one.paperId === Number(params['paper']));
        return paper ? (
          <PaperBody key={paper.paperId} owner={owner} paper={paper} />
        ) : (
          <Page title={t.title}>
            <Empty title={t.viewer.missing} />
          </Page>
        );
      }}
    </QueryView>
  );
}

function ownerOf(params: Record<string, string | undefined>): PaperOwner {
  if (params['household'] !== undefined) {
    return { kind: 'household', id: Number(params['household']) };
  }
  if (params['item'] !== undefined) return { kind: 'item', id: Number(params['item']) };
  return { kind: 'person', id: Number(params['person']) };
}

interface PaperProps {
  owner: PaperOwner;
  paper: PaperView;
}

function PaperBody({ owner, paper }: PaperProps): ReactNode {
  const t = usePaperWords();
  const format = useFormat();
  const [reason, setReason] = useState<string | null>(paper.isIdentity ? null : '');
  return (
    <Page
      title={t.kinds[paper.kind]}
      above={<Breadcrumb crumbs={[{ key: 0, name: t.viewer.back, door: doors.ownerOf(owner) }]} />}
      about={paper.note}
    >
      <Columns>
        <Section>
          <Facts
            pairs={[
              [t.datedOn, format.date(paper.datedOn)],
              [t.viewer.attached, t.by(paper.actorName, format.instant(paper.addedAt))],
              [t.viewer.size, format.bytes(paper.bytes)],
            ]}
          />
        </Section>
        <Section>
          {reason === null ? (
            <WhyForm onReason={setReason} />
          ) : (
            <Sheet owner={owner} paper={paper} reason={reason} />
          )}
        </Section>
      </Columns>
    </Page>
  );
}

function WhyForm({ onReason }: { onReason: (reason: string) => void }): ReactNode {
  const t = usePaperWords().viewer;
  const [text, setText] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onReason(text.trim());
      }}
    >
      <Stack gap="sm" maw="36rem">
        <TextInput
          label={t.why}
          description={t.whyExplain}
          placeholder={t.whyHint}
          value={text}
          minLength={3}
          required
          autoFocus
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div>
          <Button type="submit" leftSection={<Icon name="eye" size={16} />}>
            {t.open}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

function Sheet({ owner, paper, reason }: PaperProps & { reason: string }): ReactNode {
  const t = usePaperWords();
  const isPicture = paper.mediaType.startsWith('image/');
  const [turns, setTurns] = useState(0);
  const [isLarge, setLarge] = useState(false);
  const file = useQuery({
    queryKey: ['paper-file', owner.kind, owner.id, paper.paperId, reason],
    queryFn: async () =>
      URL.createObjectURL(await openPaper(owner, paper.paperId, { purpose: 'view', reason })),
    enabled: isPicture,
    staleTime: Infinity,
    gcTime: 0,
  });
  const address = file.data ?? null;
  useEffect(() => () => URL.revokeObjectURL(address ?? ''), [address]);
  const printing = useFormAction(async () => {
    // asked for again, so that the journal tells printing from looking
    await openPaper(owner, paper.paperId, { purpose: 'print', reason });
    globalThis.print();
  });
  const saving = useFormAction(() => savePaper(owner, paper, reason));
  return (
    <Stack gap="sm">
      <Toolbar>
        {isPicture && (
          <>
            <Button
              variant="default"
              leftSection={<Icon name="print" size={16} />}
              loading={printing.isBusy}
              disabled={address === null}
              onClick={() => void printing.run()}
            >
              {t.viewer.print}
            </Button>
            <Button variant="default" onClick={() => setTurns((turns + 1) % 4)}>
              {t.viewer.turn}
            </Button>
            <Button variant="default" onClick={() => setLarge(!isLarge)}>
              {isLarge ? t.viewer.smaller : t.viewer.larger}
            </Button>
          </>
        )}
        <Button
          variant="default"
          leftSection={<Icon name="download" size={16} />}
          loading={saving.isBusy}
          onClick={() => void saving.run()}
        >
          {t.viewer.download}
        </Button>
      </Toolbar>
      <FormFault fault={printing.fault ?? saving.fault} />
      {!isPicture && <span className="soft">{t.viewer.document}</span>}
      {isPicture && (
        <QueryView query={file} lines={8}>
          {() => (
            <div
              className={styles.sheet}
              data-large={isLarge || undefined}
              data-turned={turns > 0 || undefined}
            >
              {address !== null && (
                <img
                  src={address}
                  alt={t.viewer.picture(t.kinds[paper.kind])}
                  style={turns === 0 ? undefined : { transform: `rotate(${turns * 90}deg)` }}
                />
              )}
            </div>
          )}
        </QueryView>
      )}
    </Stack>
  );
}
