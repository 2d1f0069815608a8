import { archiveImports } from '#contract/archive-import.ts';
import { serve } from '#http/serve.ts';
import { create, get, start } from './archive-imports.ts';

export const handler = serve(archiveImports, { get, create, start });
