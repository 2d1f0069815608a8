import { archiveImports } from '#contract/archive-import.ts';
import { harmless } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { create, get, start } from './archive-imports.ts';

export const handler = serve(archiveImports, { get, create, start: harmless(start) });
