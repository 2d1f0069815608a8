import type { CustomKind } from './custom-field.ts';
import { limits } from './limits.ts';

/** Characters that custom values of a kind may have; kinds that are not typed as text have no such bound. */
export const customLengths: Partial<Record<CustomKind, number>> = {
  text: limits.customTextCharacters,
  longText: limits.customLongTextCharacters,
  email: limits.emailCharacters,
  url: limits.urlCharacters,
};
