import { customFields } from '#contract/custom-field.ts';
import { serve } from '#http/serve.ts';
import { arrange, create, list, update } from './custom-fields.ts';

export const handler = serve(customFields, { list, create, arrange, update });
