/** One sponsorship: its terms, how much is used, whom it reaches, its end, its people. */
import { Progress as Bar } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ENTITLEMENT_KEY } from '../../api/entitlement.ts';
import { type SponsorshipPage, getSponsorship } from '../../api/sponsorships.ts';
import { doors } from '../../shell/doors.ts';
import { useFormat } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { Figure, Figures } from '../../ui/figure.tsx';
import { Columns, Facts, Page, Section, span } from '../../ui/page.tsx';
import { Empty, QueryView } from '../../ui/states.tsx';
import styles from '../entitlement/entitlement.module.css';
import { type NamedUnit, useUnit } from '../entitlement/use-unit.ts';
import { useEntitlementWords } from '../entitlement/words.ts';
import { useCategories } from '../people/categories.ts';
import { SponsoredPeople } from './sponsored-people.tsx';
import { SponsorshipActions } from './sponsorship-actions.tsx';
import { SPONSORSHIPS, useMaySponsor } from './sponsorships.tsx';
import { amountText, useSponsorshipWords, whomText } from './words.ts';

export function Sponsorship(): ReactNode {
  const words = useEntitlementWords();
  const unit = useUnit();
  const { sponsorship } = useParams({ strict: false });
  if (unit === null) return <Empty title={words.noUnit} />;
  return <SponsorshipIn unit={unit} sponsorshipId={Number(sponsorship)} />;
}

interface InProps {
  unit: NamedUnit;
  sponsorshipId: number;
}

export function sponsorshipKey(unitId: number, sponsorshipId: number) {
  return [ENTITLEMENT_KEY, SPONSORSHIPS, unitId, sponsorshipId] as const;
}

function SponsorshipIn({ unit, sponsorshipId }: InProps): ReactNode {
  const t = useSponsorshipWords();
  const maySponsor = useMaySponsor();
  const query = useQuery({
    queryKey: sponsorshipKey(unit.unitId, sponsorshipId),
    queryFn: ({ signal }) => getSponsorship(unit.unitId, sponsorshipId, signal),
  });
  const found = query.data;
  return (
    <Page
      title={found?.payerName ?? t.title}
      about={found && `${t.payers[found.payer]} · ${t.states[found.state]}`}
      actions={
        <>
          <DoorLink door={doors.sponsorships(unit.unitId)}>{t.page.back}</DoorLink>
          {found?.isOwn && maySponsor && <SponsorshipActions unitId={unit.unitId} page={found} />}
        </>
      }
    >
      <QueryView query={query} lines={10}>
        {(page) => (
          <div className={styles.stack}>
            <Use page={page} />
            <Columns>
              <Section title={t.page.terms} className={span.twoThirds}>
                <Terms page={page} />
              </Section>
              <Section title={t.page.reach} className={span.third}>
                <Reach page={page} />
              </Section>
            </Columns>
            {page.steps.length > 0 && <Steps page={page} />}
            <SponsoredPeople unit={unit} page={page} />
          </div>
        )}
      </QueryView>
    </Page>
  );
}

const WHOLE = 100;

function Use({ page }: { page: SponsorshipPage }): ReactNode {
  const t = useSponsorshipWords().page;
  const format = useFormat();
  const { use, moneyMaxVnd } = page;
  const ceilingVnd = moneyMaxVnd ?? use.reservedVnd;
  const part = ceilingVnd === 0 ? 0 : Math.min(WHOLE, (use.usedVnd / ceilingVnd) * WHOLE);
  return (
    <Section>
      <Figures wide>
        <Figure
          label={t.people}
          value={use.people}
          size="large"
          tone="accent"
          note={t.peopleNote(use.insured)}
        />
        <Figure
          label={t.reserved}
          value={use.reservedVnd}
          kind="money"
          note={moneyMaxVnd === null ? t.noCeiling : t.reservedNote(format.money(moneyMaxVnd))}
        />
        <Figure label={t.estimated} value={use.estimatedVnd} kind="money" note={t.estimatedNote} />
        <Figure label={t.used} value={use.usedVnd} kind="money" note={t.usedNote(use.usedPeople)} />
      </Figures>
      <Bar value={part} size="sm" mt="sm" aria-label={`${t.usedOf}: ${Math.round(part)} %`} />
    </Section>
  );
}

function Terms({ page }: { page: SponsorshipPage }): ReactNode {
  const words = useSponsorshipWords();
  const t = words.page;
  const format = useFormat();
  const categories = useCategories();
  const [from, to] = [format.date(page.from), format.lastDay(page.endsOn ?? page.to)];
  const recorded = t.recordedBy(page.actorName, format.instant(page.recordedAt), page.unitName);
  return (
    <>
      <Facts
        pairs={[
          [words.column.amount, amountText(page, words, format)],
          [t.period, page.endsOn === null ? t.fromTo(from, to) : t.endedTo(from, to)],
          [words.column.whom, whomText(page, words, categories.nameOf)],
          [t.places, page.units.map((unit) => unit.name).join(', ')],
          [t.moneyMax, page.moneyMaxVnd === null ? null : format.money(page.moneyMaxVnd)],
          [t.peopleMax, page.peopleMax === null ? null : format.number(page.peopleMax)],
          [t.document, page.document],
          [t.note, page.note],
          [t.recorded, recorded],
        ]}
      />
      {!page.isOwn && <p className="soft">{t.notOwn(page.unitName)}</p>}
    </>
  );
}

function Reach({ page: { count } }: { page: SponsorshipPage }): ReactNode {
  const t = useSponsorshipWords().page;
  const format = useFormat();
  const shown = (people: number): string | null => (people === 0 ? null : format.number(people));
  return (
    <Facts
      pairs={[
        [t.eligible, format.number(count.eligible)],
        [t.beyondCeiling, shown(count.beyondCeiling)],
        [t.paidByOthers, shown(count.paidByOthers)],
        [t.cut, shown(count.cut)],
      ]}
    />
  );
}

function Steps({ page }: { page: SponsorshipPage }): ReactNode {
  const t = useSponsorshipWords().page;
  const format = useFormat();
  return (
    <Section title={t.steps}>
      <ul className={styles.sentences}>
        {page.steps.map((step) => (
          <li key={step.takenAt}>
            <b>
              {step.kind === 'end' ? t.step.end(format.lastDay(step.endsOn)) : t.step[step.kind]}
            </b>
            {' · '}
            {t.stepBy(step.actorName, format.instant(step.takenAt), step.reason)}
          </li>
        ))}
      </ul>
    </Section>
  );
}
