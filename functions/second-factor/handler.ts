import { secondFactor } from '#contract/second-factor.ts';
import { nothingAgain, repeatable, repeatableInSteps, secretShown } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { createRecoveryCodes, get } from './recovery-codes.ts';
import { recover, remove } from './remove.ts';

export const handler = serve(secondFactor, {
  get,
  createRecoveryCodes: repeatable(createRecoveryCodes, secretShown),
  remove: repeatableInSteps(remove, nothingAgain),
  recover,
});
