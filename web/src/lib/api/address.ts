import { isParam } from '#contract/path-params.ts';

type Input = Record<string, unknown>;

const placeholder = /\{(\w+)\}/g;

/**
 * Whether the parameters of an operation’s path can name something. Others, such as what follows a list in the browser’s
 * address, could name another operation: the board of a type is where the record with the ID `board` would be.
 */
export const isAddressable = ({ path }: { path: string }, input: Input): boolean =>
  [...path.matchAll(placeholder)].every(([, name = '']) => isParam(name, String(input[name])));

/**
 * An operation's path with its parameters filled in. The rest of the input, except `body` and empty values, becomes the
 * query.
 */
export function addressOf(operation: { path: string }, input: Input): string {
  const inPath = new Set<string>();
  const path = operation.path.replace(placeholder, (_, name: string) => {
    inPath.add(name);
    return encodeURIComponent(String(input[name]));
  });
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input)) {
    if (inPath.has(name) || name === 'body' || value === undefined || value === '') continue;
    if (Array.isArray(value) && value.length === 0) continue;
    query.set(name, String(value));
  }
  return query.size > 0 ? `${path}?${query}` : path;
}
