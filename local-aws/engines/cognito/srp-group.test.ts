import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { generator, power, prime } from './srp-group.ts';

/** Square and multiply, as textbooks have it. */
function powerByHand(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base % prime;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % prime;
    square = (square * square) % prime;
  }
  return result;
}

const randomNumber = (bytes: number) => BigInt(`0x${randomBytes(bytes).toString('hex')}`);

test('powers equal those of square and multiply, for bases beyond the prime and exponents of up to 600 bits', () => {
  for (const bytes of [1, 2, 31, 32, 33, 64, 75]) {
    const [base, exponent] = [randomNumber(400), randomNumber(bytes)];
    expect(power(base, exponent)).toBe(powerByHand(base, exponent));
    expect(power(generator, exponent)).toBe(powerByHand(generator, exponent));
  }
  expect([power(5n, 1n), power(5n, 2n), power(prime, 3n)]).toEqual([5n, 25n, 0n]);
});
