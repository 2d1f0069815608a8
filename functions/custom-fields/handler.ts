import { customFields } from '#contract/custom-field.ts';
import { repeatable } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { arrange, create, list, update } from './custom-fields.ts';

export const handler = serve(customFields, { list, create: repeatable(create, list), arrange, update });
