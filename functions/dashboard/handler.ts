import { dashboard } from '#contract/dashboard.ts';
import { serve } from '#http/serve.ts';
import { get } from './get.ts';
import { today } from './today.ts';

export const handler = serve(dashboard, { get, today });
