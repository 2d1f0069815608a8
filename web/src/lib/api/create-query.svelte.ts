import { createInfiniteQuery as createInfinite, createQuery as createSingle } from '@tanstack/svelte-query';

/**
 * Options as an effect of the component last read them. A page that is being left still hears of queries that it shares
 * with the next one, whose parameters it must not read: its effects no longer run by then.
 */
function readByEffect<Options>(options: () => Options): () => Options {
  let current = $state.raw<Options>();
  $effect.pre(() => {
    current = options();
  });
  return () => current as Options;
}

export const createQuery = ((options: () => never) =>
  createSingle(readByEffect(options))) as typeof createSingle;

export const createInfiniteQuery = ((options: () => never) =>
  createInfinite(readByEffect(options))) as typeof createInfinite;
