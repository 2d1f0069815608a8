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
  if (entries.length === 0 || !areValid)
    throw new Error('The secret with the sealing keys has another form.');
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
export function usableIds(keys: SealingKeys, at: Date): string[] {
  const ids = Object.keys(keys).sort().reverse();
  const usable = ids.filter((id) => id <= idOf(at));
  return usable.length > 0 ? usable : ids.slice(-1);
}

/** The keys with a new secret, used from an hour after `now`. */
export const withNewKey = (keys: SealingKeys, secret: string, now: Date): SealingKeys => ({
  ...keys,
  [idOf(new Date(now.getTime() + minutesUntilUsed * 60_000))]: secret,
});

/**
 * The keys of a stage that has written with another secret up to now, which had no id. The secret that was made for it
 * takes over an hour later.
 */
export function withEarliestKey(keys: SealingKeys, earliest: string, now: Date): SealingKeys {
  const { [firstKeyId]: first, ...others } = keys;
  if (earliestKeyId in keys || first === undefined) return keys;
  return withNewKey({ ...others, [earliestKeyId]: earliest }, first, now);
}

const idOf = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;
