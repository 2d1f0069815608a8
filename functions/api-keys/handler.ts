import { apiKeys } from '#contract/api-key.ts';
import { serve } from '#http/serve.ts';
import { create, list, revoke } from './api-keys.ts';

export const handler = serve(apiKeys, { list, create, revoke });
