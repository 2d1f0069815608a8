import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Form } from '#contract/form.ts';
import { limits } from '#contract/limits.ts';
import { epochSeconds } from '#data/values/epoch.ts';
import { keyedHash, recentStageKeys, stageKey, type StageKey } from '#data/store/stage-key.ts';

/**
 * fine: none of the following. early: submitted faster than most people type. stale: not created by the service for this
 * form, shown too long ago, or the consent text has changed since.
 */
type TokenState = 'fine' | 'early' | 'stale';

/**
 * A signed token that records when a form was shown and with which consent version. Only the service can create one.
 * Each one is different, because each is good for a few submissions only.
 */
export function newToken(form: Form, now: string, secondsAgo = 0): string {
  const nonce = randomBytes(6).toString('hex');
  const text = `${(epochSeconds(now) - secondsAgo).toString(36)}.${form.consentVersion}.${nonce}`;
  return `${text}.${signature(form, text, stageKey(purpose))}`;
}

/** A token for a form that is shown again. The form may be submitted at once, because it was already filled in. */
export const tokenAgain = (form: Form, now: string): string => newToken(form, now, limits.formFillSecondsMin);

/** Tokens of the previous release have no nonce. */
const tokenPattern = /^(([a-z0-9]{1,9})\.(\d{1,9})(?:\.[0-9a-f]{12})?)\.([\w-]{43})$/;

export function tokenState(form: Form, token: string | undefined, now: string): TokenState {
  const [, text, seconds, consentVersion, received] = tokenPattern.exec(token ?? '') ?? [];
  if (!text || !seconds || !received) return 'stale';
  const isSigned = (key: StageKey) =>
    timingSafeEqual(Buffer.from(received), Buffer.from(signature(form, text, key)));
  const keys = recentStageKeys(purpose, limits.formFillHoursMax, new Date(now));
  if (!keys.some(isSigned)) return 'stale';
  const age = epochSeconds(now) - Number.parseInt(seconds, 36);
  const isReworded = form.consentText !== undefined && Number(consentVersion) !== form.consentVersion;
  if (age > limits.formFillHoursMax * 3600 || isReworded) return 'stale';
  return age < limits.formFillSecondsMin ? 'early' : 'fine';
}

const purpose = 'form tokens';
const signature = (form: Form, text: string, key: StageKey): string => keyedHash(key, `${form.id}.${text}`);
