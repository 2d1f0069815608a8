import { createHmac, hkdfSync } from 'node:crypto';
import { usableIds, type SealingKeys } from '#contract/sealing-keys.ts';

/** A key for one purpose, with the id of the secret from which it was derived. */
export interface StageKey {
  id: string;
  bytes: Buffer;
}

let keys: SealingKeys | undefined;
const derived = new Map<string, Buffer>();

/** Derives all keys from these secrets from now on. See load-stage-keys.ts. */
export function useSealingKeys(read: SealingKeys): void {
  keys = read;
  derived.clear();
}

/**
 * The key for one purpose that the stage writes with at this time. Keys for different purposes are independent and
 * reveal nothing about the secret.
 */
export const stageKey = (purpose: string, at = new Date()): StageKey =>
  keyOf(usableIds(known(), at)[0], purpose);

/** All keys for one purpose with which the stage may have written, newest first: also the next one. */
export const stageKeys = (purpose: string): StageKey[] =>
  Object.keys(known())
    .sort()
    .reverse()
    .map((id) => keyOf(id, purpose));

/** The keys for one purpose with which the stage may have written in the last hours, newest first. */
export function recentStageKeys(purpose: string, hours: number, at: Date): StageKey[] {
  const since = new Date(at.getTime() - hours * 3_600_000);
  const [oldest] = usableIds(known(), since);
  return usableIds(known(), at)
    .filter((id) => id >= oldest)
    .map((id) => keyOf(id, purpose));
}

/** The key with this id; undefined if the stage has none. */
export const stageKeyWith = (id: string, purpose: string): StageKey | undefined =>
  Object.hasOwn(known(), id) ? keyOf(id, purpose) : undefined;

function known(): SealingKeys {
  if (!keys) throw new Error('the keys of the stage were not read');
  return keys;
}

/** HKDF-SHA256 of the secret. */
function keyOf(id: string, purpose: string): StageKey {
  const name = `${id} ${purpose}`;
  const bytes =
    derived.get(name) ?? Buffer.from(hkdfSync('sha256', known()[id] ?? '', '', `cobalt ${purpose}`, 32));
  derived.set(name, bytes);
  return { id, bytes };
}

/** The keyed hash of a text, base64url. */
export const keyedHash = ({ bytes }: StageKey, text: string): string =>
  createHmac('sha256', bytes).update(text).digest('base64url');

/**
 * The keyed hash that the table stores instead of a subject, such as an IP address. It differs in every time span, and
 * begins anew with a new key.
 */
export const spanHash = (purpose: string, span: number, subject: string): string =>
  keyedHash(stageKey(purpose), `${span}.${subject}`);
