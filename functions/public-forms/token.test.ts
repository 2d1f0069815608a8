import { beforeEach, expect, test } from 'vitest';
import type { Form } from '#contract/form.ts';
import { firstKeyId, type SealingKeys } from '#contract/sealing-keys.ts';
import { keyedHash, stageKey, useSealingKeys } from '#data/store/stage-key.ts';
import { newToken, tokenState } from './token.ts';

const form = { id: 'form', consentVersion: 2 } as Form;
const shownAt = '2026-05-04T10:00:00.000Z';
const submittedAt = '2026-05-04T10:01:00.000Z';

const keys: SealingKeys = { [firstKeyId]: 'of a stage under test' };
beforeEach(() => useSealingKeys(keys));

test('a token is accepted only unchanged and for its own form', () => {
  const token = newToken(form, shownAt);
  expect(tokenState(form, token, submittedAt)).toBe('fine');
  expect(tokenState({ ...form, id: 'other' }, token, submittedAt)).toBe('stale');
  expect(tokenState(form, token.replace('.2.', '.3.'), submittedAt)).toBe('stale');
});

test('a page that the previous release has shown can still be submitted', () => {
  const text = `${(Date.parse(shownAt) / 1000).toString(36)}.2`;
  const signed = keyedHash(stageKey('form tokens'), `form.${text}`);
  expect(tokenState(form, `${text}.${signed}`, submittedAt)).toBe('fine');
});

test('a page that was shown before the key changed can still be submitted', () => {
  const token = newToken(form, shownAt);
  useSealingKeys({ ...keys, '2026-05-04T10:00:30Z': 'a new key' });
  expect(tokenState(form, token, submittedAt)).toBe('fine');
  useSealingKeys({ ...keys, '2026-05-01T10:00:00Z': 'a key of some days' });
  expect(tokenState(form, token, submittedAt)).toBe('stale');
  useSealingKeys({ [firstKeyId]: 'of another stage' });
  expect(tokenState(form, token, submittedAt)).toBe('stale');
});
