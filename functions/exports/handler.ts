import { exportsResource } from '#contract/export.ts';
import { serve } from '#http/serve.ts';
import { createArchive } from './archive.ts';
import { create } from './create.ts';
import { download, get, list, remove } from './exports.ts';

export const handler = serve(exportsResource, { list, create, createArchive, get, download, delete: remove });
