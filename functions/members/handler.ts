import { members } from '#contract/member.ts';
import { nothingAgain, repeatableInSteps } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { create } from './create.ts';
import { get, getWhole, list, remove, update } from './members.ts';
import { resend } from './resend.ts';

export const handler = serve(members, {
  list,
  get,
  create: repeatableInSteps(
    create,
    (context, _input, [userId = '']) => getWhole(context, userId),
    ({ userId }) => [userId],
  ),
  resend: repeatableInSteps(resend, nothingAgain),
  update,
  remove,
});
