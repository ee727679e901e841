/** The few things everybody should know. */
import type { ReactNode } from 'react';
import { useTexts } from '../../text/language.tsx';
import { Columns, Page, Section, span } from '../../ui/page.tsx';

export function Help(): ReactNode {
  const t = useTexts('system').help;
  return (
    <Page title={t.title} about={t.about} actions={<a href="/v1/docs">{t.api}</a>}>
      <Columns>
        {t.topics.map((topic) => (
          <Section key={topic.title} title={topic.title} className={span.half}>
            <p>{topic.text}</p>
          </Section>
        ))}
      </Columns>
    </Page>
  );
}
