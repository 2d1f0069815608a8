import { constants, createPublicKey, getDiffieHellman, publicEncrypt } from 'node:crypto';

// Group 15 of RFC 3526 (3072 bit) with generator 2. The prime comes from the named group, because createDiffieHellman
// would test its primality for more than a second.
const primeBytes = getDiffieHellman('modp15').getPrime();
export const prime = BigInt(`0x${primeBytes.toString('hex')}`);
export const generator = 2n;

const bytesOf = (value: bigint, length: number): Buffer =>
  Buffer.from(value.toString(16).padStart(2 * length, '0'), 'hex');

/**
 * `base` to the power of `exponent` modulo the prime. RSA without padding computes just that, in an eighth of the time
 * that BigInt takes.
 */
export function power(base: bigint, exponent: bigint): bigint {
  const exponentBytes = bytesOf(exponent, Math.ceil(exponent.toString(16).length / 2));
  const jwk = { kty: 'RSA', n: primeBytes.toString('base64url'), e: exponentBytes.toString('base64url') };
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const message = bytesOf(base % prime, primeBytes.length);
  const result = publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, message);
  return BigInt(`0x${result.toString('hex')}`);
}
