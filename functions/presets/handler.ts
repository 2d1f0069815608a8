import { presets } from '#contract/preset.ts';
import { repeatable } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { additions, applied, apply, list } from './presets.ts';

export const handler = serve(presets, { list, additions, apply: repeatable(apply, applied) });
