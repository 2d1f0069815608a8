import type { DatabaseSync } from 'node:sqlite';
import { ServiceError } from '../../http/service-error.ts';
import { openStore as openDatabase } from '../../store.ts';
import { aliasExists } from './errors.ts';

export type UserStatus = 'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED';

export interface User {
  /** Lower case, because the pool ignores case. */
  username: string;
  sub: string;
  status: UserStatus;
  enabled: boolean;
  attributes: Record<string, string>;
  /** A new e-mail address whose code hasn't been entered. */
  pendingEmail?: string;
  /** SRP salt and verifier, hex. The password itself is never stored. */
  salt: string;
  verifier: string;
  /** Milliseconds since 1970, like all times in this store. */
  temporaryPasswordUntil?: number;
  /** The secret of an authenticator app, and the last time step used, because each code is valid once. */
  totp?: { secret: string; lastStep: number };
  /** A new secret whose first code hasn't been entered. */
  unverifiedTotpSecret?: string;
  /** Whether sign-in asks for a code. */
  usesTotp?: boolean;
  createdAt: number;
  modifiedAt: number;
}

/** A sign-in. Its access and ID tokens contain `originJti` as the claim `origin_jti`. */
export interface Session {
  originJti: string;
  username: string;
  clientId: string;
  authTime: number;
  /** Expiry of all refresh tokens of this sign-in. */
  expiresAt: number;
}

export interface Code {
  hash: string;
  expiresAt: number;
}

interface Attempts {
  count: number;
  firstAt: number;
  lastAt: number;
}

export type Store = ReturnType<typeof openStore>;

const schema = `
  CREATE TABLE IF NOT EXISTS users (
    row INTEGER PRIMARY KEY AUTOINCREMENT, username TEXT NOT NULL UNIQUE, sub TEXT NOT NULL UNIQUE,
    alias TEXT UNIQUE, user TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS sessions (
    originJti TEXT PRIMARY KEY, username TEXT NOT NULL, clientId TEXT NOT NULL,
    authTime INTEGER NOT NULL, expiresAt INTEGER NOT NULL);
  CREATE INDEX IF NOT EXISTS sessions_by_user ON sessions (username);
  CREATE TABLE IF NOT EXISTS refresh_tokens (
    hash TEXT PRIMARY KEY, originJti TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE, replacedAt INTEGER);
  CREATE INDEX IF NOT EXISTS refresh_tokens_by_session ON refresh_tokens (originJti);
  CREATE TABLE IF NOT EXISTS codes (
    subject TEXT NOT NULL, purpose TEXT NOT NULL, hash TEXT NOT NULL, expiresAt INTEGER NOT NULL,
    PRIMARY KEY (subject, purpose));
  CREATE TABLE IF NOT EXISTS attempts (
    subject TEXT PRIMARY KEY, count INTEGER NOT NULL, firstAt INTEGER NOT NULL, lastAt INTEGER NOT NULL);
  CREATE INDEX IF NOT EXISTS attempts_by_time ON attempts (lastAt);
  CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL);`;

const attemptsKeptMs = 3_600_000;

/** The verified e-mail address, by which the user can also be found; null if there is none. */
function aliasOf({ attributes }: User): string | null {
  const isVerified = attributes.email_verified === 'true';
  return isVerified ? (attributes.email?.toLowerCase() ?? null) : null;
}

function refuseTaken(error: unknown): never {
  const message = error instanceof Error ? error.message : '';
  if (message.includes('users.alias')) throw aliasExists();
  if (message.includes('users.username')) {
    throw new ServiceError('UsernameExistsException', 'User already exists');
  }
  throw error;
}

/**
 * Everything of a pool that must survive a restart. Writes are synchronous, so they are stored before a call is
 * answered.
 */
export function openStore(file: string) {
  const database = openDatabase(file);
  database.exec(schema);
  return {
    ...userTable(database),
    ...sessionTables(database),
    ...codeTables(database),
    secret(name: string): string | undefined {
      return database.prepare('SELECT value FROM secrets WHERE name = ?').get(name)?.value as
        | string
        | undefined;
    },
    putSecret(name: string, value: string): void {
      database.prepare('INSERT OR REPLACE INTO secrets (name, value) VALUES (?, ?)').run(name, value);
    },
    /** Applies all of `change` or nothing. */
    transaction(change: () => void): void {
      database.exec('BEGIN IMMEDIATE');
      try {
        change();
        database.exec('COMMIT');
      } catch (error) {
        database.exec('ROLLBACK');
        throw error;
      }
    },
    close(): void {
      database.close();
    },
  };
}

