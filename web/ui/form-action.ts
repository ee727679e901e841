/** Sending a form: busy while it runs, the fault kept beside the form until the next try. */
import { type FormEvent, useState } from 'react';

export interface FormAction {
  isBusy: boolean;
  fault: unknown;
  clear: () => void;
  run: () => Promise<boolean>;
  onSubmit: (event: FormEvent) => void;
}

export function useFormAction(work: () => Promise<void>): FormAction {
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const run = async (): Promise<boolean> => {
    setBusy(true);
    setFault(null);
    try {
      await work();
      return true;
    } catch (cause) {
      setFault(cause);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return {
    isBusy,
    fault,
    clear: () => setFault(null),
    run,
    onSubmit: (event) => {
      event.preventDefault();
      void run();
    },
  };
}
