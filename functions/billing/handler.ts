import { billing } from '#contract/billing.ts';
import { serve } from '#http/serve.ts';
import { get, update } from './billing.ts';

export const handler = serve(billing, { get, update });
