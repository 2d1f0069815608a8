import { jobs } from '#contract/job.ts';
import { repeatable } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { create } from './create.ts';
import { undo } from './undo.ts';
import { cancel, get, list, results } from './jobs.ts';

export const handler = serve(jobs, { list, get, create, results, cancel: repeatable(cancel, get), undo });
