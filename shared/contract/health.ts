import * as z from 'zod/mini';
import { operation, type Resource } from './operation.ts';

const part = z.object({ state: z.enum(['ok', 'failing']), detail: z.optional(z.string()) });

const operations = {
  get: operation({
    method: 'GET',
    path: '/v1/health',
    access: 'public',
    summary: 'Get the state of each component and the lag of each stream reader, in seconds.',
    output: z.object({
      state: z.enum(['ok', 'failing']),
      stage: z.string(),
      version: z.string(),
      /** The version of Node in which the functions run, such as `v24.16.0`. */
      runtime: z.string(),
      parts: z.object({ table: part, schedule: part, index: part, relay: part }),
      readersBehindSeconds: z.object({ index: z.number(), relay: z.number() }),
    }),
  }),
  openapi: operation({
    method: 'GET',
    path: '/v1/openapi.json',
    access: 'public',
    summary: 'Get this OpenAPI description.',
    output: z.record(z.string(), z.unknown()),
  }),
};

export const health: Resource<typeof operations> = {
  name: 'health',
  routes: ['/v1/health', '/v1/openapi.json'],
  operations,
};
