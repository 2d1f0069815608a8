import { createInfiniteQuery as createInfinite, createQuery as createSingle } from '@tanstack/svelte-query';

/**
 * Keeps the options as the component's effects last read them. A page being left still receives updates of queries it
 * shares with the next page, but must not read that page's parameters.
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
