/** Which language the person reads; Vietnamese is in the first load, English is fetched when chosen. */
import { type ReactNode, createContext, useContext, useEffect, useMemo, useState } from 'react';
import { type Format, enFormat, viFormat } from '../../messages/format.ts';
import { type Messages, vi } from '../../messages/vi.ts';

export type Language = 'vi' | 'en';

interface Speech {
  language: Language;
  messages: Messages;
  format: Format;
  setLanguage(language: Language): void;
}

const KEY = 'baophu.language';

const SpeechContext = createContext<Speech>({
  language: 'vi',
  messages: vi,
  format: viFormat,
  setLanguage: () => {},
});

export function storedLanguage(): Language {
  return localStorage.getItem(KEY) === 'en' ? 'en' : 'vi';
}

async function loadMessages(language: Language): Promise<Messages> {
  return language === 'en' ? (await import('../../messages/en.ts')).en : vi;
}

export function LanguageProvider({ children }: { children: ReactNode }): ReactNode {
  const [language, setLanguage] = useState<Language>(storedLanguage);
  const [messages, setMessages] = useState<Messages | null>(language === 'vi' ? vi : null);
  useEffect(() => {
    let current = true;
    localStorage.setItem(KEY, language);
    void loadMessages(language).then((loaded) => {
      if (!current) return;
      document.documentElement.lang = language;
      setMessages(loaded);
    });
    return () => {
      current = false;
    };
  }, [language]);
  const speech = useMemo(
    () => ({
      language,
      messages: messages ?? vi,
      format: messages === vi || !messages ? viFormat : enFormat,
      setLanguage,
    }),
    [language, messages],
  );
  if (!messages) return null;
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

export function useSpeech(): Speech {
  return useContext(SpeechContext);
}

/** Texts of the frame and of primitives. */
export function useText(): Messages['web'] {
  return useContext(SpeechContext).messages.web;
}

/** Texts of one family of screens. */
export function useTexts<Family extends keyof Messages>(family: Family): Messages[Family] {
  return useContext(SpeechContext).messages[family];
}

/** Picks the name in the reader's language from what the server gives in both. */
export function useNameOf(): (named: { name: string; nameEn: string }) => string {
  const { language } = useContext(SpeechContext);
  return (named) => (language === 'en' ? named.nameEn : named.name);
}

export function useFormat(): Format {
  return useContext(SpeechContext).format;
}
