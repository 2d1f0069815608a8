type Input = Record<string, unknown>;

/**
 * An operation's path with its parameters filled in. The rest of the input, except `body` and empty values, becomes the
 * query.
 */
export function addressOf(operation: { path: string }, input: Input): string {
  const inPath = new Set<string>();
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
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
