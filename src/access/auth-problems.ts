/** better-auth's errors in the form and the words of all others. */
import type { ProblemFault } from '../http/problem.ts';
import { type FaultText, describeFault, languageOf, problemOf } from '../http/problem.ts';
import type { Fault } from '../kernel/outcome.ts';

interface AuthError {
  code?: string;
  message?: string;
  /** ours, thrown by the house rules */
  faults?: Fault[];
}

const WRONG_LOGIN = { status: 401, code: 'access.wrongLogin' };
const WRONG_CODE = { status: 401, code: 'access.wrongCode' };
const WRONG_ORIGIN = { status: 403, code: 'http.wrongOrigin' };

const PROBLEMS: Readonly<Record<string, { status: number; code: string }>> = {
  INVALID_USERNAME_OR_PASSWORD: WRONG_LOGIN,
  INVALID_EMAIL_OR_PASSWORD: WRONG_LOGIN,
  INVALID_USERNAME: WRONG_LOGIN,
  USERNAME_TOO_SHORT: WRONG_LOGIN,
  USERNAME_TOO_LONG: WRONG_LOGIN,
  INVALID_EMAIL: WRONG_LOGIN,
  PASSWORD_TOO_LONG: WRONG_LOGIN,
  INVALID_PASSWORD: { status: 422, code: 'access.wrongPassword' },
  CREDENTIAL_ACCOUNT_NOT_FOUND: { status: 422, code: 'access.wrongPassword' },
  INVALID_CODE: WRONG_CODE,
  INVALID_BACKUP_CODE: WRONG_CODE,
  INVALID_TWO_FACTOR_COOKIE: WRONG_CODE,
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: WRONG_CODE,
  ACCOUNT_TEMPORARILY_LOCKED: { status: 429, code: 'access.tooManyTries' },
  INVALID_ORIGIN: WRONG_ORIGIN,
  MISSING_OR_NULL_ORIGIN: WRONG_ORIGIN,
  CROSS_SITE_NAVIGATION_LOGIN_BLOCKED: WRONG_ORIGIN,
  INVALID_CALLBACK_URL: WRONG_ORIGIN,
  INVALID_ERROR_CALLBACK_URL: WRONG_ORIGIN,
  SESSION_NOT_FRESH: { status: 403, code: 'access.sessionTooOld' },
  UNAUTHORIZED: { status: 401, code: 'http.signIn' },
  VALIDATION_ERROR: { status: 400, code: 'http.invalid' },
};

/** Minutes better-auth locks the second factor for after ten wrong codes. */
export const SECOND_FACTOR_LOCK_MINUTES = 15;

/** Answers that are no errors, and redirects, pass untouched. */
export async function withProblem(
  response: Response,
  acceptLanguage: string | null,
  text: FaultText,
): Promise<Response> {
  if (response.status < 400) return response;
  const error = parse(await response.text());
  const fault = error.faults?.[0] ?? {
    code: problemCode(error, response.status),
    params: { minutes: SECOND_FACTOR_LOCK_MINUTES },
  };
  const status = error.faults
    ? response.status
    : (PROBLEMS[error.code ?? '']?.status ?? response.status);
  const language = languageOf(acceptLanguage);
  const faults: ProblemFault[] = (error.faults ?? []).map((one) =>
    describeFault(one, language, text),
  );
  const problem = problemOf(status, fault.code, language, text, faults.length ? { faults } : {});
  const title = text(fault, language) ?? fault.code;
  const headers = new Headers({
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
  });
  for (const cookie of response.headers.getSetCookie()) headers.append('set-cookie', cookie);
  // `message` is where better-auth's browser client looks
  return new Response(JSON.stringify({ ...problem, title, message: title }), { status, headers });
}

function parse(text: string): AuthError {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function problemCode(error: AuthError, status: number): string {
  const known = PROBLEMS[error.code ?? ''];
  if (known) return known.code;
  if (/PASSKEY|CHALLENGE|AUTHENTICATION_FAILED/.test(error.code ?? ''))
    return 'access.passkeyFailed';
  if (status === 404) return 'http.notFound';
  return status >= 500 ? 'http.failed' : 'access.signInFailed';
}
