import { expect, test } from 'vitest';
import { canBeSecret, newSecret } from './api-key-secret.ts';

test('a secret has a prefix, 256 random bits and a checksum', () => {
  const secrets = new Set(Array.from({ length: 200 }, newSecret));
  expect(secrets.size).toBe(200);
  for (const secret of secrets) {
    expect(secret).toMatch(/^cobalt_[\w-]{43}[0-9a-z]{7}$/);
    expect(canBeSecret(secret)).toBe(true);
  }
});

test('a mistyped or shortened secret is recognized as such', () => {
  for (let number = 0; number < 200; number += 1) {
    const secret = newSecret();
    const at = 7 + (number % 50);
    const other = secret[at] === 'a' ? 'b' : 'a';
    expect(canBeSecret(secret.slice(0, at) + other + secret.slice(at + 1))).toBe(false);
    expect(canBeSecret(secret.slice(0, -1))).toBe(false);
  }
});

test('secrets of earlier releases, without a checksum, stay valid', () => {
  expect(canBeSecret(newSecret().slice(0, -7))).toBe(true);
});
