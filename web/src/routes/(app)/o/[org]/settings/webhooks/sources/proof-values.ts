import { knownSenders, type KnownSender } from '#contract/known-senders.ts';
import type { Verification } from '#contract/webhook-verification.ts';

export type Sender = KnownSender | 'custom';
export const senders: readonly Sender[] = [
  'standard',
  'github',
  'shopify',
  'twilio',
  'token',
  'basic',
  'custom',
];

type Hashed = Extract<Verification, { scheme: 'hmac' | 'hmacOfForm' }>;

/** How a sender proves that a message comes from it, as a form has it. What the chosen sender doesn’t need is kept. */
export interface ProofValues {
  sender: Sender;
  header: string;
  username: string;
  scheme: Hashed['scheme'];
  algorithm: Hashed['algorithm'];
  encoding: Hashed['encoding'];
  prefix: string;
}

export const firstProof: ProofValues = {
  sender: 'standard',
  header: 'Authorization',
  username: knownSenders.basic.username,
  scheme: 'hmac',
  algorithm: 'sha256',
  encoding: 'hex',
  prefix: '',
};

const knownHash = (verification: Hashed): KnownSender | undefined =>
  (['github', 'shopify', 'twilio'] as const).find((name) => {
    const known: Hashed = knownSenders[name];
    const { scheme, header, algorithm, encoding, prefix = '' } = verification;
    return (
      known.scheme === scheme &&
      known.header === header &&
      known.algorithm === algorithm &&
      known.encoding === encoding &&
      (known.prefix ?? '') === prefix
    );
  });

export function proofOf(verification: Verification): ProofValues {
  switch (verification.scheme) {
    case 'standardWebhooks':
      return firstProof;
    case 'secret':
      return { ...firstProof, sender: 'token', header: verification.header };
    case 'basic':
      return { ...firstProof, sender: 'basic', username: verification.username };
    default:
      return {
        ...{ ...firstProof, ...verification },
        prefix: verification.prefix ?? '',
        sender: knownHash(verification) ?? 'custom',
      };
  }
}

export function verificationOf(proof: ProofValues): Verification {
  const { sender, header, username, scheme, algorithm, encoding, prefix } = proof;
  if (sender === 'token') return { scheme: 'secret', header: header.trim() };
  if (sender === 'basic') return { scheme: 'basic', username };
  if (sender !== 'custom') return knownSenders[sender];
  return { scheme, header: header.trim(), algorithm, encoding, ...(prefix === '' ? {} : { prefix }) };
}
