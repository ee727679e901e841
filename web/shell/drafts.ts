/**
 * What somebody was typing, kept in this browser so that a failing network or power takes none of it.
 * It may name people and the machine may be shared: signing out forgets it, somebody else who signs
 * in never meets it, and after three days it is gone.
 */
const PREFIX = 'baophu.draft.';
const KEPT_MS = 3 * 86_400_000;

interface Kept {
  userId: string;
  at: number;
  value: unknown;
}

export function keepDraft(userId: string, name: string, value: unknown): void {
  const kept: Kept = { userId, at: Date.now(), value };
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(kept));
  } catch {
    // a full or forbidden storage: typing goes on without the net
  }
}

/** Null where this person kept nothing; what is too old or another's is forgotten by asking. */
export function readDraft(userId: string, name: string): unknown {
  const kept = parse(localStorage.getItem(PREFIX + name));
  if (kept === null) return null;
  if (kept.userId === userId && Date.now() - kept.at < KEPT_MS) return kept.value;
  forgetDraft(name);
  return null;
}

export function forgetDraft(name: string): void {
  localStorage.removeItem(PREFIX + name);
}

/** At sign-out all of them; when somebody has signed in, those that are not his. */
export function forgetDrafts(exceptOf: string | null): void {
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(PREFIX)) continue;
    const kept = parse(localStorage.getItem(key));
    if (kept === null || kept.userId !== exceptOf || Date.now() - kept.at >= KEPT_MS) {
      localStorage.removeItem(key);
    }
  }
}

function parse(text: string | null): Kept | null {
  if (text === null) return null;
  try {
    const kept = JSON.parse(text) as Partial<Kept>;
    return typeof kept.userId === 'string' && typeof kept.at === 'number' ? (kept as Kept) : null;
  } catch {
    return null;
  }
}
