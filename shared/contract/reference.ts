import * as z from 'zod/mini';
import { operation, resource } from './operation.ts';

const path = '/v1/orgs/{orgId}/openapi.json';

/** The OpenAPI description of the API for one organization. */
export const reference = resource('reference', path, {
  get: operation({
    method: 'GET',
    path,
    access: 'customField:read',
    summary: 'Get the OpenAPI description, including the organization’s custom fields.',
    description:
      'Like `/v1/openapi.json`, with the organization’s custom fields in the `custom` schema of each record type and as list parameters. Record types that the caller can’t read have the general schema.',
    output: z.record(z.string(), z.unknown()),
  }),
});
