import type { Key } from './keys.ts';

/** A key as text, for maps. */
export const itemName = (key: Key): string => `${key.pk}\n${key.sk}`;
