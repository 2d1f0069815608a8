import * as z from 'zod/mini';
import { id, line } from './field.ts';
import { limits } from './limits.ts';
import { operation, resource } from './operation.ts';
import { itemPatterns, queryList } from './page.ts';
import { recordTypeNames } from './record-types.ts';

export const searchHit = z.object({
  type: z.enum(recordTypeNames),
  id,
  title: z.string(),
  detail: z.optional(z.string()),
});
export type SearchHit = z.infer<typeof searchHit>;

/** The title of a record, for links to it. */
const recordTitle = z.object({ id, title: z.string() });

export const search = resource('search', '/v1/orgs/{orgId}/search', {
  find: operation({
    method: 'GET',
    path: '/v1/orgs/{orgId}/search',
    access: 'search:read',
    summary:
      'Search records of all types by the beginnings of words, e-mail addresses or their parts, codes, national IDs, and tax IDs, or by the last digits of a phone number.',
    description:
      'Records must have all words. At most 50 are returned: first those with this title, then those whose title begins so, then those with the words in their title, whole words before beginnings, then the others. Of more records than fit, the newest are returned; short titles come first. If there are none, one typo is forgiven in each word of five letters or more.',
    query: z.strictObject({ q: line(limits.searchCharactersMax, limits.searchCharactersMin) }),
    output: z.object({ items: z.array(searchHit) }),
  }),
  titles: operation({
    method: 'GET',
    path: '/v1/orgs/{orgId}/search/titles',
    access: 'search:read',
    summary:
      'Get the titles of records by ID. Records that don’t exist or that you can’t access are left out.',
    description: 'A record that was merged into another one has the title of that one.',
    query: z.strictObject({
      recordType: z.enum(recordTypeNames),
      ids: queryList(id, limits.titlesTogether, itemPatterns.id),
    }),
    output: z.object({ items: z.array(recordTitle) }),
  }),
});
