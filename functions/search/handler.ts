import { search } from '#contract/search.ts';
import type { SearchHit } from '#contract/search.ts';
import type { Context } from '#data/context.ts';
import { definitionOf, recordDefinitions } from '#data/records/definitions.ts';
import { readScope } from '#data/records/read.ts';
import { findWords, toHit } from '#data/records/search.ts';
import { serve } from '#http/serve.ts';

/** Kinds that the caller sees whole come from the organization's words, the others from the words under the caller. */
async function find(context: Context, { q }: { q: string }): Promise<{ items: SearchHit[] }> {
  const scopes = new Set(Object.keys(recordDefinitions).map((type) => scopeOf(context, type)));
  const [wide, own] = await Promise.all([
    scopes.has('all') ? findWords(context, undefined, q) : [],
    scopes.has('own') ? findWords(context, context.actor.userId, q) : [],
  ]);
  const seen = new Set<string>();
  const items = [
    ...wide.filter((item) => scopeOf(context, item.type) === 'all'),
    ...own.filter((item) => scopeOf(context, item.type) === 'own'),
  ]
    .filter((item) => !seen.has(item.id) && seen.add(item.id))
    .map(toHit);
  return { items };
}

function scopeOf(context: Context, type: string): 'own' | 'all' | undefined {
  const definition = definitionOf(type);
  return definition && readScope(definition, context);
}

export const handler = serve(search, { find });
