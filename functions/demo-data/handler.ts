import { demoData } from '#contract/demo-data.ts';
import { repeatableInSteps } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { demoDataState, loadDemoData } from './load.ts';

/** A repeated request loads nothing. It only tells whether everything is loaded. */
export const handler = serve(demoData, {
  loadDemoData: repeatableInSteps(loadDemoData, demoDataState),
});
