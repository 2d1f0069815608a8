import { search, type SearchHit } from '#contract/search.ts';
import type { Context } from '#data/organization/context.ts';
import { findRecords, readableTypes } from '#data/search/find.ts';
import { serve } from '#http/serve.ts';
import { titles } from './titles.ts';

/** Searches all record types. */
const find = async (context: Context, { q }: { q: string }): Promise<{ items: SearchHit[] }> => ({
  items: await findRecords(context, readableTypes(context), q),
});

export const handler = serve(search, { find, titles });
