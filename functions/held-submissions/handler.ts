import { heldSubmissions } from '#contract/held-submission.ts';
import { serve } from '#http/serve.ts';
import { list, release, remove } from './held-submissions.ts';

export const handler = serve(heldSubmissions, { list, release, delete: remove });
