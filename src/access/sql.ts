/** Every SQL statement of sign-in, grants, tokens and links. The journal's are in journal-sql.ts. */
import { sql } from 'kysely';
import type { Role } from '../kernel/actor.ts';
import type { IsoDate } from '../kernel/dates.ts';
import type { Database } from '../stores/database.ts';
