import { statusListsResource } from '#contract/status-list.ts';
import { serve } from '#http/serve.ts';
import { get, update } from './status-lists.ts';

export const handler = serve(statusListsResource, { get, update });
