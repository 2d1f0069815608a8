import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Form } from '#contract/form.ts';
import { stageKey } from '#data/store/stage-key.ts';
import { newToken, tokenState } from './token.ts';

const form = { id: 'form', consentVersion: 2 } as Form;
const shownAt = '2026-05-04T10:00:00.000Z';
const submittedAt = '2026-05-04T10:01:00.000Z';

beforeAll(() => {
  vi.stubEnv('ORIGIN_SECRET', 'of a stage under test');
});
afterAll(() => {
  vi.unstubAllEnvs();
});

test('a token is accepted only unchanged and for its own form', () => {
  const token = newToken(form, shownAt);
  expect(tokenState(form, token, submittedAt)).toBe('fine');
  expect(tokenState({ ...form, id: 'other' }, token, submittedAt)).toBe('stale');
  expect(tokenState(form, token.replace('.2.', '.3.'), submittedAt)).toBe('stale');
});

test('a page that the previous release has shown can still be submitted', () => {
  const text = `${(Date.parse(shownAt) / 1000).toString(36)}.2`;
  const signed = createHmac('sha256', stageKey('form tokens')).update(`form.${text}`).digest('base64url');
  expect(tokenState(form, `${text}.${signed}`, submittedAt)).toBe('fine');
});
