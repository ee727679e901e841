/** The living law book: made from the data that decides and quotes, open to everybody. */
import { Button, Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { today, useAddress, useLens } from '../../shell/address.ts';
import { useText } from '../../text/language.tsx';
import { Icon } from '../../ui/icon.tsx';
import { DateSwitch } from '../../ui/lens-bar.tsx';
import { Page } from '../../ui/page.tsx';
import { EndingView } from './ending-view.tsx';
import { GroupsView } from './groups-view.tsx';
import { book, useLawSpeech } from './law-shelf.ts';
import { RulesView } from './rules-view.tsx';
import { TimelineView } from './timeline-view.tsx';
import styles from './law.module.css';

const VIEWS = ['rules', 'timeline', 'ending', 'groups'] as const;

export function LawBook(): ReactNode {
  const words = useText();
  const speech = useLawSpeech();
  const { t, format } = speech;
  const [search, change] = useAddress();
  const { lens, asOf, setLens } = useLens();
  const view = VIEWS.find((name) => name === search['xem']) ?? 'rules';
  return (
    <Page
      title={t.title}
      about={
        <p className={styles.about}>
          {t.about} {t.version(format.date(book.checkedOn), book.version)}
        </p>
      }
      actions={
        <>
          <Button component="a" href="/may-tinh" variant="default">
            {t.calculator}
          </Button>
          <Button
            variant="default"
            leftSection={<Icon name="print" size={16} />}
            onClick={() => print()}
          >
            {words.action.print}
          </Button>
        </>
      }
    >
      <div>
        <DateSwitch
          name={t.asOf}
          value={asOf}
          isSet={lens.asOf !== undefined}
          onChange={(day) => setLens({ asOf: day === null || day === today() ? undefined : day })}
          choices={[
            { label: t.today, day: today() },
            { label: t.fromLaw51, day: '2025-07-01' },
            { label: t.beforeLaw51, day: '2025-06-30' },
          ]}
        />
      </div>
      <Tabs
        value={view}
        onChange={(value) => change({ xem: value === 'rules' || !value ? undefined : value })}
        keepMounted={false}
      >
        <Tabs.List mb="sm" className="no-print">
          {VIEWS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t.views[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="rules">
          <RulesView speech={speech} asOf={asOf} />
        </Tabs.Panel>
        <Tabs.Panel value="timeline">
          <TimelineView speech={speech} />
        </Tabs.Panel>
        <Tabs.Panel value="ending">
          <EndingView speech={speech} asOf={asOf} />
        </Tabs.Panel>
        <Tabs.Panel value="groups">
          <GroupsView speech={speech} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
