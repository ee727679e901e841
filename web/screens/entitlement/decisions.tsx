/** State of the stored decisions: for which day, by which law, how many wait; decides again. */
import { Button, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { BasisView } from '../../api/entitlement.ts';
import { today } from '../../shell/address.ts';
import { useFormat } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { Columns, Facts, Page, Section, span } from '../../ui/page.tsx';
import { Notice, QueryView } from '../../ui/states.tsx';
import { EndingNotice } from '../law/ending-notice.tsx';
import { DecideFirst, DecideProgress } from './basis-bar.tsx';
import { useBasis, useDeciding } from './deciding.ts';
import { useEntitlementWords } from './words.ts';

export function Decisions(): ReactNode {
  const t = useEntitlementWords().state;
  const basis = useBasis();
  return (
    <Page title={t.title} about={t.about}>
      <EndingNotice />
      <QueryView query={basis} lines={6}>
        {(found) => (found === null ? <DecideFirst /> : <DecisionsBody basis={found} />)}
      </QueryView>
    </Page>
  );
}

function DecisionsBody({ basis }: { basis: BasisView }): ReactNode {
  const t = useEntitlementWords().state;
  const format = useFormat();
  return (
    <Columns>
      <Section title={t.open} className={span.half}>
        <Facts
          pairs={[
            [t.day, format.date(basis.decidedOn)],
            [
              t.law,
              <DoorLink key="law" door={{ to: '/luat', search: { ngay: basis.decidedOn } }}>
                {basis.lawVersion}
              </DoorLink>,
            ],
            [t.people, format.number(basis.people)],
            [t.decidedAt, format.instant(basis.decidedAt)],
            [t.waitingTitle, <Waiting key="waiting" basis={basis} />],
          ]}
        />
        <DecideButtons basis={basis} />
      </Section>
      <Section title={t.how} className={span.half}>
        <Stack gap="xs">
          {t.howText.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </Stack>
      </Section>
    </Columns>
  );
}

function Waiting({ basis }: { basis: BasisView }): ReactNode {
  const t = useEntitlementWords().state;
  if (basis.allStale) return t.allWaiting;
  return basis.stale === 0 ? t.fresh : t.waiting(basis.stale);
}

function DecideButtons({ basis }: { basis: BasisView }): ReactNode {
  const t = useEntitlementWords().state;
  const format = useFormat();
  const deciding = useDeciding();
  const isOld = basis.decidedOn !== today();
  return (
    <Stack gap="sm" mt="sm">
      {isOld && <Notice tone="warn">{t.isOld(format.date(basis.decidedOn))}</Notice>}
      {deciding.mayDecide && deciding.state !== 'running' && (
        <Group gap="sm" className="no-print">
          <Button onClick={() => deciding.start({})}>{t.again}</Button>
          <Button
            variant="default"
            title={t.wholeHint}
            onClick={() => deciding.start({ whole: true })}
          >
            {t.whole}
          </Button>
        </Group>
      )}
      <DecideProgress deciding={deciding} />
    </Stack>
  );
}
