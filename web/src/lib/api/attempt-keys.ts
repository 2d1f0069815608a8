interface Attempt {
  body: string;
  key: string;
}

/**
 * Returns a function that gives a body its idempotency key. Attempts with the same body get the same key, so that one
 * whose response was lost doesn't take effect twice. The service refuses a key with another body. `keptAs`: the session
 * storage key under which the last attempt survives reloads, like the draft that it sends.
 */
export function attemptKeys(keptAs?: string): (body: unknown) => string {
  let last = (keptAs === undefined ? undefined : keptAttempt(keptAs)) ?? { body: '', key: '' };
  return (body) => {
    const text = JSON.stringify(body);
    if (last.body !== text) last = { body: text, key: crypto.randomUUID() };
    if (keptAs !== undefined) sessionStorage.setItem(keptAs, JSON.stringify(last));
    return last.key;
  };
}

function keptAttempt(keptAs: string): Attempt | undefined {
  const stored = sessionStorage.getItem(keptAs);
  return stored === null ? undefined : (JSON.parse(stored) as Attempt);
}
