import type { InvalidateQueryFilters } from '@tanstack/svelte-query';
import { queryClient } from './query-client.ts';

/** Reads queries again after 1 and 3 seconds, when what follows from a write has most likely been written. */
export function readAgainSoon(filters: InvalidateQueryFilters): void {
  for (const wait of [1_000, 3_000]) setTimeout(() => void queryClient.invalidateQueries(filters), wait);
}