function userTable(database: DatabaseSync) {
  const parse = (row: Record<string, unknown> | undefined) =>
    row === undefined ? undefined : (JSON.parse(String(row.user)) as User);
  const insert = database.prepare('INSERT INTO users (username, sub, alias, user) VALUES (?, ?, ?, ?)');
  const update = database.prepare('UPDATE users SET alias = ?, user = ? WHERE username = ?');
  const remove = database.prepare('DELETE FROM users WHERE username = ?');
  const byUsername = database.prepare('SELECT user FROM users WHERE username = ?');
  const bySub = database.prepare('SELECT user FROM users WHERE sub = ?');
  const byAlias = database.prepare('SELECT user FROM users WHERE alias = ?');
  const after = database.prepare('SELECT row, user FROM users WHERE row > ? ORDER BY row');
  return {
    userByUsername: (username: string) => parse(byUsername.get(username.toLowerCase())),
    userBySub: (sub: string) => parse(bySub.get(sub)),
    userByAlias: (email: string) => parse(byAlias.get(email.toLowerCase())),
    addUser(user: User): void {
      try {
        insert.run(user.username, user.sub, aliasOf(user), JSON.stringify(user));
      } catch (error) {
        refuseTaken(error);
      }
    },
    saveUser(user: User): void {
      try {
        update.run(aliasOf(user), JSON.stringify(user), user.username);
      } catch (error) {
        refuseTaken(error);
      }
    },
    deleteUser(username: string): void {
      database.prepare('DELETE FROM sessions WHERE username = ?').run(username);
      database.prepare('DELETE FROM codes WHERE subject = ?').run(username);
      remove.run(username);
    },
    /** Users in creation order, starting after a row number. */
    *usersAfter(row: number): Generator<{ row: number; user: User }> {
      for (const found of after.iterate(row)) {
        const user = parse(found);
        if (user) yield { row: Number(found.row), user };
      }
    },
  };
}

function sessionTables(database: DatabaseSync) {
  const insert = database.prepare('INSERT INTO sessions VALUES (?, ?, ?, ?, ?)');
  const find = database.prepare('SELECT * FROM sessions WHERE originJti = ?');
  const insertToken = database.prepare('INSERT INTO refresh_tokens VALUES (?, ?, NULL)');
  const findToken = database.prepare(
    'SELECT s.*, t.replacedAt FROM refresh_tokens t JOIN sessions s USING (originJti) WHERE t.hash = ?',
  );
  return {
    addSession(session: Session): void {
      const { originJti, username, clientId, authTime, expiresAt } = session;
      insert.run(originJti, username, clientId, authTime, expiresAt);
    },
    session: (originJti: string) => find.get(originJti) as Session | undefined,
    endSession(originJti: string): void {
      database.prepare('DELETE FROM sessions WHERE originJti = ?').run(originJti);
    },
    endSessionsOf(username: string): void {
      database.prepare('DELETE FROM sessions WHERE username = ?').run(username);
    },
    endSessionsBefore(time: number): void {
      database.prepare('DELETE FROM sessions WHERE expiresAt < ?').run(time);
    },
    addRefreshToken(hash: string, originJti: string): void {
      insertToken.run(hash, originJti);
    },
    refreshToken: (hash: string) =>
      findToken.get(hash) as (Session & { replacedAt: number | null }) | undefined,
    /** Only the first replacement counts, so that using a token again doesn't extend its grace period. */
    replaceRefreshToken(hash: string, at: number): void {
      database
        .prepare('UPDATE refresh_tokens SET replacedAt = ? WHERE hash = ? AND replacedAt IS NULL')
        .run(at, hash);
    },
  };
}

function codeTables(database: DatabaseSync) {
  const findCode = database.prepare('SELECT hash, expiresAt FROM codes WHERE subject = ? AND purpose = ?');
  const findAttempts = database.prepare('SELECT count, firstAt, lastAt FROM attempts WHERE subject = ?');
  return {
    putCode(subject: string, purpose: string, code: Code): void {
      database
        .prepare('INSERT OR REPLACE INTO codes VALUES (?, ?, ?, ?)')
        .run(subject, purpose, code.hash, code.expiresAt);
    },
    code: (subject: string, purpose: string) => findCode.get(subject, purpose) as Code | undefined,
    deleteCode(subject: string, purpose: string): void {
      database.prepare('DELETE FROM codes WHERE subject = ? AND purpose = ?').run(subject, purpose);
    },
    attempts: (subject: string) => findAttempts.get(subject) as Attempts | undefined,
    putAttempts(subject: string, { count, firstAt, lastAt }: Attempts): void {
      database
        .prepare('INSERT OR REPLACE INTO attempts VALUES (?, ?, ?, ?)')
        .run(subject, count, firstAt, lastAt);
      database.prepare('DELETE FROM attempts WHERE lastAt < ?').run(lastAt - attemptsKeptMs);
    },
    deleteAttempts(subject: string): void {
      database.prepare('DELETE FROM attempts WHERE subject = ?').run(subject);
    },
  };
}
