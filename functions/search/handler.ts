import { search, type SearchHit } from '#contract/search.ts';
import type { Context } from '#data/organization/context.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { readOwners, type Owners } from '#data/records/read.ts';
import { findSearchTerms, toHit } from '#data/records/search.ts';
import { serve } from '#http/serve.ts';
import { byTitle } from './by-title.ts';
import { titles } from './titles.ts';

/**
 * Searches all record types. Types of which the caller can read the records of the same owners (all, the team or the
 * caller) are searched together.
 */
async function find(context: Context, { q }: { q: string }): Promise<{ items: SearchHit[] }> {
  const kinds = new Map<string, { owners: Owners; types: Set<string> }>();
  for (const definition of Object.values(recordDefinitions)) {
    const owners = readOwners(definition, context);
    const name = String(owners);
    const kind = kinds.get(name) ?? { owners, types: new Set<string>() };
    kind.types.add(definition.type.name);
    kinds.set(name, kind);
  }
  const found = await Promise.all(
    [...kinds.values()].map(({ owners, types }) => findSearchTerms(context, owners, q, [...types])),
  );
  const hits = found.flatMap(({ items }) => items.map(toHit));
  return { items: byTitle(hits, q) };
}

export const handler = serve(search, { find, titles });
