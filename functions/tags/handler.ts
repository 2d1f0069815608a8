import { tags } from '#contract/tag.ts';
import { serve } from '#http/serve.ts';
import { merge } from './merge.ts';
import { create, list, remove, update } from './tags.ts';

export const handler = serve(tags, { list, create, update, delete: remove, merge });
