import { invitations } from '#contract/invitation.ts';
import { serve } from '#http/serve.ts';
import { accept, preview } from './accept.ts';
import { create, list, resend, revoke } from './invitations.ts';

export const handler = serve(invitations, { list, create, resend, revoke, preview, accept });
