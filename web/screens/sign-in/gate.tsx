/** The frame of pages before the sign-in: one card, the product's name, the language. */
import { type ReactNode, useEffect } from 'react';
import { AppearanceMenu, Mark } from '../../shell/frame.tsx';
import { useText } from '../../text/language.tsx';
import styles from './gate.module.css';

export function GateCard({ title, children }: { title: string; children: ReactNode }): ReactNode {
  const t = useText();
  useEffect(() => {
    document.title = `${title} · ${t.product}`;
  }, [title, t]);
  return (
    <main className={styles.gate}>
      <div className={styles.card}>
        <div className={styles.brand}>
          <Mark />
          <span>
            {t.product}
            <small>{t.productTagline}</small>
          </span>
        </div>
        <h1>{title}</h1>
        {children}
      </div>
      <AppearanceMenu />
    </main>
  );
}

export function Or({ text }: { text: string }): ReactNode {
  return <div className={styles.or}>{text}</div>;
}
