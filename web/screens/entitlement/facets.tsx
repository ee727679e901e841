/** Counts side by side, the largest first; each leads to its people and back again. */
import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useAddress } from '../../shell/address.ts';
import { useFormat, useText } from '../../text/language.tsx';
import { DoorLink } from '../../ui/door.tsx';
import styles from './entitlement.module.css';

export interface Facet {
  title: string;
  /** in the address bar */
  name: string;
  chosen: string | undefined;
  /** a row without a value cannot be chosen */
  rows: readonly { value: string | null; label: string; people: number }[];
}

export function Facets({ facets }: { facets: readonly Facet[] }): ReactNode {
  return (
    <div className={styles.facets}>
      {facets
        .filter((facet) => facet.rows.length > 1 || facet.chosen !== undefined)
        .map((facet) => (
          <FacetList key={facet.name} facet={facet} />
        ))}
    </div>
  );
}

const ROWS_AT_FIRST = 4;

function FacetList({ facet }: { facet: Facet }): ReactNode {
  const words = useText();
  const format = useFormat();
  const [search] = useAddress();
  const [isWhole, setWhole] = useState(false);
  const rows = isWhole ? facet.rows : facet.rows.slice(0, ROWS_AT_FIRST);
  const hidden = facet.rows.length - rows.length;
  return (
    <section className={styles.facet} aria-label={facet.title}>
      <h3>{facet.title}</h3>
      <ul>
        {rows.map((row) => {
          const isChosen = row.value !== null && row.value === facet.chosen;
          const next = isChosen ? undefined : row.value;
          const count = format.number(row.people);
          return (
            <li key={row.value ?? ''} className={isChosen ? styles.chosen : undefined}>
              <span>{row.label}</span>
              <span className="number">
                {row.value === null ? (
                  count
                ) : (
                  <DoorLink
                    door={{ to: '.', search: { ...search, [facet.name]: next ?? undefined } }}
                    label={`${row.label}: ${count}`}
                  >
                    {count}
                  </DoorLink>
                )}
              </span>
            </li>
          );
        })}
      </ul>
      {(hidden > 0 || isWhole) && (
        <Button
          className="no-print"
          size="compact-xs"
          variant="subtle"
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? words.action.hide : `${words.action.more} (${hidden})`}
        </Button>
      )}
    </section>
  );
}
