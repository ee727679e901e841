import { describe, expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './password-hash.ts';
import { checkPassword } from './password-rules.ts';

const owner = { name: 'Nguyễn Thị Hương', username: 'huong.sonduong' };

describe('rules of a password', () => {
  const cases: [string, string[]][] = [
    ['ngắn quá', ['access.passwordTooShort']],
    ['Matkhau@123456', ['access.passwordTooCommon']],
    ['P@ssw0rd123456', ['access.passwordTooCommon']],
    ['baohiemyte2026!', ['access.passwordTooCommon']],
    ['123456789012', ['access.passwordTooCommon']],
    ['aaaaaaaaaaaab', ['access.passwordTooCommon']],
    ['qwertyuiopasdf', ['access.passwordTooCommon']],
    ['Nguyễn Thị Hương 88', ['access.passwordHoldsName']],
    ['huong-trên-đồi', ['access.passwordHoldsName']],
    ['con đò qua sông Lô', []],
    ['chè Tân Trào mùa thu', []],
    ['x7Kq-9fLm-2vRt', []],
    ['a'.repeat(60) + 'bcdefgh rừng cọ đồi chè'.repeat(4), ['access.passwordTooLong']],
  ];
  test.each(cases)('%s', (password, codes) => {
    expect(checkPassword(password, owner).map((fault) => fault.code)).toEqual(codes);
  });
});

describe('the hash of a password', () => {
  test('is argon2id with the parameters it says, salted, and holds only for its password', async () => {
    const hash = await hashPassword('con đò qua sông Lô');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(await hashPassword('con đò qua sông Lô')).not.toBe(hash);
    expect(await verifyPassword(hash, 'con đò qua sông Lô')).toBe(true);
    expect(await verifyPassword(hash, 'con đò qua sông Lo')).toBe(false);
    // typed on a keyboard that composes marks the other way
    expect(await verifyPassword(hash, 'con đò qua sông Lô'.normalize('NFD'))).toBe(true);
    expect(await verifyPassword('$2b$12$abcdefghijklmnopqrstuv', 'x')).toBe(false);
  });

  test('agrees with the reference vector of the argon2 command line tool', async () => {
    // echo -n "password" | argon2 somesalt -id -t 2 -k 65536 -p 1 -l 32
    const hash =
      '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await verifyPassword(hash, 'password')).toBe(true);
  });
});
