import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { uniqueMark } from './organization.ts';

/**
 * Patterns of what must never appear in a log: credentials and user input. Names and other texts are recognized only if
 * they contain a text from `unique`.
 */
export const secrets = {
  'a token': /eyJ[\w-]{10,}/,
  'an API key': /cobalt_[\w-]{20,}/,
  'a secret of Stripe': /\b(?:sk|rk)_(?:test|live)_\w{10,}|whsec_\w{10,}/,
  'a password': /four quiet words|quiet blue harbour/,
  'an e-mail address': /[\w.+-]+@[\w-]+\.\w+/,
  'a phone number': /\+\d{7,15}/,
  'something typed': uniqueMark,
} satisfies Record<string, RegExp>;

/** Log lines of a host that aren't JSON, contain a secret, or describe a request without its id. */
export function badLogLines(dataDir: string): string[] {
  const folder = path.join(dataDir, 'logs');
  const bad: string[] = [];
  for (const file of readdirSync(folder)) {
    for (const line of readFileSync(path.join(folder, file), 'utf8').split('\n')) {
      const wrong = line === '' ? undefined : wrongIn(line);
      if (wrong !== undefined) bad.push(`${file}: ${wrong}: ${line.slice(0, 300)}`);
    }
  }
  return bad;
}

function wrongIn(line: string): string | undefined {
  const parsed = parse(line);
  if (!parsed) return 'no JSON';
  const leaked = Object.entries(secrets).find(([, pattern]) => pattern.test(line));
  if (leaked) return leaked[0];
  // Other lines, such as those of stream readers, don't belong to a request.
  if (parsed.message === 'request' && typeof parsed.requestId !== 'string') return 'no request id';
  return undefined;
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
