import { publicForms } from '#contract/public-form.ts';
import { serve } from '#http/serve.ts';
import { describe, page, preflight, script } from './show.ts';
import { submit } from './submit.ts';

export const handler = serve(publicForms, { page, describe, script, preflight, submit });
