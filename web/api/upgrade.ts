/** What is left to do after an upgrade; for the country's administrators. */
import type { UpgradeView } from '../../src/upgrade/endpoints.ts';
import { get } from './client.ts';

export function getUpgrade(signal?: AbortSignal): Promise<UpgradeView> {
  return get('/v1/upgrade', {}, signal);
}
