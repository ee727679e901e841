/** What lies below a unit on the day, or who holds its land when it is no more. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type ChildrenAnswer, type UnitPage, listChildren } from '../../api/units.ts';
import { doors } from '../../shell/doors.ts';
import { useRoles } from '../../shell/session.ts';
import { useTexts } from '../../text/language.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Section } from '../../ui/page.tsx';
import { QueryView } from '../../ui/states.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';

type ChildUnit = ChildrenAnswer['units'][number];

export function UnitChildren({ page }: { page: UnitPage }): ReactNode {
  const t = useTexts('units');
  const mayChange = useRoles().has('administrator');
  const { unit, on } = page;
  const children = useQuery({
    queryKey: ['children', unit.unitId, on],
    queryFn: ({ signal }) => listChildren(unit.unitId, on, signal),
  });
  const isHolders = children.data?.kind === 'holders';
  if (unit.level === 'village') return null;
  return (
    <Section
      title={isHolders ? t.unit.holders : t.unit.children}
      aside={mayChange && unit.inForce && <ListButton unit={unit} />}
    >
      <QueryView query={children}>
        {(answer) => <ChildrenTable answer={answer} caption={unit.name} />}
      </QueryView>
    </Section>
  );
}

/** Villages of a commune, or the official list of what lies below a larger unit. */
function ListButton({ unit }: { unit: UnitPage['unit'] }): ReactNode {
  const t = useTexts('units');
  const isCommune = unit.level === 'commune';
  return (
    <Button
      component={Link}
      to={`/don-vi/${unit.unitId}/${isCommune ? 'nhap-thon' : 'danh-muc'}`}
      size="xs"
      variant="default"
      leftSection={<Icon name={isCommune ? 'plus' : 'units'} size={15} />}
    >
      {isCommune ? t.unit.addVillages : t.officialList.open}
    </Button>
  );
}

function ChildrenTable({
  answer,
  caption,
}: {
  answer: ChildrenAnswer;
  caption: string;
}): ReactNode {
  const t = useTexts('units');
  const columns: Column<ChildUnit>[] = [
    {
      id: 'name',
      title: t.list.name,
      value: (row) => row.name,
      door: (row) => doors.unitAdministration(row.unitId),
      width: 170,
    },
    { id: 'code', title: t.unit.code, value: (row) => row.code },
    { id: 'level', title: t.unit.levelTitle, value: (row) => t.level[row.level] },
    {
      id: 'below',
      title: t.unit.below,
      kind: 'number',
      value: (row) => (row.children > 0 ? row.children : null),
      hidden: answer.units.every((row) => row.children === 0),
    },
    {
      id: 'whole',
      title: t.unit.whole,
      value: (row) => {
        if (!row.certain) return t.unit.uncertain;
        if (row.whole === null) return null;
        return row.whole ? t.unit.wholeYes : t.unit.wholePart;
      },
      hidden: answer.kind === 'children' && answer.units.every((row) => row.certain),
    },
  ];
  return (
    <DataTable
      id={`unit-${answer.kind}`}
      caption={`${t.unit.children}: ${caption}`}
      columns={columns}
      rows={answer.units}
      rowKey={(row) => row.unitId}
      rowDoor={(row) => doors.unitAdministration(row.unitId)}
    />
  );
}
