import { members } from '#contract/member.ts';
import { serve } from '#http/serve.ts';
import { create } from './create.ts';
import { list, remove, update } from './members.ts';
import { resend } from './resend.ts';

export const handler = serve(members, { list, create, resend, update, remove });
