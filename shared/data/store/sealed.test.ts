import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const secret = 'sk_test_a_secret_of_an_organization';
let sealed: typeof import('./sealed.ts');

beforeEach(async () => {
  vi.stubEnv('ORIGIN_SECRET', 'the secret of a stage');
  vi.resetModules();
  sealed = await import('./sealed.ts');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

test('a sealed text contains nothing of the text, differs each time, and opens for its owner', () => {
  const [one, other] = [sealed.seal('keys', 'acme', secret), sealed.seal('keys', 'acme', secret)];
  expect(one).not.toBe(other);
  for (const text of [one, other]) {
    expect(Buffer.from(text, 'base64url').toString('latin1')).not.toContain('secret');
    expect(sealed.unseal('keys', 'acme', text)).toBe(secret);
  }
});

test('a sealed text opens for no other owner or purpose, and not if a byte was changed', () => {
  const text = sealed.seal('keys', 'acme', secret);
  expect(sealed.unseal('keys', 'other', text)).toBeUndefined();
  expect(sealed.unseal('tokens', 'acme', text)).toBeUndefined();
  expect(sealed.unseal('keys', 'acme', 'short')).toBeUndefined();
  const bytes = Buffer.from(text, 'base64url');
  for (let place = 0; place < bytes.length; place += 1) {
    const altered = Buffer.from(bytes);
    altered[place]! ^= 1;
    expect(sealed.unseal('keys', 'acme', altered.toString('base64url'))).toBeUndefined();
  }
});

test('a sealed text doesn’t open with another secret of the stage', async () => {
  const text = sealed.seal('keys', 'acme', secret);
  vi.stubEnv('ORIGIN_SECRET', 'another secret');
  vi.resetModules();
  const after = await import('./sealed.ts');
  expect(after.unseal('keys', 'acme', text)).toBeUndefined();
});
