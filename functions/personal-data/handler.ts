import { personalDataResource } from '#contract/personal-data.ts';
import { serve } from '#http/serve.ts';
import { erase } from './erase.ts';
import { effects, erasure, erasures } from './erasures.ts';
import { get } from './held-data.ts';

export const handler = serve(personalDataResource, { get, effects, erase, erasures, erasure });
