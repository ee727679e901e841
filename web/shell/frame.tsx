/** The frame around every screen: navigation, search, account; a bottom bar on a phone. */
import { ActionIcon, Drawer, Menu, Text, useMantineColorScheme } from '@mantine/core';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { type Language, useSpeech, useText } from '../text/language.tsx';
import { Icon } from '../ui/icon.tsx';
import { ScreenBoundary } from '../ui/states.tsx';
import type { Session } from '../api/session.ts';
import { Finder, useFinder } from './finder.tsx';
import { type NavigationGroup, type NavigationItem, navigationFor } from './navigation.ts';
import { useRoles } from './session.ts';
import { forgetDrafts } from './drafts.ts';
import { useSignOut } from './sign-out.ts';
import styles from './frame.module.css';

export function Frame({ session }: { session: Session }): ReactNode {
  const t = useText();
  const finder = useFinder();
  const groups = navigationFor(useRoles());
  const path = useLocation({ select: (location) => location.pathname });
  const content = useFocusOnPage(path);
  return (
    <div className={styles.frame}>
      <a href="#content" className={styles.skip}>
        {t.skipToContent}
      </a>
      <aside className={`${styles.side} no-print`}>
        <Brand />
        <Navigation groups={groups} path={path} />
        <div className={styles.foot}>
          <AppearanceMenu />
        </div>
      </aside>
      <div className={styles.main}>
        <header className={`${styles.top} no-print`}>
          <Link to="/" className={`${styles.brand} ${styles.brandNarrow}`} aria-label={t.product}>
            <Mark />
          </Link>
          <button type="button" className={styles.find} onClick={finder.open}>
            <Icon name="search" size={16} />
            <span>{t.finder.title}</span>
            <kbd>Ctrl K</kbd>
          </button>
          <div className={styles.topEnd}>
            <AccountMenu session={session} />
          </div>
        </header>
        {session.isDemo && <div className={`${styles.demo} no-print`}>{t.navigation.demo}</div>}
        <main id="content" ref={content} tabIndex={-1} className={styles.content}>
          <ScreenBoundary key={path}>
            <Outlet />
          </ScreenBoundary>
        </main>
        <BottomBar groups={groups} path={path} />
      </div>
      <Finder isOpen={finder.isOpen} onClose={finder.close} />
    </div>
  );
}

/** After a change of page the reader of the screen starts at the new page's content. */
function useFocusOnPage(path: string): RefObject<HTMLElement | null> {
  const content = useRef<HTMLElement>(null);
  const previous = useRef(path);
  useEffect(() => {
    if (previous.current === path) return;
    previous.current = path;
    content.current?.focus({ preventScroll: true });
  }, [path]);
  return content;
}

export function Mark(): ReactNode {
  return (
    <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="#0b626b" />
      <path d="M5 19.5a11 11 0 0 1 22 0z" fill="#fff" />
      <path
        d="M16 19.5v5.5a2.4 2.4 0 0 0 4.7 0M16 6.5v2"
        fill="none"
        stroke="#fff"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </svg>
  );
}

function Brand(): ReactNode {
  const t = useText();
  return (
    <Link to="/" className={styles.brand}>
      <Mark />
      <span>
        {t.product}
        <small>{t.productTagline}</small>
      </span>
    </Link>
  );
}

interface NavigationProps {
  groups: readonly NavigationGroup[];
  path: string;
  onPick?: () => void;
}

function Navigation({ groups, path, onPick }: NavigationProps): ReactNode {
  const t = useText();
  return (
    <nav className={styles.nav} aria-label={t.navigation.label}>
      {groups.map((group) => (
        <div key={group.text} className={styles.nav}>
          <div className={styles.groupName}>{t.navigation[group.text]}</div>
          {group.items.map((item) => (
            <NavigationLink key={item.id} item={item} path={path} onPick={onPick} />
          ))}
        </div>
      ))}
    </nav>
  );
}

interface NavigationLinkProps {
  item: NavigationItem;
  path: string;
  onPick?: () => void;
}

