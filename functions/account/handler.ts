import { account } from '#contract/account.ts';
import { nothingAgain, repeatableInSteps } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { getData } from './data.ts';
import { getDeletion, requestDeletion } from './deletion.ts';

export const handler = serve(account, {
  getData,
  getDeletion,
  requestDeletion: repeatableInSteps(requestDeletion, nothingAgain),
});
