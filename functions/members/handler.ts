import { members } from '#contract/member.ts';
import { serve } from '#http/serve.ts';
import { create } from './create.ts';
import { get, list, remove, update } from './members.ts';
import { resend } from './resend.ts';

export const handler = serve(members, { list, get, create, resend, update, remove });
