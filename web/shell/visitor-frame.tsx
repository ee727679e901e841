/** Screens open to everybody: the usual frame for who is signed in, a plain one for visitors. */
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../text/language.tsx';
import { ScreenBoundary } from '../ui/states.tsx';
import { AppearanceMenu, Frame, Mark } from './frame.tsx';
import { useSessionQuery } from './session.ts';
import styles from './visitor-frame.module.css';

export function OpenToAll(): ReactNode {
  const { data, isPending } = useSessionQuery();
  if (isPending) return null;
  return data ? <Frame session={data} /> : <VisitorFrame />;
}

function VisitorFrame(): ReactNode {
  const t = useText();
  const { pathname, href } = useLocation();
  return (
    <>
      <header className={`${styles.top} no-print`}>
        <Link to="/luat" className={styles.brand}>
          <Mark />
          <span>{t.product}</span>
        </Link>
        <nav className={styles.links} aria-label={t.navigation.label}>
          <Link to="/luat">{t.navigation.law}</Link>
          <a href="/may-tinh">{t.navigation.calculator}</a>
          <Link to="/dang-nhap" search={{ ve: href } as never}>
            {t.navigation.signIn}
          </Link>
          <AppearanceMenu />
        </nav>
      </header>
      <main className={styles.content}>
        <ScreenBoundary key={pathname}>
          <Outlet />
        </ScreenBoundary>
      </main>
    </>
  );
}
