/** The tree by the boundaries of a day; branches are fetched when opened. */
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { IsoDate } from '../../../src/kernel/dates.ts';
import { listChildren } from '../../api/units.ts';
import { doors } from '../../shell/doors.ts';
import { useTexts } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Loading, QueryView } from '../../ui/states.tsx';
import styles from './unit-tree.module.css';

export interface UnitTreeProps {
  rootId: number;
  boundaries: IsoDate;
}

export function UnitTree({ rootId, boundaries }: UnitTreeProps): ReactNode {
  return (
    <div className={styles.tree}>
      <Branch unitId={rootId} boundaries={boundaries} />
    </div>
  );
}

function Branch({ unitId, boundaries }: { unitId: number; boundaries: IsoDate }): ReactNode {
  const t = useTexts('units');
  const children = useQuery({
    queryKey: ['children', unitId, boundaries],
    queryFn: ({ signal }) => listChildren(unitId, boundaries, signal),
    staleTime: 5 * 60_000,
  });
  return (
    <QueryView query={children} loading={<Loading lines={3} />}>
      {(answer) => (
        <ul>
          {answer.units.map((unit) => (
            <Node
              key={unit.unitId}
              unitId={unit.unitId}
              name={unit.name}
              meta={[unit.code, unit.children > 0 ? t.list.below(unit.children) : null]
                .filter(Boolean)
                .join(' · ')}
              hasChildren={unit.children > 0}
              boundaries={boundaries}
            />
          ))}
        </ul>
      )}
    </QueryView>
  );
}

interface NodeProps {
  unitId: number;
  name: string;
  meta: string;
  hasChildren: boolean;
  boundaries: IsoDate;
}

function Node({ unitId, name, meta, hasChildren, boundaries }: NodeProps): ReactNode {
  const t = useTexts('units').list;
  const [isOpen, setOpen] = useState(false);
  return (
    <li>
      <div className={styles.row}>
        {hasChildren ? (
          <button
            type="button"
            className={styles.toggle}
            aria-expanded={isOpen}
            aria-label={t.expand(name)}
            onClick={() => setOpen(!isOpen)}
          >
            <Icon name={isOpen ? 'chevronDown' : 'chevronRight'} size={15} />
          </button>
        ) : (
          <span className={styles.leaf} />
        )}
        <span className={styles.name}>
          <DoorLink door={doors.unitAdministration(unitId)}>{name}</DoorLink>
        </span>
        <span className={`${styles.meta} number`}>{meta}</span>
      </div>
      {isOpen && <Branch unitId={unitId} boundaries={boundaries} />}
    </li>
  );
}
