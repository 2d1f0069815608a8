import { invitations } from '#contract/invitation.ts';
import { repeatable } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { accept, accepted, preview } from './accept.ts';
import { create, current, list, resend, revoke } from './invitations.ts';

export const handler = serve(invitations, {
  list,
  create,
  resend: repeatable(resend, current),
  revoke,
  preview,
  accept: repeatable(accept, accepted),
});
