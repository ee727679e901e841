/** Ctrl-K from anywhere: units and people in one list, walked by arrow keys. */
import { Loader, Modal } from '@mantine/core';
import { useDebouncedValue, useHotkeys } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { fold } from '../../src/kernel/text.ts';
import { findEverywhere } from '../api/find.ts';
import { birthText } from '../screens/people/birth.ts';
import { useFormat, useText } from '../text/language.tsx';
import { type Door, useOpenDoor } from '../ui/door.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { doors } from './doors.ts';
import { maySeePersons, navigationFor } from './navigation.ts';
import { useRoles } from './session.ts';
import styles from './finder.module.css';

export interface FinderState {
  isOpen: boolean;
  open: () => void;
  close: () => void;
}

export function useFinder(): FinderState {
  const [isOpen, setOpen] = useState(false);
  useHotkeys([['mod+K', () => setOpen(true)]], ['TEXTAREA']);
  return { isOpen, open: () => setOpen(true), close: () => setOpen(false) };
}

interface Hit {
  key: string;
  icon: IconName;
  title: string;
  detail: string;
  door: Door;
}

interface HitGroup {
  title: string;
  hits: readonly Hit[];
}

export function Finder({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }): ReactNode {
  const t = useText();
  return (
    <Modal.Root
      opened={isOpen}
      onClose={onClose}
      padding={0}
      size="lg"
      yOffset="10vh"
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={t.finder.title}>
        <FinderBody onClose={onClose} />
      </Modal.Content>
    </Modal.Root>
  );
}

function FinderBody({ onClose }: { onClose: () => void }): ReactNode {
  const t = useText();
  const open = useOpenDoor();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const { groups, isSearching } = useHits(text);
  const hits = groups.flatMap((group) => group.hits);
  const current = hits[Math.min(at, hits.length - 1)];
  const follow = (hit: Hit | undefined): void => {
    if (!hit) return;
    onClose();
    open(hit.door);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      const next = Math.max(0, Math.min(hits.length - 1, at + step));
      setAt(next);
      document.getElementById(optionId(hits[next]))?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      follow(current);
    }
  };
  return (
    <>
      <div className={styles.input}>
        <Icon name="search" />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls="finder-list"
          aria-activedescendant={current && optionId(current)}
          aria-label={t.finder.title}
          placeholder={t.finder.placeholder}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKey}
          data-autofocus
          autoComplete="off"
          spellCheck={false}
        />
        {isSearching && <Loader size={16} />}
      </div>
      <div className={styles.list} id="finder-list" role="listbox" aria-label={t.finder.title}>
        {groups.map((group) => (
          <div key={group.title} role="group" aria-label={group.title}>
            <div className={styles.head} aria-hidden="true">
              {group.title}
            </div>
            {group.hits.map((hit) => (
              <Option key={hit.key} hit={hit} isCurrent={hit === current} onPick={follow} />
            ))}
          </div>
        ))}
        {hits.length === 0 && !isSearching && text.trim() !== '' && (
          <div className={styles.none}>
            <div>{t.finder.nothing(text.trim())}</div>
            <div>{t.finder.nothingHint}</div>
          </div>
        )}
      </div>
      <div className={styles.foot}>
        <span>{t.finder.start}</span>
        <span>{t.finder.keys}</span>
      </div>
    </>
  );
}

interface OptionProps {
  hit: Hit;
  isCurrent: boolean;
  onPick: (hit: Hit) => void;
}

function Option({ hit, isCurrent, onPick }: OptionProps): ReactNode {
  return (
    <div
      id={optionId(hit)}
      role="option"
      aria-selected={isCurrent}
      className={styles.option}
      onClick={() => onPick(hit)}
    >
      <Icon name={hit.icon} />
      <div>
        <div>{hit.title}</div>
        {hit.detail && <div className={styles.detail}>{hit.detail}</div>}
      </div>
    </div>
  );
}

function optionId(hit: Hit | undefined): string {
  return `finder-${hit?.key ?? 'none'}`;
}

function useHits(text: string): { groups: HitGroup[]; isSearching: boolean } {
  const t = useText();
  const format = useFormat();
  const roles = useRoles();
  const [needle] = useDebouncedValue(text.trim(), 120);
  const found = useQuery({
    queryKey: ['finder', needle, maySeePersons(roles)],
    queryFn: ({ signal }) => findEverywhere(needle, maySeePersons(roles), signal),
    enabled: needle.length >= 2,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  const groups: HitGroup[] = [{ title: t.finder.pages, hits: usePages(text) }];
  if (needle.length >= 2 && found.data) {
    const units = found.data.units.map((unit) => ({
      key: `u${unit.unitId}-${unit.validFrom ?? ''}`,
      icon: 'units' as const,
      title: unit.name,
      detail: [
        unit.code,
        ...unit.above,
        unit.validTo === null ? '' : t.finder.until(format.lastDay(unit.validTo)),
      ]
        .filter(Boolean)
        .join(' · '),
      door: doors.unit(unit.unitId),
    }));
    const people = found.data.people.map((person) => ({
      key: `p${person.personId}`,
      icon: 'person' as const,
      title: person.fullName,
      detail: [
        birthText(format, person.birthDate, person.birthPrecision),
        person.place?.units.map((unit) => unit.name).join(', '),
      ]
        .filter(Boolean)
        .join(' · '),
      door: doors.person(person.personId),
    }));
    groups.unshift(
      { title: t.finder.units, hits: units },
      { title: t.finder.people, hits: people },
    );
    if (people.length > 0) {
      groups.push({
        title: t.finder.people,
        hits: [
          {
            key: 'all',
            icon: 'people',
            title: t.finder.all(needle),
            detail: '',
            door: doors.findPeople(needle),
          },
        ],
      });
    }
  }
  return {
    groups: groups.filter((group) => group.hits.length > 0),
    isSearching: found.isFetching,
  };
}

/** Sections whose name holds what is typed; all of them while nothing is typed. */
function usePages(text: string): Hit[] {
  const t = useText();
  const roles = useRoles();
  const words = fold(text);
  return navigationFor(roles)
    .flatMap((group) => group.items)
    .filter((item) => fold(t.navigation[item.text]).includes(words))
    .map((item) => ({
      key: `n${item.id}`,
      icon: item.icon,
      title: t.navigation[item.text],
      detail: '',
      door: item.door,
    }));
}
