/** Coverage definitions by name, fetched once. */
import { useQuery } from '@tanstack/react-query';
import { type Definition, listDefinitions } from '../../api/coverage.ts';
import { useNameOf } from '../../text/language.tsx';

export interface Definitions {
  all: readonly Definition[];
  /** of a code; the code itself when unknown */
  nameOf: (code: string) => string;
  /** the same up to the first bracket or comma, for narrow places */
  shortOf: (code: string) => string;
}

export function useDefinitions(): Definitions {
  const query = useQuery({
    queryKey: ['definitions'],
    queryFn: ({ signal }) => listDefinitions(signal),
    staleTime: 10 * 60_000,
  });
  const nameOf = useNameOf();
  const all = query.data ?? [];
  const fullName = (code: string): string => {
    const definition = all.find((candidate) => candidate.code === code);
    return definition ? nameOf(definition) : code;
  };
  return { all, nameOf: fullName, shortOf: (code) => fullName(code).split(/ \(|, /)[0] ?? code };
}
