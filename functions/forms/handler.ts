import { forms } from '#contract/form.ts';
import { serve } from '#http/serve.ts';
import { create, get, list, remove, update } from './forms.ts';

export const handler = serve(forms, { list, get, create, update, delete: remove });
