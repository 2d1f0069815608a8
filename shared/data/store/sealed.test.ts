import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { earliestKeyId, firstKeyId, waitingKeyId, type SealingKeys } from '#contract/sealing-keys.ts';
import { seal, unseal } from './sealed.ts';
import { useSealingKeys } from './stage-key.ts';

const secret = 'sk_test_a_secret_of_an_organization';
const keys: SealingKeys = { [firstKeyId]: 'the secret of a stage' };
const newKeyId = '2026-05-04T10:00:00Z';

beforeEach(() => useSealingKeys(keys));

/** The encrypted part of a sealed text, after the id of its key. */
const encryptedOf = (sealed: string) => Buffer.from(sealed.split('.')[1] ?? '', 'base64url');

test('a sealed text contains nothing of the text, differs each time, and opens for its owner', () => {
  const [one, other] = [seal('keys', 'acme', secret), seal('keys', 'acme', secret)];
  expect(one).not.toBe(other);
  for (const text of [one, other]) {
    expect(encryptedOf(text).toString('latin1')).not.toContain('secret');
    expect(unseal('keys', 'acme', text)).toBe(secret);
  }
});

test('a sealed text opens for no other owner or purpose, and not if a byte was changed', () => {
  const text = seal('keys', 'acme', secret);
  expect(unseal('keys', 'other', text)).toBeUndefined();
  expect(unseal('tokens', 'acme', text)).toBeUndefined();
  expect(unseal('keys', 'acme', 'short')).toBeUndefined();
  const bytes = encryptedOf(text);
  for (let place = 0; place < bytes.length; place += 1) {
    const altered = Buffer.from(bytes);
    altered[place]! ^= 1;
    expect(unseal('keys', 'acme', `${firstKeyId}.${altered.toString('base64url')}`)).toBeUndefined();
  }
});

test('a sealed text opens after rotations, and isn’t taken for an altered one while its key is unknown', () => {
  const text = seal('keys', 'acme', secret);
  useSealingKeys({ ...keys, [newKeyId]: 'a new secret' });
  const newer = seal('keys', 'acme', secret);
  expect([text, newer].map((sealed) => sealed.split('.')[0])).toEqual([firstKeyId, newKeyId]);
  expect([text, newer].map((sealed) => unseal('keys', 'acme', sealed))).toEqual([secret, secret]);
  expect(unseal('keys', 'acme', newer.replace(newKeyId, firstKeyId))).toBeUndefined();
  useSealingKeys({ [newKeyId]: 'a new secret' });
  expect(unseal('keys', 'acme', newer)).toBe(secret);
  expect(() => unseal('keys', 'acme', text)).toThrow(expect.objectContaining({ code: 'unavailable' }));
});

test('a text that a release before 0.7 sealed opens with the secret of the origin, which is key 0', () => {
  const key = Buffer.from(hkdfSync('sha256', 'of the origin', '', 'cobalt keys', 32));
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from('acme'));
  const encrypted = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  const sealed = Buffer.concat([iv, cipher.getAuthTag(), encrypted]).toString('base64url');
  expect(unseal('keys', 'acme', sealed)).toBeUndefined();
  useSealingKeys({ ...keys, [earliestKeyId]: 'of the origin' });
  expect(unseal('keys', 'acme', sealed)).toBe(secret);
});

test('what is sealed with key 0 has no id, so that releases before 0.7 can read it', () => {
  useSealingKeys({ [earliestKeyId]: 'of the origin', [waitingKeyId]: 'made with the stage' });
  const sealed = seal('keys', 'acme', secret);
  expect(sealed).not.toContain('.');
  expect(unseal('keys', 'acme', sealed)).toBe(secret);
});
