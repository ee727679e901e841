/** The public calculator: a household on one side, what the law answers on the other. */
import { lawData } from 'virtual:law-data';
import { type ReactNode, useEffect, useState } from 'react';
import { dayOf } from '../../src/kernel/dates.ts';
import { makeLawBook } from '../../src/policy/book.ts';
import type { LawData } from '../../src/policy/law-data.ts';
import { answerFor } from './answer.ts';
import { AnswerView } from './answer-view.tsx';
import { type Household, newHousehold, readHousehold, writeHousehold } from './household.ts';
import { HouseholdForm } from './household-form.tsx';
import { MembersForm } from './members-form.tsx';
import { SpeechProvider, useSpeech } from './speech.tsx';
import styles from './calculator.module.css';

const book = makeLawBook(lawData as LawData);

export function Calculator(): ReactNode {
  return (
    <SpeechProvider book={book}>
      <CalculatorPage />
    </SpeechProvider>
  );
}

function CalculatorPage(): ReactNode {
  const { t, book, format } = useSpeech();
  const [household, setHousehold] = useHousehold();
  const answer = answerFor(book, household);
  const { paidOn, months, members } = household;
  return (
    <>
      <TopBar />
      <main className={styles.page}>
        <header className={styles.head}>
          <div>
            <h1>{t.title}</h1>
            <p className="soft no-print">{t.about}</p>
            <p className={`only-print ${styles.printedFor}`}>
              {t.printedFor(format.date(paidOn), months, members.length)}
            </p>
          </div>
          <div className={`${styles.actions} no-print`}>
            <button type="button" onClick={() => setHousehold(newHousehold(today()))}>
              {t.start}
            </button>
            <button type="button" className={styles.primary} onClick={() => print()}>
              {t.print}
            </button>
          </div>
        </header>
        <div className={styles.columns}>
          <form
            className={`${styles.form} no-print`}
            onSubmit={(event) => event.preventDefault()}
            noValidate
          >
            <HouseholdForm household={household} onChange={setHousehold} />
            <MembersForm household={household} answer={answer} onChange={setHousehold} />
          </form>
          <AnswerView household={household} answer={answer} />
        </div>
      </main>
    </>
  );
}

function TopBar(): ReactNode {
  const { t, language, setLanguage } = useSpeech();
  return (
    <header className={`${styles.top} no-print`}>
      <a href="/may-tinh" className={styles.brand} aria-label={t.product}>
        <img src={new URL('../icon.svg', import.meta.url).href} alt="" width="28" height="28" />
        <span>{t.product}</span>
      </a>
      <nav className={styles.links} aria-label={t.product}>
        <a href="/luat">{t.lawBook}</a>
        <a href="/">{t.office}</a>
        <button
          type="button"
          className={styles.plain}
          lang={language === 'vi' ? 'en' : 'vi'}
          onClick={() => setLanguage(language === 'vi' ? 'en' : 'vi')}
        >
          {t.language}
        </button>
      </nav>
    </header>
  );
}

function today(): string {
  return dayOf(Temporal.Now.instant());
}

/** The household lives in the address, after `#`: it can be kept and sent, and no server sees it. */
function useHousehold(): [Household, (next: Household) => void] {
  const [household, setHousehold] = useState(readAddress);
  useEffect(() => {
    const onMove = (): void => setHousehold(readAddress());
    addEventListener('hashchange', onMove);
    return () => removeEventListener('hashchange', onMove);
  }, []);
  const change = (next: Household): void => {
    setHousehold(next);
    history.replaceState(null, '', `#${writeHousehold(next)}`);
  };
  return [household, change];
}

function readAddress(): Household {
  return readHousehold(location.hash.slice(1), today());
}
