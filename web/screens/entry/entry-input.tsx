/** The one cell that is typed in. What is typed is its own until it is left. */
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import styles from './entry.module.css';

export type CellMove =
  'enter' | 'tab' | 'back' | 'row' | 'up' | 'down' | 'stay' | 'above' | 'remove' | 'send';

export interface EntryInputProps {
  label: string;
  text: string;
  isWrong: boolean;
  takesFocus: boolean;
  /** the first cell of the grid, the last of its blank row: Tab leads out there */
  isStart: boolean;
  isEnd: boolean;
  onLeave: (text: string, move: CellMove) => void;
  /** false: not a block, the input takes it itself */
  onPaste: (text: string) => boolean;
}

export function EntryInput(props: EntryInputProps): ReactNode {
  const { label, text, isWrong, takesFocus, onLeave, onPaste } = props;
  const [typed, setTyped] = useState(text);
  const input = useRef<HTMLInputElement>(null);
  // a key that left the cell has taken the letters along: the blur that follows must not again
  const isLeft = useRef(false);
  useEffect(() => {
    if (!takesFocus) return;
    input.current?.focus();
    input.current?.select();
  }, [takesFocus]);
  const leave = (move: CellMove): void => {
    isLeft.current = true;
    onLeave(typed, move);
    // where the move leads back to this cell it goes on being typed in
    queueMicrotask(() => (isLeft.current = false));
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    const move = moveOf(event);
    const leadsOut = (move === 'tab' && props.isEnd) || (move === 'back' && props.isStart);
    if (move === null || (leadsOut && event.key === 'Tab')) return;
    event.preventDefault();
    if (move === 'restore') setTyped(text);
    else leave(move);
  };
  return (
    <input
      ref={input}
      className={styles.input}
      aria-label={label}
      aria-invalid={isWrong || undefined}
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      maxLength={300}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={onKey}
      onPaste={(event) => {
        if (onPaste(event.clipboardData.getData('text/plain'))) event.preventDefault();
      }}
      onBlur={() => {
        if (!isLeft.current && typed !== text) onLeave(typed, 'stay');
      }}
    />
  );
}

/** Null = the key is the input's own. */
function moveOf(event: KeyboardEvent<HTMLInputElement>): CellMove | 'restore' | null {
  const isCommand = event.ctrlKey || event.metaKey;
  const { currentTarget: input } = event;
  switch (event.key) {
    case 'Enter':
      if (isCommand) return 'send';
      return event.shiftKey ? 'row' : 'enter';
    case 'Tab':
      return event.shiftKey ? 'back' : 'tab';
    case 'ArrowUp':
      return 'up';
    case 'ArrowDown':
      return 'down';
    case 'ArrowLeft':
      return isAtEdge(input, 'start') ? 'back' : null;
    case 'ArrowRight':
      return isAtEdge(input, 'end') ? 'tab' : null;
    case 'Escape':
      return 'restore';
    case 'Delete':
      return isCommand ? 'remove' : null;
    default:
      return isCommand && event.key.toLowerCase() === 'd' ? 'above' : null;
  }
}

/** The whole text is selected, or the caret stands at its end: an arrow leads out of the cell. */
function isAtEdge(input: HTMLInputElement, edge: 'start' | 'end'): boolean {
  const { selectionStart, selectionEnd, value } = input;
  const isWhole = selectionStart === 0 && selectionEnd === value.length;
  if (isWhole) return true;
  if (selectionStart !== selectionEnd) return false;
  return edge === 'start' ? selectionStart === 0 : selectionEnd === value.length;
}
