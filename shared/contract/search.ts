import * as z from 'zod/mini';
import { id, line } from './field.ts';
import { limits } from './limits.ts';
import { operation, resource } from './operation.ts';
import { recordTypeNames } from './record-types.ts';

export const searchHit = z.object({
  type: z.enum(recordTypeNames),
  id,
  title: z.string(),
  detail: z.optional(z.string()),
});
export type SearchHit = z.infer<typeof searchHit>;

export const search = resource('search', '/v1/orgs/{orgId}/search', {
  find: operation({
    method: 'GET',
    path: '/v1/orgs/{orgId}/search',
    access: 'search:read',
    summary:
      'Find records of every kind by words, word beginnings, e-mail or the last digits of a phone number.',
    query: z.strictObject({ q: line(limits.searchCharactersMax, limits.searchCharactersMin) }),
    output: z.object({ items: z.array(searchHit) }),
  }),
});
