/** A unit's coverage on any day, by any day's boundaries, by one definition or two. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Navigate, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type CoverageAnswer, getCoverage } from '../../api/coverage.ts';
import { useAddress, useLens } from '../../shell/address.ts';
import { useSession } from '../../shell/session.ts';
import { useFormat, useTexts } from '../../text/language.tsx';
import { doors } from '../../shell/doors.ts';
import { ChoiceSwitch } from '../../ui/choice-switch.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { LensBar } from '../../ui/lens-bar.tsx';
import { Columns, Page, Section, span } from '../../ui/page.tsx';
import { Empty, Notice, QueryView } from '../../ui/states.tsx';
import { CartogramSection } from './cartogram-section.tsx';
import { ChildrenTable } from './children-table.tsx';
import { type Definitions, useDefinitions } from './definitions.ts';
import { CoverageFigures } from './figures.tsx';
import { GroupsTable } from './groups-table.tsx';
import { SeriesSection } from './series-section.tsx';
import { UnitCrumbs } from './unit-crumbs.tsx';
import styles from './coverage.module.css';

/** Without a unit: the one the person works in. */
export function CoverageHome(): ReactNode {
  const session = useSession();
  const t = useTexts('coverage').start;
  const unit = session?.homeUnitId;
  if (!unit) return <Empty title={t.noPlace} />;
  return (
    <Navigate to="/do-bao-phu/$unit" params={{ unit: String(unit) } as never} search replace />
  );
}

export function Coverage(): ReactNode {
  const { unit } = useParams({ strict: false });
  return <CoverageOf key={unit} unitId={Number(unit)} />;
}

function CoverageOf({ unitId }: { unitId: number }): ReactNode {
  const { lens, asOf, boundaries } = useLens();
  const [search] = useAddress();
  const definitions = useDefinitions();
  const definition = lens.definition ?? definitions.all[0]?.code;
  const compared = search['sosanh'];
  const query = {
    unit: unitId,
    asOf,
    boundaries,
    definition,
    knownAt: lens.knownAt,
    by: ['group', 'children'],
    sideBySide: compared ? [compared] : [],
  };
  const answer = useQuery({
    queryKey: ['coverage', query],
    queryFn: ({ signal }) => getCoverage(query, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <QueryView query={answer} lines={12}>
      {(found) => <CoveragePage answer={found} definitions={definitions} compared={compared} />}
    </QueryView>
  );
}

interface CoveragePageProps {
  answer: CoverageAnswer;
  definitions: Definitions;
  compared: string | undefined;
}

function CoveragePage({ answer, definitions, compared }: CoveragePageProps): ReactNode {
  const t = useTexts('coverage').page;
  const levels = useTexts('units').level;
  const format = useFormat();
  const { unit } = answer;
  const hasChildren = (answer.children?.length ?? 0) > 0;
  const isEmpty = answer.residents === 0 && answer.insured === 0;
  const about = [
    t.about(levels[unit.level], unit.code ?? ''),
    t.asOfAbout(format.date(answer.asOf)),
  ];
  return (
    <Page
      title={unit.name}
      above={<UnitCrumbs unitId={unit.unitId} boundaries={answer.unitBoundaries} />}
      about={about.join(' · ')}
      actions={<DoorLink door={doors.unitAdministration(unit.unitId)}>{t.history}</DoorLink>}
    >
      <LensBar>
        <DefinitionSwitches answer={answer} definitions={definitions} compared={compared} />
      </LensBar>
      {answer.uncertain.people > 0 && <Uncertain answer={answer} />}
      {isEmpty && <Empty title={t.emptyRegister} hint={t.emptyRegisterHint} />}
      <Columns>
        <Section title={t.figures}>
          <Definitions answer={answer} definitions={definitions} />
        </Section>
        <SeriesSection
          className={hasChildren ? span.half : ''}
          unitId={unit.unitId}
          unitName={unit.name}
          definition={answer.definition}
          compared={compared}
          definitionName={definitions.shortOf}
        />
        {hasChildren && <CartogramSection answer={answer} className={span.half} />}
        <Section title={t.byChild}>
          <ChildrenTable answer={answer} />
        </Section>
        <Section title={t.byGroup}>
          <GroupsTable
            answer={answer}
            definitionNames={[
              definitions.shortOf(answer.definition),
              compared ? definitions.shortOf(compared) : null,
            ]}
          />
        </Section>
      </Columns>
    </Page>
  );
}

function Definitions({
  answer,
  definitions,
}: {
  answer: CoverageAnswer;
  definitions: Definitions;
}): ReactNode {
  const other = answer.sideBySide[0];
  const { unitId } = answer.unit;
  if (!other) {
    return (
      <CoverageFigures
        unitId={unitId}
        counted={answer}
        definition={answer.definition}
        populationSource={answer.populationSource}
        withEnding
      />
    );
  }
  return (
    <div className={`${styles.pair} ${styles.two}`}>
      {[answer, other].map((one) => (
        <div key={one.definition}>
          <h3>{definitions.nameOf(one.definition)}</h3>
          <CoverageFigures
            unitId={unitId}
            counted={one}
            definition={one.definition}
            populationSource={one === answer ? answer.populationSource : null}
          />
        </div>
      ))}
    </div>
  );
}

function DefinitionSwitches({ answer, definitions, compared }: CoveragePageProps): ReactNode {
  const t = useTexts('coverage').page;
  const { setLens } = useLens();
  const [, change] = useAddress();
  const nameOf = definitions.nameOf;
  if (definitions.all.length < 2) return null;
  const choices = definitions.all.map((definition) => ({
    value: definition.code,
    label: nameOf(definition.code),
    hint: definition.citation,
  }));
  return (
    <>
      <ChoiceSwitch
        name={t.definitionNote}
        value={answer.definition}
        choices={choices}
        onChange={(code) => setLens({ definition: code })}
      />
      <ChoiceSwitch
        name={t.compareWith}
        value={compared ?? ''}
        choices={[
          { value: '', label: t.compareNone },
          ...choices.filter((choice) => choice.value !== answer.definition),
        ]}
        onChange={(code) => change({ sosanh: code === '' ? undefined : code })}
      />
    </>
  );
}

function Uncertain({ answer }: { answer: CoverageAnswer }): ReactNode {
  const t = useTexts('coverage').uncertain;
  return (
    <Notice tone="warn" title={t.title}>
      {t.text(answer.uncertain.people, answer.uncertain.places)} {t.todo}
    </Notice>
  );
}
