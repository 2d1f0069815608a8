import { presets } from '#contract/preset.ts';
import { serve } from '#http/serve.ts';
import { additions, apply, list } from './presets.ts';

export const handler = serve(presets, { list, additions, apply });
