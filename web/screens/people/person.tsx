/** A person: who, where, household, every spell on a timeline, what was known when, who looked. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type PersonPage, getPerson } from '../../api/registry.ts';
import { useLens } from '../../shell/address.ts';
import { useFormat, useTexts } from '../../text/language.tsx';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { doors } from '../../shell/doors.ts';
import { Columns, Page, Section, span } from '../../ui/page.tsx';
import { Notice, QueryView } from '../../ui/states.tsx';
import { PersonEntitlement } from '../entitlement/person-entitlement.tsx';
import { birthText } from './birth.ts';
import { HouseholdMembers } from './household.tsx';
import { KnownAtSwitch } from './known-at.tsx';
import { Lookers } from './lookers.tsx';
import { PersonFacts } from './person-facts.tsx';
import { PersonHistory } from './person-history.tsx';
import { ParticipationTable, ResidenceTable, StatusTable } from './person-tables.tsx';
import { PersonTimeline } from './person-timeline.tsx';
import { PapersSection } from '../papers/papers-section.tsx';
import { PersonErasure } from '../retention/person-erasure.tsx';
import { useRetentionWords } from '../retention/words.ts';
import { RecordMenu } from '../records/record-menu.tsx';
import { GoneInto, MergeWith, MergedFrom } from '../review/merge-history.tsx';
import { Warnings } from './warnings.tsx';

export function Person(): ReactNode {
  const { person } = useParams({ strict: false });
  const personId = Number(person);
  const { lens } = useLens();
  const page = useQuery({
    queryKey: ['person', personId, lens.knownAt],
    queryFn: ({ signal }) => getPerson(personId, lens.knownAt, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <QueryView query={page} lines={12}>
      {(found) => <PersonBody page={found} />}
    </QueryView>
  );
}

function PersonBody({ page }: { page: PersonPage }): ReactNode {
  const t = useTexts('people');
  const words = useTexts('registry');
  const retention = useRetentionWords();
  const format = useFormat();
  const { attributes } = page;
  const born = birthText(format, attributes.birthDate, attributes.birthPrecision);
  const about = [
    attributes.sex === null ? '' : words.sex[attributes.sex],
    born === '' ? '' : t.person.born(born),
    page.residenceKind === null ? '' : words.residenceKind[page.residenceKind],
    page.place?.units.map((unit) => unit.name).join(', ') ?? '',
  ];
  return (
    <Page
      title={attributes.fullName}
      above={
        <Breadcrumb
          crumbs={(page.place?.units ?? []).toReversed().map((unit) => ({
            key: unit.unitId,
            name: unit.name,
            door: doors.unit(unit.unitId),
          }))}
        />
      }
      about={about.filter(Boolean).join(' · ')}
      actions={
        page.mergedInto === null &&
        page.erasedAt === null && (
          <>
            <MergeWith personId={page.personId} />
            <RecordMenu page={page} />
          </>
        )
      }
    >
      <GoneInto page={page} />
      {page.erasedAt !== null && (
        <Notice tone="warn">{retention.person.erased(format.instant(page.erasedAt))}</Notice>
      )}
      <KnownAtSwitch personId={page.personId} />
      {page.knownAt !== null && (
        <Notice tone="warn">{t.person.knownThen(format.instant(page.knownAt))}</Notice>
      )}
      <Columns>
        <Section title={t.person.about} className={span.half}>
          <PersonFacts page={page} />
        </Section>
        <Section title={t.person.household} className={span.half}>
          <HouseholdMembers household={page.household} personId={page.personId} />
        </Section>
        {page.knownAt === null && page.mergedInto === null && <PersonEntitlement page={page} />}
        {page.warnings.length > 0 && (
          <Section title={t.person.warnings}>
            <Warnings warnings={page.warnings} />
          </Section>
        )}
        {page.mergedInto === null && page.erasedAt === null && (
          <PapersSection owner={{ kind: 'person', id: page.personId }} />
        )}
        <Section title={t.person.timeline}>
          <PersonTimeline page={page} />
        </Section>
        <Section title={t.person.spells}>
          <ParticipationTable page={page} />
        </Section>
        <Section title={t.person.statuses} className={span.half}>
          <StatusTable page={page} />
        </Section>
        <Section title={t.person.residences} className={span.half}>
          <ResidenceTable page={page} />
        </Section>
        <MergedFrom page={page} />
        <Section title={t.person.history} aside={<Hint text={t.person.historyHint} />}>
          <PersonHistory personId={page.personId} />
        </Section>
        <Lookers personId={page.personId} />
        {page.mergedInto === null && page.erasedAt === null && (
          <PersonErasure personId={page.personId} />
        )}
      </Columns>
    </Page>
  );
}

function Hint({ text }: { text: string }): ReactNode {
  return <span className="soft">{text}</span>;
}
