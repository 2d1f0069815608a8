import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Verification } from '#contract/webhook-verification.ts';
import { signingKey } from '../webhooks/webhook.ts';

/** A message as it came. */
export interface Message {
  body: string;
  header: (name: string) => string | undefined;
  /** The address to which it was sent, with its query. */
  address: string;
}

/** Messages that were signed longer ago, or for later, are refused by schemes that sign the time, as Standard Webhooks say. */
const toleranceSeconds = 300;

/** Whether a message has the proof that the source asks for, by one of the source's secrets. */
export function isProven(
  how: Verification,
  message: Message,
  secrets: readonly string[],
  now: string,
): boolean {
  return secrets.some((secret) => proves[how.scheme](how as never, message, secret, now));
}

type Proofs = {
  [Scheme in Verification['scheme']]: (
    how: Extract<Verification, { scheme: Scheme }>,
    message: Message,
    secret: string,
    now: string,
  ) => boolean;
};

const proves: Proofs = {
  standardWebhooks(_how, { body, header }, secret, now) {
    const [id, sentAt, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(header);
    if (!id || !sentAt || !signatures || !/^\d{1,12}$/.test(sentAt)) return false;
    if (Math.abs(Number(sentAt) - Date.parse(now) / 1000) > toleranceSeconds) return false;
    const expected = createHmac('sha256', signingKey(secret))
      .update(`${id}.${sentAt}.${body}`)
      .digest('base64');
    return signatures.split(' ').some((one) => isSame(one, `v1,${expected}`));
  },
  hmac: (how, { body, header }, secret) => isSigned(how, header(how.header), body, secret),
  hmacOfForm: (how, { body, header, address }, secret) =>
    isSigned(how, header(how.header), address + sortedForm(body), secret),
  secret: ({ header: name }, { header }, secret) =>
    isSame((header(name) ?? '').replace(/^Bearer /i, ''), secret),
  basic({ username }, { header }, secret) {
    const expected = Buffer.from(`${username}:${secret}`).toString('base64');
    return isSame((header('authorization') ?? '').replace(/^Basic /i, ''), expected);
  },
};

type Hmac = Extract<Verification, { scheme: 'hmac' | 'hmacOfForm' }>;

function isSigned(
  { algorithm, encoding, prefix = '' }: Hmac,
  sent: string | undefined,
  text: string,
  secret: string,
): boolean {
  const expected = prefix + createHmac(algorithm, secret).update(text).digest(encoding);
  return isSame(
    encoding === 'hex' ? (sent ?? '').toLowerCase() : (sent ?? ''),
    encoding === 'hex' ? expected.toLowerCase() : expected,
  );
}

/** The names and values of a form without anything between them, sorted by name. */
const sortedForm = (body: string): string =>
  [...new URLSearchParams(body)]
    .toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([name, value]) => name + value)
    .join('');

/** Compares without telling by the time it takes where the texts differ. */
function isSame(sent: string, expected: string): boolean {
  const [a, b] = [Buffer.from(sent), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Whether a text is one of the secrets. */
export const isSecret = (sent: string, secrets: readonly string[]): boolean =>
  secrets.some((secret) => isSame(sent, secret));
