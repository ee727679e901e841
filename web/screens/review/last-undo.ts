/** What the key U takes back: the last decision, once, from whichever item one has come to since. */
type Undo = () => Promise<void>;

let undo: Undo | null = null;

export const lastUndo = {
  set(next: Undo): void {
    undo = next;
  },
  take(): Undo | null {
    const last = undo;
    undo = null;
    return last;
  },
};
