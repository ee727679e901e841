/** One unit through time: names and parents, where it came from and went, what lies below, figures. */
import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type UnitPage, getUnitPage } from '../../api/units.ts';
import { useLens } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { useRoles } from '../../shell/session.ts';
import { useFormat, useTexts } from '../../text/language.tsx';
import { Breadcrumb } from '../../ui/breadcrumb.tsx';
import { Icon } from '../../ui/icon.tsx';
import { LensBar } from '../../ui/lens-bar.tsx';
import { Columns, Facts, Page, Section, span } from '../../ui/page.tsx';
import { Notice, QueryView } from '../../ui/states.tsx';
import { AreaClasses } from './area-classes.tsx';
import { ChangeMenu } from './change-menu.tsx';
import { UnitChildren } from './unit-children.tsx';
import { UnitHistory, UnitVersions } from './unit-history.tsx';
import { Population } from './population.tsx';

export function UnitAdministration(): ReactNode {
  const { unit } = useParams({ strict: false });
  const unitId = Number(unit);
  const { boundaries } = useLens();
  const page = useQuery({
    queryKey: ['unit', unitId, boundaries],
    queryFn: ({ signal }) => getUnitPage(unitId, boundaries, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <QueryView query={page} lines={12}>
      {(found) => <UnitBody page={found} />}
    </QueryView>
  );
}

function UnitBody({ page }: { page: UnitPage }): ReactNode {
  const t = useTexts('units');
  const format = useFormat();
  const mayChange = useRoles().has('administrator');
  const { unit } = page;
  const above = page.path.path.filter((one) => one.unitId !== unit.unitId);
  return (
    <Page
      title={unit.name}
      above={
        <Breadcrumb
          crumbs={above
            .filter((one) => one.level !== 'country')
            .map((one) => ({
              key: one.unitId,
              name: one.name,
              door: doors.unitAdministration(one.unitId),
            }))}
        />
      }
      about={[
        t.level[unit.level],
        unit.code ?? '',
        t.period(format.date(unit.validFrom), format.lastDay(unit.validTo)),
      ]
        .filter(Boolean)
        .join(' · ')}
      actions={
        <>
          <Button
            component={Link}
            to={`/do-bao-phu/${unit.unitId}`}
            variant="default"
            leftSection={<Icon name="coverage" size={16} />}
          >
            {t.unit.coverage}
          </Button>
          {mayChange && unit.inForce && <ChangeMenu unit={unit} />}
        </>
      }
    >
      <LensBar withoutAsOf />
      {!unit.inForce && <NotInForce page={page} />}
      <Columns>
        <Section title={t.unit.about} className={span.third}>
          <UnitFacts page={page} />
        </Section>
        <Section title={t.unit.history} className={span.twoThirds}>
          <UnitHistory page={page} />
        </Section>
        <Section title={t.unit.versions}>
          <UnitVersions page={page} />
        </Section>
        <UnitChildren page={page} />
        <Population page={page} mayChange={mayChange} className={span.half} />
        <AreaClasses page={page} mayChange={mayChange} className={span.half} />
      </Columns>
    </Page>
  );
}

function NotInForce({ page }: { page: UnitPage }): ReactNode {
  const t = useTexts('units').unit;
  const format = useFormat();
  const holder = page.path.path.at(-1);
  const names = page.path.candidates.map((unit) => unit.name);
  return (
    <Notice tone={page.path.certain ? 'info' : 'warn'}>
      {t.notInForce(format.date(page.on))}{' '}
      {page.path.certain
        ? holder && t.heldBy(holder.name)
        : names.length > 0 && t.perhaps(format.list(names))}
    </Notice>
  );
}

function UnitFacts({ page }: { page: UnitPage }): ReactNode {
  const t = useTexts('units');
  const format = useFormat();
  const { unit, geography } = page;
  const parent = page.path.path.findLast((one) => one.unitId !== unit.unitId);
  return (
    <Facts
      pairs={[
        [t.unit.code, unit.code],
        [t.unit.levelTitle, t.level[unit.level]],
        [t.unit.parent, parent?.level === 'country' ? null : parent?.name],
        [t.unit.area, geography?.areaKm2 ? t.unit.areaKm2(format.number(geography.areaKm2)) : null],
        [t.unit.seat, geography?.seat],
        [
          t.unit.position,
          geography && `${format.number(geography.lat)}; ${format.number(geography.lon)}`,
        ],
        [t.unit.groupings, page.groupings.map((node) => node.name).join(', ')],
      ]}
    />
  );
}
