import { useTexts } from '../../text/language.tsx';

/** Names of statuses; a list of a new law may bring one that has no name here yet. */
export function useStatusName(): (status: string) => string {
  const names: Readonly<Record<string, string>> = useTexts('registry').status;
  return (status) => names[status] ?? status;
}
