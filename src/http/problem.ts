/** Answers to what went wrong, as RFC 9457 problem details with every fault at once. */
import type { Fault } from '../kernel/outcome.ts';

export type Language = 'vi' | 'en';

/** The text of a fault in a language; undefined when its code is not known. */
export type FaultText = (fault: Fault, language: Language) => string | undefined;

export interface ProblemFault {
  /** where: `query.asOf`, `body.persons.3.birthDate` */
  at?: string;
  code: string;
  message: string;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  faults?: ProblemFault[];
  /** of a failure of ours: what to quote when asking for help */
  id?: string;
}

const STATUS_OF_ENDING: Readonly<Record<string, number>> = {
  notFound: 404,
  forbidden: 403,
  cannotGive: 403,
  cannotManage: 403,
  conflict: 409,
  stale: 409,
  tooManyTries: 429,
};

/** The status of an expected failure follows the last word of its code; anything else is 422. */
export function statusOf(code: string): number {
  return STATUS_OF_ENDING[code.slice(code.lastIndexOf('.') + 1)] ?? 422;
}

/** The language of an Accept-Language header: Vietnamese unless English is preferred. */
export function languageOf(header: string | null | undefined): Language {
  let best: Language = 'vi';
  let bestWeight = 0;
  for (const part of (header ?? '').split(',')) {
    const [tag = '', ...rest] = part.trim().toLowerCase().split(';');
    const language = tag.startsWith('vi') ? 'vi' : tag.startsWith('en') ? 'en' : null;
    const weight = Number(
      rest
        .find((item) => item.trim().startsWith('q='))
        ?.trim()
        .slice(2) ?? 1,
    );
    if (language && weight > bestWeight) {
      best = language;
      bestWeight = weight;
    }
  }
  return best;
}

export function describeFault(fault: Fault, language: Language, text: FaultText): ProblemFault {
  const message = text(fault, language) ?? fault.code;
  return fault.at === undefined
    ? { code: fault.code, message }
    : { at: fault.at, code: fault.code, message };
}

export function problemOf(
  status: number,
  code: string,
  language: Language,
  text: FaultText,
  more: Pick<Problem, 'faults' | 'id'> = {},
): Problem {
  // a fault of the same code knows its numbers and days
  const told = more.faults?.find((fault) => fault.code === code)?.message;
  const title = told ?? text({ code }, language) ?? code;
  return { type: `urn:baophu:problem:${code}`, title, status, code, ...more };
}

/** No detail of any kind: a missing thing and one out of the caller's places answer alike. */
export function problemResponse(problem: Problem): Response {
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
    },
  });
}
