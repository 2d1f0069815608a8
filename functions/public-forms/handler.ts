import { publicForms } from '#contract/public-form.ts';
import { serveVisitors } from '#http/serve-visitors.ts';
import { describe, page, preflight, script } from './show.ts';
import { submit } from './submit.ts';

export const handler = serveVisitors(publicForms, { page, describe, script, preflight, submit });
