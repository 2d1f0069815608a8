import { calendar } from '#contract/calendar.ts';
import { serve } from '#http/serve.ts';
import { create, get, remove } from './feed.ts';
import { read } from './read.ts';

export const handler = serve(calendar, { get, create, delete: remove, read });
