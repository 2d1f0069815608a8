import * as z from 'zod/mini';
import { id } from './field.ts';
import { pageQuery } from './page.ts';

/** Whose portal a member of the organization looks at. Clients always see their own, and can’t name another one. */
export const portalQuery = { customerId: z.optional(id) };
export const portalPageQuery = { ...portalQuery, ...pageQuery };

export const portalPage = <Item>(item: z.ZodMiniType<Item>) =>
  z.object({ items: z.array(item), nextCursor: z.optional(z.string()), total: z.int() });
