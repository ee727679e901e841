/** Files on their way: made smaller, sent one after another, tried again, kept until they are there. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiFault } from '../../api/client.ts';
import { type PaperFields, type PaperOwner, sendPaper } from '../../api/papers.ts';
import { mayPass, waitBefore } from './patience.ts';
import { type Ready, shrinkPicture } from './shrink.ts';

export type Stage =
  | { at: 'ready' }
  | { at: 'sending'; share: number }
  | { at: 'waiting'; seconds: number; fault: unknown }
  | { at: 'failed'; fault: unknown }
  | { at: 'done'; repeated: boolean };

export interface Outgoing extends Ready {
  key: number;
  stage: Stage;
}

export interface Sending {
  files: readonly Outgoing[];
  isBusy: boolean;
  /** adds files; they are made smaller at once */
  add: (chosen: readonly File[]) => Promise<void>;
  drop: (key: number) => void;
  /** sends all that is not there yet; answers whether all arrived */
  send: (owner: PaperOwner, fields: PaperFields) => Promise<boolean>;
}

let nextKey = 1;

export function useSending(): Sending {
  const [files, setFiles] = useState<readonly Outgoing[]>([]);
  const [isBusy, setBusy] = useState(false);
  const current = useRef(files);
  const stop = useRef(new AbortController());
  const change = useCallback((work: (files: readonly Outgoing[]) => readonly Outgoing[]) => {
    current.current = work(current.current);
    setFiles(current.current);
  }, []);
  const isUnsent = files.some((file) => file.stage.at !== 'done');
  useLeaveWarning(isUnsent);
  useEffect(() => {
    const controller = new AbortController();
    stop.current = controller;
    return () => {
      controller.abort();
      for (const { picture } of current.current) if (picture) URL.revokeObjectURL(picture);
    };
  }, []);
  const setStage = (key: number, stage: Stage): void =>
    change((all) => all.map((file) => (file.key === key ? { ...file, stage } : file)));
  return {
    files,
    isBusy,
    async add(chosen) {
      for (const file of chosen) {
        const ready = await shrinkPicture(file);
        nextKey += 1;
        const key = nextKey;
        change((all) => [...all, { ...ready, key, stage: { at: 'ready' } }]);
      }
    },
    drop: (key) => change((all) => all.filter((file) => file.key !== key)),
    async send(owner, fields) {
      setBusy(true);
      try {
        for (const file of current.current) {
          if (file.stage.at === 'done') continue;
          const on = (stage: Stage): void => setStage(file.key, stage);
          await sendPatiently(owner, fields, file, on, stop.current.signal);
        }
        return current.current.every((file) => file.stage.at === 'done');
      } finally {
        setBusy(false);
      }
    },
  };
}

async function sendPatiently(
  owner: PaperOwner,
  fields: PaperFields,
  file: Outgoing,
  on: (stage: Stage) => void,
  signal: AbortSignal,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    on({ at: 'sending', share: 0 });
    try {
      const onShare = (share: number): void => on({ at: 'sending', share });
      const { repeated } = await sendPaper(owner, fields, file.body, onShare, signal);
      return on({ at: 'done', repeated });
    } catch (fault) {
      const seconds = waitBefore(tries);
      const isPassing = fault instanceof ApiFault && mayPass(fault.kind);
      if (!isPassing || seconds === null || signal.aborted) return on({ at: 'failed', fault });
      on({ at: 'waiting', seconds, fault });
      await untilBetter(seconds, signal);
    }
  }
}

/** For so long, or until the device says that it is on the net again. */
function untilBetter(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      globalThis.removeEventListener('online', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, seconds * 1000);
    globalThis.addEventListener('online', done);
    signal.addEventListener('abort', done);
  });
}

/** A photo that is not sent yet is lost with the page. */
function useLeaveWarning(isActive: boolean): void {
  useEffect(() => {
    if (!isActive) return undefined;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    globalThis.addEventListener('beforeunload', warn);
    return () => globalThis.removeEventListener('beforeunload', warn);
  }, [isActive]);
}
