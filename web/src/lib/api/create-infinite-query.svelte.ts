import { createInfiniteQuery as createInfinite } from '@tanstack/svelte-query';
import { readByEffect } from './create-query.svelte.ts';

export const createInfiniteQuery = ((options: () => never) =>
  createInfinite(readByEffect(options))) as typeof createInfinite;
