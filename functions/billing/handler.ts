import { billing } from '#contract/billing.ts';
import { serve } from '#http/serve.ts';
import { get, update } from './billing.ts';
import { getStripe, removeStripe, testStripe, updateStripe } from './stripe.ts';

export const handler = serve(billing, {
  get,
  update,
  getStripe,
  updateStripe,
  removeStripe,
  testStripe,
});
