import { views } from '#contract/view.ts';
import { serve } from '#http/serve.ts';
import { create, get, list, remove, setDefault, update } from './views.ts';

export const handler = serve(views, { list, get, create, update, delete: remove, setDefault });
