import { demoData } from '#contract/demo-data.ts';
import { repeatableInSteps } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { loadDemoData } from './load.ts';

/** Loading again finds what was loaded before. */
export const handler = serve(demoData, {
  loadDemoData: repeatableInSteps(loadDemoData, loadDemoData),
});
