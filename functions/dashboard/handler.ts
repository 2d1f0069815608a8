import { dashboard } from '#contract/dashboard.ts';
import { serve } from '#http/serve.ts';
import { get } from './get.ts';

export const handler = serve(dashboard, { get });
