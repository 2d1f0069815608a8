import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { generator, power, prime } from './srp-group.ts';

interface Verifier {
  /** Hex, as sent to the client. */
  salt: string;
  /** g^x mod N, hex. */
  verifier: string;
}

/** The server's state of an exchange, stored between challenge and answer. */
export interface Exchange {
  clientPublic: bigint;
  serverSecret: bigint;
  serverPublic: bigint;
  verifier: bigint;
}

/** The bytes of a positive number in two's complement, as client and server hash it. */
function signedBytes(value: bigint): Buffer {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex');
}

function hashedNumber(...parts: Buffer[]): bigint {
  return BigInt(`0x${createHash('sha256').update(Buffer.concat(parts)).digest('hex')}`);
}

const multiplier = hashedNumber(signedBytes(prime), signedBytes(generator));

function verifierFor(poolName: string, username: string, password: string, salt: string): string {
  const identity = createHash('sha256').update(`${poolName}${username}:${password}`).digest();
  const x = hashedNumber(signedBytes(BigInt(`0x${salt}`)), identity);
  return power(generator, x).toString(16);
}

/** The salt and verifier that are stored for a password. They can check a guess but don't contain the password. */
export function createVerifier(poolName: string, username: string, password: string): Verifier {
  const salt = randomBytes(16).toString('hex');
  return { salt, verifier: verifierFor(poolName, username, password, salt) };
}

export function passwordMatches(
  poolName: string,
  username: string,
  password: string,
  kept: Verifier,
): boolean {
  const derived = Buffer.from(verifierFor(poolName, username, password, kept.salt).padStart(768, '0'));
  return timingSafeEqual(derived, Buffer.from(kept.verifier.padStart(768, '0')));
}

/** Salt and verifier for an unknown user: always the same for a name, and no password matches them. */
export function imaginedVerifier(secret: string, username: string): Verifier {
  const bytes = (purpose: string) => createHmac('sha256', secret).update(`${purpose}:${username}`).digest();
  const parts = Array.from({ length: 12 }, (_, part) => bytes(`verifier${part}`).toString('hex'));
  return {
    salt: bytes('salt').toString('hex').slice(0, 32),
    verifier: (BigInt(`0x${parts.join('')}`) % prime).toString(16),
  };
}

/**
 * The server's side of an exchange. Undefined if the client's public value is malformed or would make the shared key
 * predictable.
 */
export function openExchange(clientPublicHex: string, kept: Verifier): Exchange | undefined {
  if (!/^[0-9a-fA-F]{1,800}$/.test(clientPublicHex)) return undefined;
  const clientPublic = BigInt(`0x${clientPublicHex}`);
  if (clientPublic % prime === 0n) return undefined;
  const verifier = BigInt(`0x${kept.verifier}`);
  const serverSecret = BigInt(`0x${randomBytes(32).toString('hex')}`);
  const serverPublic = (multiplier * verifier + power(generator, serverSecret)) % prime;
  return { clientPublic, serverSecret, serverPublic, verifier };
}

interface Proof {
  poolName: string;
  username: string;
  /** Base64, as in the challenge. */
  secretBlock: string;
  timestamp: string;
  /** Base64, as computed by the client. */
  signature: string;
}

/** Whether the client knows the password. */
export function proves(exchange: Exchange, proof: Proof): boolean {
  const { clientPublic, serverPublic, serverSecret, verifier } = exchange;
  const scrambler = hashedNumber(signedBytes(clientPublic), signedBytes(serverPublic));
  if (scrambler === 0n) return false;
  const shared = power(clientPublic * power(verifier, scrambler), serverSecret);
  const extracted = createHmac('sha256', signedBytes(scrambler)).update(signedBytes(shared)).digest();
  const key = createHmac('sha256', extracted).update('Caldera Derived Key\u0001').digest().subarray(0, 16);
  const expected = createHmac('sha256', key)
    .update(`${proof.poolName}${proof.username}`)
    .update(Buffer.from(proof.secretBlock, 'base64'))
    .update(proof.timestamp)
    .digest();
  const received = Buffer.from(proof.signature, 'base64');
  return received.length === expected.length && timingSafeEqual(received, expected);
}
