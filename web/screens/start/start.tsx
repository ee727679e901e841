/** The first page of the day: the figure, the gap in persons, what changed, what ends soon. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { addDays, startOfMonth } from '../../../src/kernel/dates.ts';
import { type CoverageAnswer, getCoverage } from '../../api/coverage.ts';
import type { Session } from '../../api/session.ts';
import { today, useAddress, useLens } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { maySeePersons, maySeeWork } from '../../shell/navigation.ts';
import { useRoles, useSession } from '../../shell/session.ts';
import { useFormat, useTexts } from '../../text/language.tsx';
import { ChoiceSwitch } from '../../ui/choice-switch.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { Columns, Page, Section, span } from '../../ui/page.tsx';
import { Empty, QueryView } from '../../ui/states.tsx';
import type { Door } from '../../ui/door.tsx';
import { CoverageFigures } from '../coverage/figures.tsx';
import { EndingFigures } from '../coverage/ending.tsx';
import { EndingNotice } from '../law/ending-notice.tsx';
import { TargetBlock } from '../targets/target-block.tsx';
import { DueBlock } from '../work/due-block.tsx';
import { ChangesTable } from './changes-table.tsx';
import { LowestTable } from './lowest-table.tsx';
import { OpenStart } from './open-start.tsx';
import styles from './start.module.css';

export function Start(): ReactNode {
  const session = useSession();
  const t = useTexts('coverage').start;
  if (!session) return null;
  if (session.homeUnitId === null && session.grants.length === 0) {
    return (
      <Page title={t.greeting(session.name)}>
        <Empty title={t.noPlace} />
      </Page>
    );
  }
  const isOpenDataOnly = session.grants.every((grant) => grant.role === 'openData');
  return isOpenDataOnly ? <OpenStart session={session} /> : <StartOf session={session} />;
}

function StartOf({ session }: { session: Session }): ReactNode {
  const t = useTexts('coverage').start;
  const format = useFormat();
  const [search, change] = useAddress();
  const places = placesOf(session);
  const chosen = Number(search['donvi']);
  const unitId = places.find((place) => place.unitId === chosen)?.unitId ?? places[0]?.unitId ?? 0;
  const { lens, asOf, boundaries } = useLens();
  const query = {
    unit: unitId,
    asOf,
    boundaries,
    definition: lens.definition,
    knownAt: lens.knownAt,
    by: ['children'],
  };
  const answer = useQuery({
    queryKey: ['coverage', query],
    queryFn: ({ signal }) => getCoverage(query, signal),
  });
  return (
    <Page
      title={t.greeting(session.name)}
      about={t.today(format.date(today()))}
      actions={
        places.length > 1 && (
          <ChoiceSwitch
            name={t.place}
            value={String(unitId)}
            choices={places.map((place) => ({
              value: String(place.unitId),
              label: place.unitName,
            }))}
            onChange={(value) => change({ donvi: value })}
          />
        )
      }
    >
      <QueryView query={answer} lines={12}>
        {(found) => <StartBody answer={found} />}
      </QueryView>
    </Page>
  );
}

/** The home unit first, then the other places granted, each once. */
function placesOf(session: Session): { unitId: number; unitName: string }[] {
  const seen = new Map<number, { unitId: number; unitName: string }>();
  const sorted = session.grants.toSorted(
    (a, b) => Number(b.unitId === session.homeUnitId) - Number(a.unitId === session.homeUnitId),
  );
  for (const grant of sorted) if (!seen.has(grant.unitId)) seen.set(grant.unitId, grant);
  return [...seen.values()];
}

function StartBody({ answer }: { answer: CoverageAnswer }): ReactNode {
  const t = useTexts('coverage').start;
  const roles = useRoles();
  const seesPersons = maySeePersons(roles);
  const { unit, definition } = answer;
  if (answer.residents === 0 && answer.insured === 0) {
    return <Empty title={t.noData} hint={t.noDataHint} />;
  }
  return (
    <Columns>
      {maySeeWork(roles) && <EndingNotice />}
      <Section
        className={span.twoThirds}
        title={unit.name}
        aside={<DoorLink door={doors.unit(unit.unitId)}>{t.all}</DoorLink>}
      >
        <CoverageFigures
          unitId={unit.unitId}
          counted={answer}
          definition={definition}
          populationSource={answer.populationSource}
        />
      </Section>
      <Section className={span.third} title={t.quick}>
        <QuickDoors unitId={unit.unitId} seesPersons={seesPersons} />
      </Section>
      {maySeeWork(roles) && (
        <TargetBlock
          unitId={unit.unitId}
          asOf={answer.asOf}
          boundaries={answer.boundaries}
          definition={definition}
        />
      )}
      {maySeeWork(roles) && <DueBlock />}
      <Section className={span.half} title={t.changes} aside={<Hint text={t.changesHint} />}>
        <ChangesTable
          unitId={unit.unitId}
          definition={definition}
          spans={[
            { label: t.sinceYesterday, from: addDays(answer.asOf, -1) },
            { label: t.sinceLastMonth, from: addDays(startOfMonth(answer.asOf), -1) },
            { label: t.sinceLastYear, from: `${Number(answer.asOf.slice(0, 4)) - 1}-12-31` },
          ]}
          to={answer.asOf}
          boundaries={answer.boundaries}
        />
      </Section>
      <Section className={span.half} title={t.ending} aside={<Hint text={t.endingHint} />}>
        <EndingFigures unitId={unit.unitId} definition={definition} />
      </Section>
      {(answer.children?.length ?? 0) > 0 && (
        <Section title={t.lowest}>
          <LowestTable answer={answer} />
        </Section>
      )}
    </Columns>
  );
}

function Hint({ text }: { text: string }): ReactNode {
  return <span className="soft">{text}</span>;
}

function QuickDoors({ unitId, seesPersons }: { unitId: number; seesPersons: boolean }): ReactNode {
  const t = useTexts('coverage').start;
  const rows: { icon: IconName; text: string; door: Door; forPersons: boolean }[] = [
    { icon: 'search', text: t.quickFind, door: { to: '/nguoi' }, forPersons: true },
    {
      icon: 'canvass',
      text: t.quickPersuade,
      door: doors.persuade(unitId),
      forPersons: true,
    },
    {
      icon: 'people',
      text: t.quickUncovered,
      door: doors.list({ unitId, kind: 'chua-co' }),
      forPersons: true,
    },
    {
      icon: 'jobs',
      text: t.quickEnding,
      door: doors.list({ unitId, kind: 'sap-het', days: 30 }),
      forPersons: true,
    },
    { icon: 'units', text: t.quickUnits, door: { to: '/don-vi' }, forPersons: false },
  ];
  return (
    <ul className={styles.quick}>
      {rows
        .filter((row) => seesPersons || !row.forPersons)
        .map((row) => (
          <li key={row.text}>
            <DoorLink door={row.door}>
              <Icon name={row.icon} />
              <span>{row.text}</span>
            </DoorLink>
          </li>
        ))}
    </ul>
  );
}
