import { whoami } from '#contract/whoami.ts';
import { serve } from '#http/serve.ts';
import { get } from './get.ts';

export const handler = serve(whoami, { get });
