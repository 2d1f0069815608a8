import { limits } from '#contract/limits.ts';

/** What a message says: JSON, or the names and values of a form. Undefined for anything else. */
export function contentOf(payload: string, contentType: string | undefined): unknown {
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType ?? '')) return formOf(payload);
  try {
    return JSON.parse(payload) as unknown;
  } catch {
    return undefined;
  }
}

function formOf(payload: string): Record<string, string | string[]> {
  const byName = Map.groupBy(new URLSearchParams(payload), ([name]) => name);
  return Object.fromEntries(
    [...byName].map(([name, all]) => {
      const values = all.map(([, value]) => value);
      return [name, values.length > 1 ? values : (values[0] ?? '')];
    }),
  );
}

const unescaped = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~');
const escaped = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');

/** What is at a place of a message (RFC 6901). Undefined if nothing is. */
export function valueAt(content: unknown, pointer: string): unknown {
  let value = content;
  for (const part of pointer.split('/').slice(1).map(unescaped)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}

/** A value as texts compare it: of numbers and booleans, what JSON shows. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);

const shownCharacters = 80;

/** The places that have a value that is a text, a number, or yes or no. */
export function placesIn(content: unknown): { at: string; text: string }[] {
  const found: { at: string; text: string }[] = [];
  const visit = (value: unknown, at: string): void => {
    if (found.length >= limits.messagePlaces || at.length > limits.pointerCharacters) return;
    if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value)) visit(inner, `${at}/${escaped(name)}`);
    else if (value !== undefined && value !== null && value !== '' && at !== '')
      found.push({ at, text: textOf(value).slice(0, shownCharacters) });
  };
  visit(content, '');
  return found;
}
