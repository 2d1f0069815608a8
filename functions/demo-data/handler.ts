import { demoData } from '#contract/demo-data.ts';
import { serve } from '#http/serve.ts';
import { loadDemoData } from './load.ts';

export const handler = serve(demoData, { loadDemoData });
