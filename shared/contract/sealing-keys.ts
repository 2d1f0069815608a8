/**
 * The secrets from which a stage derives its keys, by id. An id is the moment (ISO 8601, UTC, to the second) from which
 * the stage writes with that secret, so the last id that has passed is the current one. Older secrets stay: they read
 * what was written with them.
 */
export type SealingKeys = Readonly<Record<string, string>>;

/** The secret of releases before 0.7, which wrote no ids. */
export const earliestKeyId = '0';

/** The secret that is made with a stage. Its time has always passed. */
export const firstKeyId = '2000-01-01T00:00:00Z';

/** A secret that is used once the application reads the keys. Its time never comes. */
export const waitingKeyId = '9999-01-01T00:00:00Z';

/**
 * How long a new secret is only read with, before the stage writes with it. By then every instance of a function has
 * read it, because instances read the keys again sooner.
 */
export const minutesUntilUsed = 60;
export const minutesUntilReadAgain = 15;

const idPattern = /^(?:0|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)$/;

/** Reads the stored text, a JSON object. Throws an error that tells nothing of it if it isn't what this module writes. */
export function parseSealingKeys(text: string): SealingKeys {
  const keys: unknown = parsed(text);
  const entries = typeof keys === 'object' && keys !== null ? Object.entries(keys) : [];
  const areValid = entries.every(
    ([id, secret]) => idPattern.test(id) && typeof secret === 'string' && secret !== '',
  );
  if (entries.length === 0 || !areValid) throw new Error('The secret is not a JSON object of keys.');
  return keys as SealingKeys;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The ids of the secrets that may be written with at this time, newest first. If none may yet, the oldest one. */
export function usableIds(keys: SealingKeys, at: Date): [string, ...string[]] {
  const [oldest = firstKeyId, ...later] = Object.keys(keys).sort();
  const [newest, ...others] = later.filter((id) => id <= idOf(at)).reverse();
  return newest === undefined ? [oldest] : [newest, ...others, oldest];
}

/** The keys with a new secret, used from an hour after `now`. */
export const withNewKey = (keys: SealingKeys, secret: string, now: Date): SealingKeys => ({
  ...keys,
  [idOf(new Date(now.getTime() + minutesUntilUsed * 60_000))]: secret,
});

/**
 * The keys of a stage that has written with another secret up to now, which had no id. The secret that was made for it
 * waits until its application reads the keys.
 */
export function withEarliestKey(keys: SealingKeys, earliest: string): SealingKeys {
  const { [firstKeyId]: first, ...others } = keys;
  if (earliestKeyId in keys || first === undefined) return keys;
  return { ...others, [earliestKeyId]: earliest, [waitingKeyId]: first };
}

/** The keys once the application reads them: a secret that has waited is used from an hour after `now`. */
export function withWaitingKeyUsed(keys: SealingKeys, now: Date): SealingKeys {
  const { [waitingKeyId]: waiting, ...others } = keys;
  return waiting === undefined ? keys : withNewKey(others, waiting, now);
}

const idOf = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;
