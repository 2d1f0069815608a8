import * as z from 'zod/mini';
import { operation, resource } from './operation.ts';

const path = '/v1/orgs/{orgId}/openapi.json';

/** The API description for one organization. */
export const reference = resource('reference', path, {
  get: operation({
    method: 'GET',
    path,
    access: 'customField:read',
    summary: 'Get the OpenAPI description, including the organization’s custom fields.',
    description:
      'As `/v1/openapi.json`, where `custom` of each record type tells the fields that are in use, with their kinds and choices, and lists take them as parameters. Record types that the caller may not read are told as everywhere.',
    output: z.record(z.string(), z.unknown()),
  }),
});
