/** Papers of a record: what there is, blurred until opened; attaching, removing, bringing back. */
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import {
  PAPERS_KEY,
  type PaperOwner,
  type PaperView,
  type PapersPage,
  listPapers,
  removePaper,
  restorePaper,
} from '../../api/papers.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Section } from '../../ui/page.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { Empty, QueryView } from '../../ui/states.tsx';
import { AttachForm } from './attach-form.tsx';
import styles from './papers.module.css';
import { usePaperWords } from './words.ts';

export interface PapersSectionProps {
  owner: PaperOwner;
  className?: string;
}

export function PapersSection({ owner, className }: PapersSectionProps): ReactNode {
  const t = usePaperWords();
  const papers = useQuery(papersQuery(owner));
  return (
    <Section
      title={t.title}
      id="giay-to"
      {...(className === undefined ? {} : { className })}
      aside={<span className="soft">{t.hint}</span>}
    >
      <QueryView query={papers} lines={3}>
        {(page) => <Papers owner={owner} page={page} />}
      </QueryView>
    </Section>
  );
}

export function papersQuery(owner: PaperOwner) {
  return {
    queryKey: [PAPERS_KEY, owner.kind, owner.id],
    queryFn: ({ signal }: { signal: AbortSignal }) => listPapers(owner, signal),
  };
}

function Papers({ owner, page }: { owner: PaperOwner; page: PapersPage }): ReactNode {
  const t = usePaperWords();
  const [isAttaching, setAttaching] = useState(false);
  const present = page.papers.filter((paper) => paper.removedAt === null);
  const removed = page.papers.filter((paper) => paper.removedAt !== null);
  const attach = page.mayAttach && !isAttaching && (
    <Button
      variant="default"
      leftSection={<Icon name="camera" size={16} />}
      onClick={() => setAttaching(true)}
    >
      {t.attachTitle}
    </Button>
  );
  return (
    <>
      {present.length === 0 && !isAttaching && (
        <Empty title={t.none} hint={t.noneHint}>
          {attach}
        </Empty>
      )}
      {present.length > 0 && (
        <ul className={styles.papers}>
          {present.map((paper) => (
            <PaperCard key={paper.paperId} owner={owner} paper={paper} />
          ))}
        </ul>
      )}
      {isAttaching && <AttachForm owner={owner} onDone={() => setAttaching(false)} />}
      {present.length > 0 && attach && <div className={styles.deeds}>{attach}</div>}
      {removed.length > 0 && (
        <details className={`${styles.removed} no-print`}>
          <summary>{t.removedTitle(removed.length)}</summary>
          <ul className={styles.papers}>
            {removed.map((paper) => (
              <PaperCard key={paper.paperId} owner={owner} paper={paper} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function PaperCard({ owner, paper }: { owner: PaperOwner; paper: PaperView }): ReactNode {
  const t = usePaperWords();
  const format = useFormat();
  const isRemoved = paper.removedAt !== null;
  return (
    <li className={`${styles.line} ${styles.paper}`}>
      <Preview paper={paper} />
      <div className={styles.words}>
        <span className={styles.name}>{t.kinds[paper.kind]}</span>
        {paper.datedOn && <span className="number">{t.dated(format.date(paper.datedOn))}</span>}
        {paper.note && <span>{paper.note}</span>}
        <span className="soft">
          {isRemoved
            ? t.removedBy(
                paper.removedBy ?? '',
                format.instant(paper.removedAt),
                paper.removeReason ?? '',
              )
            : t.by(paper.actorName, format.instant(paper.addedAt))}
        </span>
        {paper.entryId !== null && <span className="soft">{t.proves(paper.entryId)}</span>}
        {paper.itemId !== null && owner.kind !== 'item' && (
          <DoorLink door={doors.reviewItem(paper.itemId)}>{t.ofReview}</DoorLink>
        )}
        <div className={`${styles.deeds} no-print`}>
          {paper.mayOpen ? (
            <DoorLink door={doors.paper(owner, paper.paperId)}>{t.open}</DoorLink>
          ) : (
            !isRemoved && <span className="soft">{t.locked}</span>
          )}
          {paper.mayRemove && <RemoveButton owner={owner} paper={paper} />}
        </div>
      </div>
    </li>
  );
}

function Preview({ paper }: { paper: PaperView }): ReactNode {
  if (paper.preview === null) {
    const name = paper.mediaType === 'application/pdf' ? 'PDF' : paper.mediaType.slice(6);
    return <span className={styles.document}>{name.toUpperCase()}</span>;
  }
  return (
    <span className={styles.frame}>
      <img src={paper.preview} alt="" />
    </span>
  );
}

function RemoveButton({ owner, paper }: { owner: PaperOwner; paper: PaperView }): ReactNode {
  const t = usePaperWords();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const isRemoved = paper.removedAt !== null;
  const word = isRemoved ? t.restore : t.remove;
  return (
    <>
      <Button size="compact-sm" variant="subtle" onClick={() => setOpen(true)}>
        {word}
      </Button>
      <ReasonDialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={isRemoved ? t.restoreTitle : t.removeTitle}
        {...(isRemoved ? {} : { explain: t.removeExplain })}
        submit={word}
        onSubmit={async (reason) => {
          const change = isRemoved ? restorePaper : removePaper;
          await change(owner, paper.paperId, reason);
          await client.invalidateQueries({ queryKey: [PAPERS_KEY] });
          setOpen(false);
        }}
      />
    </>
  );
}
