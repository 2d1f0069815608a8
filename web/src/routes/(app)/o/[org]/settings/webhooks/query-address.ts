/** The address with other values in its query. What is undefined or empty is removed. */
export function withQuery(
  url: Pick<URL, 'pathname' | 'search'>,
  values: Record<string, string | undefined>,
): string {
  const query = new URLSearchParams(url.search);
  for (const [name, value] of Object.entries(values))
    if (value === undefined || value === '') query.delete(name);
    else query.set(name, value);
  const text = query.toString();
  return text === '' ? url.pathname : `${url.pathname}?${text}`;
}
