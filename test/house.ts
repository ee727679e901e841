/** Sign-in, gate and journal as `src/app.ts` puts them together, for tests of access. */
import { type Auth, makeAuth } from '../src/access/auth.ts';
import { makeGate } from '../src/access/gate.ts';
import { anchorJournal, openReadJournal } from '../src/access/journal.ts';
import type { Config } from '../src/config.ts';
import type { Gate } from '../src/http/gate.ts';
import type { Context } from '../src/stores/context.ts';

export interface House {
  gate: Gate;
  auth: Auth;
  /** writes the waiting rows of the journal and anchors its end */
  close(): Promise<void>;
}

/** Texts of faults are their codes. */
export function openHouse(ctx: Context, url: string, oidc: Config['oidc'] = null): House {
  const auth = makeAuth({ ctx, url, oidc, secret: 'a secret of the tests', text: (f) => f.code });
  const reads = openReadJournal(ctx);
  return {
    gate: makeGate(ctx, auth.sessions, reads),
    auth,
    async close() {
      await reads.close();
      await anchorJournal(ctx);
    },
  };
}
