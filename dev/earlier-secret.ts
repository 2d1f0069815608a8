import type { FirstValue } from 'local-aws/engines/secrets/secret-store.ts';
import { parseSealingKeys, withEarliestKey, withWaitingKeyUsed } from '#contract/sealing-keys.ts';

/**
 * In data folders of releases before 0.7, what is sealed was sealed with the secret of the origin. It becomes one of the
 * stage's keys, as `npm run deploy` does it on AWS.
 */
export const firstSecretValue: FirstValue = ({ name }, generated, before) => {
  const earliest = Object.keys(before).find((arn) => arn.includes('-OriginSecret'));
  if (!name.includes('-SealingKeys') || earliest === undefined) return generated;
  const keys = withEarliestKey(parseSealingKeys(generated), before[earliest] ?? '');
  return JSON.stringify(withWaitingKeyUsed(keys, new Date()));
};
