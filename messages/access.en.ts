import type { accessFaultsVi } from './access.vi.ts';
import type { FaultTexts } from './shape.ts';

export const accessFaultsEn = {
  'http.signIn': () => 'Please sign in to go on.',
  'http.notFound': () => 'Not found, or you may not see it.',
  'http.forbidden': () =>
    'You may see this but not change it. Please ask the administrator of the unit.',
  'http.invalid': () => 'Something in what was sent is not right.',
  'http.unreadable': () => 'What was sent cannot be read (not valid JSON).',
  'http.tooLarge': () => 'What was sent is too large.',
  'http.failed': () =>
    'Something failed on our side. Please try again; if it stays, give the id to the administrator.',
  'http.tookTooLong': () => 'This took too long and was stopped. Please try again or ask for less.',
  'http.conflict': () => 'Somebody else has just changed the same data. Please reload and repeat.',
  'http.wrongOrigin': () => 'The request did not come from a page of this system and was refused.',
  'http.readOnlyToken': () => 'This token may only read.',
  'input.notADate': () => 'Not a calendar day; write YEAR-MONTH-DAY, for example 2026-08-10.',
  'input.dayOutOfRange': () => 'The day must lie between 1800-01-01 and 2199-12-31.',
  'input.missing': () => 'Missing.',
  'input.wrongType': ({ expected }) => `Wrong type, expected ${expected}.`,
  'input.wrongFormat': ({ format }) => `Wrong format${formatEn(String(format))}.`,
  'input.notOneOf': ({ values }) => `Must be one of: ${values}.`,
  'input.tooShort': ({ minimum }) => `Too short, at least ${minimum} characters.`,
  'input.tooLong': ({ maximum }) => `Too long, at most ${maximum} characters.`,
  'input.tooFew': ({ minimum }) => `Too few, at least ${minimum}.`,
  'input.tooMany': ({ maximum }) => `Too many, at most ${maximum}.`,
  'input.tooSmall': ({ minimum }) => `Too small, at least ${minimum}.`,
  'input.tooBig': ({ maximum }) => `Too big, at most ${maximum}.`,
  'input.unknownName': ({ name }) => `There is no parameter “${name}”.`,
  'input.invalid': () => 'Not valid.',
  'jobs.notFound': () => 'No such job.',
  'jobs.alreadyOver': () => 'The job is over and cannot be stopped.',
  'access.passwordTooShort': ({ minimum }) => `A password needs at least ${minimum} characters.`,
  'access.passwordTooLong': ({ maximum }) => `A password has at most ${maximum} characters.`,
  'access.passwordTooCommon': () =>
    'This password is easily guessed. Use a phrase of a few words only you remember.',
  'access.passwordHoldsName': () => 'A password must not hold your name or login name.',
  'access.user.notFound': () => 'No such user.',
  'access.username.conflict': () => 'Somebody has this login name already.',
  'access.email.conflict': () => 'This address belongs to another user.',
  'access.unitUnknown': () => 'There is no such unit by the boundaries of that day.',
  'access.cannotGive': () =>
    'You can give only what you hold, within your own place, and for no longer than you hold it.',
  'access.cannotManage': () =>
    'This user has rights outside your place, so you cannot manage them.',
  'access.datesReversed': () => 'The end must come after the beginning.',
  'access.noVault': () => 'This server keeps no key to sign the journal with.',
  'access.unit.notFound': () => 'No such unit.',
  'access.grant.notFound': () => 'No such grant.',
  'access.usernameFormat': () =>
    'A login name has 3–64 small letters without marks, digits, dots, dashes; it starts with a letter or digit.',
  'access.grantAlreadyEnded': () => 'This grant has ended already.',
  'access.grantNotYours': () => 'A token carries only rights you hold yourself.',
  'access.alreadySuspended': () => 'The account is suspended already.',
  'access.notSuspended': () => 'The account is not suspended.',
  'access.notYourself': () => 'You cannot do this to your own account.',
  'access.lastAdministrator': () =>
    'This is the last administrator of the whole system; give the right to somebody else first.',
  'access.session.notFound': () => 'No such session.',
  'access.token.notFound': () => 'No such token.',
  'access.tooManyTokens': ({ maximum }) => `A person has at most ${maximum} tokens.`,
  'access.linkInvalid': () =>
    'The link is wrong, used or expired. Please ask the administrator for a new one.',
  'access.tooManyTries': ({ minutes }) =>
    `Too many wrong tries. Please try again in ${minutes} minutes, or ask the administrator for a new password.`,
  'access.wrongLogin': () => 'Wrong login name or password.',
  'access.wrongPassword': () => 'The current password is wrong.',
  'access.wrongCode': () => 'The code is wrong or has expired.',
  'access.suspended': () => 'The account is suspended. Please ask the administrator of the unit.',
  'access.sessionTooOld': () => 'Please sign in again before doing this.',
  'access.passkeyFailed': () => 'The passkey could not be confirmed. Please try again.',
  'access.signInFailed': () => 'Signing in did not work. Please try again.',
} satisfies Record<keyof typeof accessFaultsVi, FaultTexts[string]>;

function formatEn(format: string): string {
  const names: Record<string, string> = {
    date: ', a day like 2026-07-01 is needed',
    datetime: ', an instant like 2026-07-01T08:00:00Z is needed',
    email: ', an e-mail address is needed',
    uuid: ', an id is needed',
  };
  return names[format] ?? '';
}
