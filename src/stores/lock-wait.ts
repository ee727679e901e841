/** Work that gives up on a lock and comes again, so that nobody queues behind it while it waits. */
import { setTimeout as sleep } from 'node:timers/promises';

const LOCK_NOT_AVAILABLE = '55P03';

/** Runs `attempt`, which sets its own `lock_timeout` and undoes itself, until it gets its locks. */
export async function untilUnlocked<T>(
  attempt: () => Promise<T>,
  { pauseMs, triesMax }: { pauseMs: number; triesMax: number },
): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt();
    } catch (cause) {
      const { code } = cause as { code?: string };
      if (code !== LOCK_NOT_AVAILABLE || tried >= triesMax) throw cause;
      await sleep(pauseMs);
    }
  }
}
