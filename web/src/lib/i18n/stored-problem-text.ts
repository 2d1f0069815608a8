import { refusals } from './problem-text.ts';

/**
 * Why a value that somebody else sent can’t become a record, by the stored code. Messages about values of forms that
 * need a limit aren’t used, because it isn’t stored with the code.
 */
export function storedProblemText(own: { other: string }, code: string): string {
  const texts: Record<string, unknown> = { ...refusals()?.errors, ...own };
  const text = texts[code];
  return typeof text === 'string' ? text : own.other;
}
