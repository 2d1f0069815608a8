import { stripe } from '#contract/stripe.ts';
import { serve } from '#http/serve.ts';
import { get, remove, test, update } from './account.ts';

export const handler = serve(stripe, { get, update, remove, test });
