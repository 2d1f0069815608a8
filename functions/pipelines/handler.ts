import { pipelines } from '#contract/pipeline.ts';
import { serve } from '#http/serve.ts';
import { archive, create, list, update } from './pipelines.ts';

export const handler = serve(pipelines, { list, create, update, archive });
