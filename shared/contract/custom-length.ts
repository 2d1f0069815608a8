import type { CustomKind } from './custom-field.ts';
import { limits } from './limits.ts';

/**
 * Maximum number of characters of custom values by kind, for kinds whose values are text. Phone numbers are limited by
 * their format instead.
 */
export const customLengths: Partial<Record<CustomKind, number>> = {
  text: limits.customTextCharacters,
  longText: limits.customLongTextCharacters,
  email: limits.emailCharacters,
  url: limits.urlCharacters,
};
