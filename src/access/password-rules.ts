/** What a password must be: long above all (NIST SP 800-63B), no rule about kinds of signs. */
import type { Fault } from '../kernel/outcome.ts';
import { fold } from '../kernel/text.ts';

export const PASSWORD_LENGTH_MIN = 12;
export const PASSWORD_LENGTH_MAX = 128;

const DISTINCT_CHARACTERS_MIN = 6;
const LETTERS_BESIDE_COMMON_WORDS_MIN = 4;

/** Words guessers try first, folded; numbers and signs around them add little. */
const COMMON_WORDS: readonly string[] =
  `password passwd matkhau matkhau admin administrator quantri welcome qwertyuiop
   qwerty asdfghjkl asdfgh zxcvbnm letmein iloveyou dragon baohiemyte baohiemxahoi
   baohiem baophu bhyt bhxh vietnam sonduong tuyenquang hanoi saigon
   xinchao anhyeuem emyeuanh giadinh hanhphuc abcdefgh abcdef abc test
   user login secret changeme default monkey football master sunshine
   princess superman facebook zalo ubnd canbo yte tramyte xaphuong
   matkhaumoi doimatkhau taikhoan`
    .split(/\s+/)
    .sort((a, b) => b.length - a.length);

const SEQUENCES: readonly string[] = [
  '0123456789012345',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
];

const LOOKALIKES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** Every fault at once; `at` is the field of the password. */
export function checkPassword(
  password: string,
  owner: { name: string; username: string },
  at = 'body.password',
): Fault[] {
  const faults: Fault[] = [];
  const length = [...password.normalize('NFC')].length;
  if (length < PASSWORD_LENGTH_MIN) {
    faults.push({ code: 'access.passwordTooShort', params: { minimum: PASSWORD_LENGTH_MIN }, at });
  }
  if (length > PASSWORD_LENGTH_MAX) {
    faults.push({ code: 'access.passwordTooLong', params: { maximum: PASSWORD_LENGTH_MAX }, at });
  }
  if (holdsOwner(password, owner)) faults.push({ code: 'access.passwordHoldsName', at });
  else if (isEasy(password)) faults.push({ code: 'access.passwordTooCommon', at });
  return faults;
}

function holdsOwner(password: string, owner: { name: string; username: string }): boolean {
  const plain = fold(password).replaceAll(' ', '');
  const words = [fold(owner.name).replaceAll(' ', ''), ...fold(owner.username).split(' ')];
  return words.some((word) => word.length >= 4 && plain.includes(word));
}

function isEasy(password: string): boolean {
  if (new Set(password).size < DISTINCT_CHARACTERS_MIN) return true;
  const lower = password.toLowerCase();
  if (SEQUENCES.some((run) => run.includes(lower) || run.includes(reversed(lower)))) return true;
  const bare = lower
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('đ', 'd');
  const core = bare.replace(/^[^a-z]+|[^a-z]+$/g, '');
  const letters = [...core].map((sign) => LOOKALIKES[sign] ?? sign).join('');
  return [letters, bare].some((text) => isLittleBesideCommonWords(text.replace(/[^a-z]/g, '')));
}

function isLittleBesideCommonWords(letters: string): boolean {
  let rest = letters;
  for (const word of COMMON_WORDS) rest = rest.replaceAll(word, '');
  return rest.length < LETTERS_BESIDE_COMMON_WORDS_MIN;
}

function reversed(text: string): string {
  return [...text].reverse().join('');
}
