import { expect, test } from 'vitest';
import { newTotpSecret, stepOfCode, totpCode, totpStep } from './totp.ts';

/** The secret of RFC 6238, appendix B: `12345678901234567890`. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('at second %d the code is the one of RFC 6238', (seconds, code) => {
  expect(totpCode(secret, totpStep(seconds * 1000))).toBe(code);
});

test('a code is valid in its time step and the adjacent ones', () => {
  const at = 1_234_567_890_000;
  const code = totpCode(secret, totpStep(at));
  expect([-60, -30, 0, 30, 60].map((late) => stepOfCode(secret, code, at + late * 1000))).toEqual([
    undefined,
    totpStep(at),
    totpStep(at),
    totpStep(at),
    undefined,
  ]);
});

test('secrets are 32 random bytes in base32', () => {
  expect(newTotpSecret()).toMatch(/^[A-Z2-7]{52}$/);
  expect(newTotpSecret()).not.toBe(newTotpSecret());
});
