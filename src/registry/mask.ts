/** How numbers look to those who need not see them whole. */

/** `012345678901` → `012•••••••01`: enough to tell two people apart by eye. */
export function maskNationalId(number: string | null): string | null {
  return maskMiddle(number, 3, 2);
}

/** `0123456789` → `01•••••789` */
export function maskSocialInsuranceNumber(number: string | null): string | null {
  return maskMiddle(number, 2, 3);
}

/** `GD4080123456789` → `GD408•••••••789`: what the card says of the group stays readable. */
export function maskCardNumber(number: string | null): string | null {
  return number !== null && number.length < 15
    ? maskSocialInsuranceNumber(number)
    : maskMiddle(number, 5, 3);
}

/** `0912345678` → `•••••••678` */
export function maskPhone(phone: string | null): string | null {
  return maskMiddle(phone, 0, 3);
}

/** `nguyen.an@example.vn` → `n•••@example.vn` */
export function maskEmail(email: string | null): string | null {
  if (email === null) return null;
  const at = email.indexOf('@');
  return at <= 0 ? '•••' : `${email.slice(0, 1)}•••${email.slice(at)}`;
}

/** Whatever in a text looks like a number of a person: nine digits or more, also in groups. */
export function maskNumbersIn(text: string): string {
  return text.replace(/[A-Z]{0,2}\d(?:[ .-]?\d){8,}/g, (number) => maskMiddle(number, 3, 2) ?? '');
}

/** A number too short to keep both ends is hidden whole. */
function maskMiddle(number: string | null, head: number, tail: number): string | null {
  if (number === null) return null;
  const hidden = number.length - head - tail;
  if (hidden < 3) return '•'.repeat(number.length);
  return `${number.slice(0, head)}${'•'.repeat(hidden)}${number.slice(number.length - tail)}`;
}

export type FactValue = string | number | boolean | null;

const MASKS: Readonly<Record<string, (number: string | null) => string | null>> = {
  nationalId: maskNationalId,
  socialInsuranceNumber: maskSocialInsuranceNumber,
  phone: maskPhone,
  email: maskEmail,
  cardNumber: maskCardNumber,
};

/** Values of a fact by field, with every number of the person masked. */
export function maskValues(values: Readonly<Record<string, FactValue>>): Record<string, FactValue> {
  const shown = Object.entries(values).filter(([name]) => name !== 'personId');
  return Object.fromEntries(
    shown.map(([name, value]) => {
      const mask = MASKS[name];
      return [name, mask && typeof value === 'string' ? mask(value) : value];
    }),
  );
}
