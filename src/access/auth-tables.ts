/** better-auth's models on the tables of sql/000003_access.sql: names, columns, instants. */
import type { KyselyPlugin, RootOperationNode, UnknownRow } from 'kysely';

export const SESSION_TABLE = {
  modelName: 'session',
  fields: columns('userId', 'expiresAt', 'ipAddress', 'userAgent', 'createdAt', 'updatedAt'),
};

export const USER_TABLE = {
  modelName: 'user',
  fields: columns('emailVerified', 'createdAt', 'updatedAt'),
};

export const ACCOUNT_TABLE = {
  modelName: 'account',
  fields: columns(
    'userId',
    'accountId',
    'providerId',
    'accessToken',
    'refreshToken',
    'idToken',
    'accessTokenExpiresAt',
    'refreshTokenExpiresAt',
    'createdAt',
    'updatedAt',
  ),
};

export const VERIFICATION_TABLE = {
  modelName: 'verification',
  fields: columns('expiresAt', 'createdAt', 'updatedAt'),
};

export const TWO_FACTOR_TABLES = {
  user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
  twoFactor: {
    modelName: 'two_factor',
    fields: columns('backupCodes', 'userId', 'lockedUntil', 'failedVerificationCount'),
  },
};

export const PASSKEY_TABLES = {
  passkey: {
    fields: {
      ...columns('publicKey', 'userId', 'deviceType', 'backedUp', 'createdAt'),
      credentialID: 'credential_id',
    },
  },
};

/** better-auth's camelCase names to the columns of our tables. */
function columns<const Name extends string>(...names: Name[]): Record<Name, string> {
  const entries = names.map((name) => [
    name,
    name.replace(/[A-Z]/g, (sign) => `_${sign.toLowerCase()}`),
  ]);
  return Object.fromEntries(entries) as Record<Name, string>;
}

const INSTANT_COLUMNS = [
  'created_at',
  'updated_at',
  'expires_at',
  'locked_until',
  'access_token_expires_at',
  'refresh_token_expires_at',
];

/** Our connections give instants as ISO text; better-auth compares them as Date. */
export class InstantsAsDates implements KyselyPlugin {
  transformQuery({ node }: { node: RootOperationNode }): RootOperationNode {
    return node;
  }

  async transformResult<T extends { rows: UnknownRow[] }>({ result }: { result: T }): Promise<T> {
    for (const row of result.rows) {
      for (const column of INSTANT_COLUMNS) {
        const value = row[column];
        if (typeof value === 'string') row[column] = new Date(value);
      }
    }
    return result;
  }
}
