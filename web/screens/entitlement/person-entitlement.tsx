/** One person: every category the law offers, the one that counts and why, what comes next. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ENTITLEMENT_KEY, type EntitlementAnswer, getEntitlement } from '../../api/entitlement.ts';
import { ApiFault } from '../../api/client.ts';
import type { PersonPage } from '../../api/registry.ts';
import { useAddress } from '../../shell/address.ts';
import { useFormat, useSpeech } from '../../text/language.tsx';
import { Facts, Section } from '../../ui/page.tsx';
import { Empty, QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { useCategories } from '../people/categories.ts';
import { useCoverWords } from './cover-words.ts';
import styles from './entitlement.module.css';
import { ExplainedLines } from './explained-lines.tsx';
import { PersonCover } from './person-cover.tsx';
import { HouseholdQuote, readMonths } from './household-quote.tsx';
import { useEntitlementWords, useTerms } from './words.ts';

const NOT_RESIDENT = 'entitlement.notResident';

export function PersonEntitlement({ page }: { page: PersonPage }): ReactNode {
  const t = useEntitlementWords().person;
  const cover = useCoverWords().person;
  const { language } = useSpeech();
  const [search] = useAddress();
  const query = { months: readMonths(search['thang']), language };
  const answer = useQuery({
    queryKey: [ENTITLEMENT_KEY, 'person', page.personId, query],
    queryFn: ({ signal }) => getEntitlement(page.personId, query, signal),
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (answer.error instanceof ApiFault && answer.error.code === NOT_RESIDENT) {
    return (
      <Section title={t.title}>
        <Empty title={t.notResident} />
      </Section>
    );
  }
  return (
    <>
      <Section title={t.title} id="doi-tuong">
        <QueryView query={answer} lines={8}>
          {(found) => <Decided answer={found} />}
        </QueryView>
      </Section>
      {answer.data && (
        <Section title={cover.title} id="lien-tuc">
          <PersonCover answer={answer.data} />
        </Section>
      )}
      {answer.data && (
        <Section title={t.quote} id="muc-dong">
          <HouseholdQuote answer={answer.data} personName={page.attributes.fullName} />
        </Section>
      )}
    </>
  );
}

function Decided({ answer }: { answer: EntitlementAnswer }): ReactNode {
  const t = useEntitlementWords().person;
  const format = useFormat();
  return (
    <div className={styles.stack}>
      <Facts
        pairs={[
          [t.countsAs, <strong key="counts">{answer.categoryName ?? t.none}</strong>],
          [t.card, <Card key="card" answer={answer} />],
          [t.benefit, answer.benefitBp !== null && format.rate(answer.benefitBp, 0)],
        ]}
      />
      <Offers answer={answer} />
      <div className={styles.cards}>
        <section aria-label={t.why}>
          <h3>{t.why}</h3>
          <ExplainedLines lines={answer.lines} />
        </section>
        <section aria-label={t.next}>
          <h3>{t.next}</h3>
          <NextChanges answer={answer} />
        </section>
      </div>
      <p className="soft number">{t.law(answer.lawVersion, format.date(answer.on))}</p>
    </div>
  );
}

function Card({ answer }: { answer: EntitlementAnswer }): ReactNode {
  const t = useEntitlementWords().person;
  const format = useFormat();
  const terms = useTerms();
  const categories = useCategories();
  if (!answer.isInsured) {
    return t.noCard(answer.reason === null ? '' : terms.reason(answer.reason));
  }
  const code = answer.cardCategory ?? '';
  const category = categories.nameOf(code) || code;
  return answer.coveredTo === null
    ? t.untilOpen(category)
    : t.until(category, format.lastDay(answer.coveredTo));
}

type Offer = EntitlementAnswer['offers'][number];

function Offers({ answer }: { answer: EntitlementAnswer }): ReactNode {
  const t = useEntitlementWords().person;
  const format = useFormat();
  const terms = useTerms();
  const payers = (row: Offer): string =>
    row.payers === null
      ? t.unknown
      : row.payers
          .map(({ payer, bp }) =>
            t.share(terms.payer(payer), format.rate(bp, bp % 100 === 0 ? 0 : 2)),
          )
          .join(', ');
  const columns: Column<Offer>[] = [
    {
      id: 'name',
      title: t.category,
      value: (row) => row.name,
      render: (row) =>
        row.counts ? (
          <>
            <strong>{row.name}</strong> ({t.counts})
          </>
        ) : (
          row.name
        ),
      width: 260,
      sortable: false,
    },
    { id: 'group', title: t.group, kind: 'number', value: (row) => row.group, sortable: false },
    { id: 'payers', title: t.payers, value: payers, width: 200, sortable: false },
    {
      id: 'benefit',
      title: t.benefit,
      kind: 'rate',
      value: (row) => row.benefitBp,
      sortable: false,
    },
    {
      id: 'until',
      title: t.offerUntil,
      kind: 'lastDay',
      value: (row) => row.until,
      hidden: answer.offers.every((row) => row.until === null),
      sortable: false,
    },
  ];
  return (
    <section aria-label={t.offers}>
      <h3>{t.offers}</h3>
      <DataTable
        id="person-offers"
        caption={t.offers}
        columns={columns}
        rows={answer.offers}
        rowKey={(row) => row.category}
        empty={{ title: t.none }}
        withoutTools
      />
    </section>
  );
}

function NextChanges({ answer }: { answer: EntitlementAnswer }): ReactNode {
  const t = useEntitlementWords().person;
  const format = useFormat();
  if (answer.changes.length === 0) return <p className="soft">{t.nothingNext}</p>;
  return (
    <ul className={styles.sentences}>
      {answer.changes.map((change) => (
        <li key={change.on}>
          <strong className="number">{t.from(format.date(change.on))}</strong>:{' '}
          {change.causeTexts.join('; ')};{' '}
          {!change.differs.includes('category')
            ? t.priceOnly
            : change.name === null
              ? t.becomesNone
              : t.becomes(change.name)}
        </li>
      ))}
    </ul>
  );
}
