import { reference } from '#contract/reference.ts';
import { serve } from '#http/serve.ts';
import { get } from './get.ts';

export const handler = serve(reference, { get });
