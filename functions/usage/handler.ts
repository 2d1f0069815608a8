import { usageResource } from '#contract/usage.ts';
import { serve } from '#http/serve.ts';
import { get } from './get.ts';

export const handler = serve(usageResource, { get });