function NavigationLink({ item, path, onPick }: NavigationLinkProps): ReactNode {
  const t = useText();
  return (
    <Link
      to={item.door.to}
      className={styles.item}
      aria-current={isHere(item, path) ? 'page' : undefined}
      activeProps={{}}
      onClick={onPick}
    >
      <Icon name={item.icon} />
      <span>{t.navigation[item.text]}</span>
    </Link>
  );
}

function isHere(item: NavigationItem, path: string): boolean {
  const starts = (prefix: string): boolean => path === prefix || path.startsWith(`${prefix}/`);
  if (item.door.to === '/') return path === '/';
  return starts(item.door.to) || (item.also !== undefined && starts(item.also));
}

function BottomBar({ groups, path }: { groups: NavigationGroup[]; path: string }): ReactNode {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  const items = groups.flatMap((group) => group.items).filter((item) => item.isPrimary);
  return (
    <>
      <nav className={`${styles.bottom} no-print`} aria-label={t.navigation.label}>
        {items.map((item) => (
          <NavigationLink key={item.id} item={item} path={path} />
        ))}
        <button type="button" onClick={() => setOpen(true)}>
          <Icon name="menu" />
          <span>{t.navigation.more}</span>
        </button>
      </nav>
      <Drawer
        opened={isOpen}
        onClose={() => setOpen(false)}
        position="right"
        size="18rem"
        title={t.navigation.moreTitle}
        closeButtonProps={{ 'aria-label': t.action.close }}
      >
        <Navigation groups={groups} path={path} onPick={() => setOpen(false)} />
        <div className={styles.foot}>
          <AppearanceMenu />
        </div>
      </Drawer>
    </>
  );
}

export function AppearanceMenu(): ReactNode {
  const t = useText().appearance;
  const { language, setLanguage } = useSpeech();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const schemes = ['light', 'dark', 'auto'] as const;
  const languages: readonly [Language, string][] = [
    ['vi', t.vietnamese],
    ['en', t.english],
  ];
  return (
    <Menu position="top-start" withinPortal shadow="md">
      <Menu.Target>
        <button type="button" className={styles.who}>
          <Icon name="sun" size={17} />
          {t.menu}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t.theme}</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(value) => setColorScheme(schemes.find((one) => one === value) ?? 'auto')}
        >
          {schemes.map((scheme) => (
            <Menu.RadioItem key={scheme} value={scheme} closeMenuOnClick>
              {t[scheme]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Label>{t.language}</Menu.Label>
        <Menu.RadioGroup
          value={language}
          onChange={(value) => setLanguage(value === 'en' ? 'en' : 'vi')}
        >
          {languages.map(([value, text]) => (
            <Menu.RadioItem key={value} value={value} closeMenuOnClick>
              {text}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}

function AccountMenu({ session }: { session: Session }): ReactNode {
  const t = useText();
  const signOut = useSignOut();
  useEffect(() => forgetDrafts(session.userId), [session.userId]);
  return (
    <>
      <ActionIcon
        component={Link}
        to="/tro-giup"
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t.navigation.help}
      >
        <Icon name="help" />
      </ActionIcon>
      <Menu position="bottom-end" withinPortal shadow="md" width="16rem">
        <Menu.Target>
          <button type="button" className={styles.who} aria-label={session.name}>
            <Icon name="account" size={20} />
            <span>{session.name}</span>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            <Text size="sm" fw={600} c="var(--ink)">
              {session.name}
            </Text>
            {session.placeText}
          </Menu.Label>
          <DoorItem to="/tai-khoan" icon="account" text={t.navigation.account} />
          <Menu.Divider />
          <Menu.Item leftSection={<Icon name="signOut" size={16} />} onClick={signOut}>
            {t.navigation.signOut}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

function DoorItem({ to, icon, text }: { to: string; icon: 'account'; text: string }): ReactNode {
  return (
    <Menu.Item component={Link} to={to} leftSection={<Icon name={icon} size={16} />}>
      {text}
    </Menu.Item>
  );
}
