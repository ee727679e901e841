/** The language of the calculator: Vietnamese is in the page, English is fetched when chosen. */
import { type ReactNode, createContext, use, useEffect, useMemo, useState } from 'react';
import { type Format, enFormat, viFormat } from '../../messages/format.ts';
import { policyVi } from '../../messages/policy.vi.ts';
import type { Shape } from '../../messages/shape.ts';
import { webCalculatorVi } from '../../messages/web-calculator.vi.ts';
import type { LawBook } from '../../src/policy/book.ts';
import {
  type Language,
  type LineNames,
  type LineTexts,
  bookNames,
  citationText,
} from '../../src/policy/explain.ts';
import type { Citation } from '../../src/policy/types.ts';

interface Texts {
  t: Shape<typeof webCalculatorVi>;
  law: Shape<typeof policyVi>;
  format: Format;
}

export interface Speech extends Texts {
  book: LawBook;
  language: Language;
  lines: LineTexts;
  names: LineNames;
  cite(citations: readonly Citation[]): string;
  setLanguage(language: Language): void;
}

/** The office app remembers the language under the same name. */
const KEY = 'baophu.language';

const VIETNAMESE: Texts = { t: webCalculatorVi, law: policyVi, format: viFormat };

async function loadTexts(language: Language): Promise<Texts> {
  if (language === 'vi') return VIETNAMESE;
  const { webCalculatorEn, policyEn } = await import('./english.ts');
  return { t: webCalculatorEn, law: policyEn, format: enFormat };
}

const SpeechContext = createContext<Speech | null>(null);

export function SpeechProvider(props: { book: LawBook; children: ReactNode }): ReactNode {
  const { book, children } = props;
  const [language, setLanguage] = useState<Language>(() =>
    localStorage.getItem(KEY) === 'en' ? 'en' : 'vi',
  );
  const [spoken, setSpoken] = useState<{ language: Language; texts: Texts } | null>(
    language === 'vi' ? { language, texts: VIETNAMESE } : null,
  );
  useEffect(() => {
    let current = true;
    localStorage.setItem(KEY, language);
    void loadTexts(language).then((texts) => {
      if (!current) return;
      document.documentElement.lang = language;
      document.title = `${texts.t.title} · ${texts.t.product}`;
      setSpoken({ language, texts });
    });
    return () => {
      current = false;
    };
  }, [language]);
  const speech = useMemo<Speech | null>(() => {
    if (!spoken) return null;
    const { texts, language } = spoken;
    const cite = (citations: readonly Citation[]): string =>
      citations.map((each) => citationText(book, each, language, texts.law.citation)).join('; ');
    const names = bookNames(book, language);
    return { ...texts, book, language, lines: linesOf(texts), names, cite, setLanguage };
  }, [book, spoken]);
  if (!speech) return null;
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

export function useSpeech(): Speech {
  const speech = use(SpeechContext);
  if (!speech) throw new Error('the calculator speaks inside its provider');
  return speech;
}

/** Here statuses and areas hold as of the payment; since when was not asked, so it is not said. */
function linesOf({ t, law }: Texts): LineTexts {
  const statuses: Readonly<Record<string, string>> = law.statuses;
  return {
    ...law.lines,
    'because.status': ({ category, status }, names) =>
      t.becauseOf(names.category(String(category)), statuses[String(status)] ?? String(status)),
    'because.areaClass': ({ category, areaClass }, names) =>
      t.becauseOf(names.category(String(category)), names.areaClass(String(areaClass))),
  };
}
