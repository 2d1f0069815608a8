import { search, type SearchHit } from '#contract/search.ts';
import type { Context } from '#data/organization/context.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { readReach, type Reach } from '#data/records/read.ts';
import { findSearchTerms, toHit } from '#data/records/search.ts';
import { serve } from '#http/serve.ts';
import { titles } from './titles.ts';

/**
 * Searches all record types. Types for which the caller has the same reach (all records, the team's or the caller's
 * own) are searched together.
 */
async function find(context: Context, { q }: { q: string }): Promise<{ items: SearchHit[] }> {
  const kinds = new Map<string, { reach: Reach; types: Set<string> }>();
  for (const definition of Object.values(recordDefinitions)) {
    const reach = readReach(definition, context);
    const name = String(reach);
    const kind = kinds.get(name) ?? { reach, types: new Set<string>() };
    kind.types.add(definition.type.name);
    kinds.set(name, kind);
  }
  const found = await Promise.all(
    [...kinds.values()].map(({ reach, types }) => findSearchTerms(context, reach, q, [...types])),
  );
  return { items: found.flatMap(({ items }) => items.map(toHit)) };
}

export const handler = serve(search, { find, titles });
