/** Who looked at this record; asked for only when wanted, for asking is itself journaled. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { listPersonJournal } from '../../api/journal.ts';
import { useRoles } from '../../shell/session.ts';
import { useTexts } from '../../text/language.tsx';
import { Section } from '../../ui/page.tsx';
import { QueryView } from '../../ui/states.tsx';
import { JournalTable } from '../journal/journal-table.tsx';

export function Lookers({ personId }: { personId: number }): ReactNode {
  const t = useTexts('people').person;
  const roles = useRoles();
  const [isShown, setShown] = useState(false);
  const rows = useQuery({
    queryKey: ['lookers', personId],
    queryFn: ({ signal }) => listPersonJournal(personId, { limit: 200 }, signal),
    enabled: isShown,
  });
  if (!roles.has('administrator') && !roles.has('auditor')) return null;
  return (
    <Section title={t.looked}>
      {isShown ? (
        <QueryView query={rows}>
          {(page) => <JournalTable rows={page.rows} empty={t.lookedEmpty} withoutPeople />}
        </QueryView>
      ) : (
        <Button variant="default" onClick={() => setShown(true)}>
          {t.showLooked}
        </Button>
      )}
    </Section>
  );
}
