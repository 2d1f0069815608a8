/**
 * Returns a function that gives a body its idempotency key. Attempts with the same body get the same key, so that one
 * whose response was lost doesn't take effect twice. The service refuses a key with another body.
 */
export function attemptKeys(): (body: unknown) => string {
  let last = { body: '', key: '' };
  return (body) => {
    const text = JSON.stringify(body);
    if (last.body !== text) last = { body: text, key: crypto.randomUUID() };
    return last.key;
  };
}
