/** The bones of a screen: title with what it is about, sections, columns, pairs of label and value. */
import { type ReactNode, useEffect } from 'react';
import { useText } from '../text/language.tsx';
import styles from './page.module.css';

export interface PageProps {
  title: string;
  /** above the title: a breadcrumb */
  above?: ReactNode;
  /** below the title: one line of what this is */
  about?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, above, about, actions, children }: PageProps): ReactNode {
  const t = useText();
  useEffect(() => {
    document.title = `${title} · ${t.product}`;
  }, [title, t]);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div className={styles.titles}>
          {above}
          <h1 tabIndex={-1}>{title}</h1>
          {about && <div className="soft">{about}</div>}
        </div>
        {actions && <div className={`${styles.actions} no-print`}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export interface SectionProps {
  title?: string;
  aside?: ReactNode;
  className?: string;
  id?: string;
  children: ReactNode;
}

export function Section({ title, aside, className, id, children }: SectionProps): ReactNode {
  return (
    <section className={`${styles.section} ${className ?? ''}`} id={id} aria-label={title}>
      {(title || aside) && (
        <div className={styles.sectionHead}>
          {title && <h2>{title}</h2>}
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}

export function Columns({ children }: { children: ReactNode }): ReactNode {
  return <div className={styles.columns}>{children}</div>;
}

export const span = {
  half: styles.half ?? '',
  third: styles.third ?? '',
  twoThirds: styles.twoThirds ?? '',
} as const;

/** Controls of one row that wrap. */
export function Toolbar({ children }: { children: ReactNode }): ReactNode {
  return <div className={`${styles.toolbar} no-print`}>{children}</div>;
}

/** Pairs of label and value; pairs without a value are left out. */
export function Facts({ pairs }: { pairs: readonly (readonly [string, ReactNode])[] }): ReactNode {
  return (
    <dl className={styles.facts}>
      {pairs
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([label, value], at) => (
          // labels may repeat (two children of a household); the pairs themselves never move
          // oxlint-disable-next-line react/no-array-index-key
          <FactPair key={at} label={label} value={value} />
        ))}
    </dl>
  );
}

function FactPair({ label, value }: { label: string; value: ReactNode }): ReactNode {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}
