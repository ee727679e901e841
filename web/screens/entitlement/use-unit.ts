/** The unit a screen is about: of the address bar, else where the person works; null without any. */
import { useAddress } from '../../shell/address.ts';
import { useSession } from '../../shell/session.ts';
import { readUnit } from './persuade-address.ts';

export function useUnitId(): number | null {
  const session = useSession();
  const [search] = useAddress();
  return readUnit(search['donvi']) ?? session?.homeUnitId ?? null;
}
