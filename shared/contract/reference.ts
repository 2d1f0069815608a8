import * as z from 'zod/mini';
import { operation, resource } from './operation.ts';

const path = '/v1/orgs/{orgId}/openapi.json';

/** The description of the API as one organization has it. */
export const reference = resource('reference', path, {
  get: operation({
    method: 'GET',
    path,
    access: 'customField:read',
    summary: 'The description of the API with the custom fields of the organization.',
    description:
      'As `/v1/openapi.json`, where `custom` of each record type tells the fields that are in use, with their kinds and choices, and lists take them as parameters. Record types that the caller may not read are told as everywhere.',
    output: z.record(z.string(), z.unknown()),
  }),
});
