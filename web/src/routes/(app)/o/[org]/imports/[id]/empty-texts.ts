import { limits } from '#contract/limits.ts';

/** The most characters of a text that counts as empty. */
export const emptyTextCharacters = 40;

/** The texts in an input in which commas separate them, each once. */
export function emptyTextsIn(input: string): string[] {
  const texts = input.split(',').flatMap((part) => part.trim() || []);
  return texts.filter(
    (text, place) => texts.findIndex((one) => one.toLowerCase() === text.toLowerCase()) === place,
  );
}

export const emptyTextsInput = (texts: readonly string[]): string => texts.join(', ');

/** Which limit texts exceed, if any. */
export function excessOf(texts: readonly string[]): 'tooMany' | 'tooLong' | undefined {
  if (texts.length > limits.importEmptyTexts) return 'tooMany';
  return texts.some((text) => text.length > emptyTextCharacters) ? 'tooLong' : undefined;
}
