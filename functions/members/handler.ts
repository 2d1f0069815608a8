import { members } from '#contract/member.ts';
import { serve } from '#http/serve.ts';
import { list, remove, update } from './members.ts';

export const handler = serve(members, { list, update, remove });
