/** A fault of a deed that has no form to stand beside: shown in the corner until closed. */
import { notifications } from '@mantine/notifications';
import { ErrorNotice } from './states.tsx';

export function useShowFault(): (cause: unknown) => void {
  return (cause) =>
    notifications.show({
      message: <ErrorNotice error={cause} />,
      autoClose: false,
      withBorder: false,
      color: 'gap',
    });
}
