import { createQuery as createSingle } from '@tanstack/svelte-query';

/**
 * Returns a function that returns the options as an effect of the component last read them. During a navigation, the
 * old page still receives updates of queries that it shares with the new page. Without this function, the old page
 * would then compute its options from the new page's parameters.
 */
export function readByEffect<Options>(options: () => Options): () => Options {
  let current = $state.raw<Options>();
  $effect.pre(() => {
    current = options();
  });
  return () => current as Options;
}

export const createQuery = ((options: () => never) =>
  createSingle(readByEffect(options))) as typeof createSingle;
