import { api } from '#contract/api.ts';
import { health } from '#contract/health.ts';
import { openApiDocument } from '#contract/openapi.ts';
import { serveVisitors } from '#http/serve-visitors.ts';
import { get } from './get.ts';

let document: Record<string, unknown> | undefined;

const openapi = () => Promise.resolve((document ??= openApiDocument(api)));

export const handler = serveVisitors(health, { get, openapi }, false);
