import { queryOptions } from '@tanstack/svelte-query';
import type { Erasure, ErasureEffects } from '#contract/personal-data.ts';
import { client } from '#lib/api/client.ts';

/** A record whose person the dialog is about. */
export interface Named {
  orgId: string;
  recordType: string;
  recordId: string;
}

/** The effects of an erasure, with the id of the one that is under way, if any. */
export const effectsQuery = (named: Named) =>
  queryOptions({
    queryKey: [named.orgId, 'personal-data', named.recordType, named.recordId],
    queryFn: async ({ signal }): Promise<ErasureEffects & { erasureId?: string | undefined }> => {
      const effects = await client.personalData.effects(named, { signal });
      if (!effects.isErasing) return effects;
      const { items } = await client.personalData.erasures({ orgId: named.orgId }, { signal });
      const running = items.find(({ state, recordId }) => state === 'running' && recordId === named.recordId);
      return { ...effects, erasureId: running?.id };
    },
    staleTime: 0,
  });

/** A pass over the table takes a minute at least. */
const pollMilliseconds = 5_000;

/** The state of an erasure, which is read again until it has ended. */
export const erasureQuery = (orgId: string, id: string) => ({
  ...queryOptions({
    queryKey: [orgId, 'personal-data', 'erasures', id],
    queryFn: ({ signal }) => client.personalData.erasure({ orgId, id }, { signal }),
  }),
  refetchInterval: ({ state: { data } }: { state: { data?: Erasure | undefined } }) =>
    data?.state === 'done' ? (false as const) : pollMilliseconds,
});

/** The latest erasures, which are read again while one is under way. */
export const erasuresQuery = (orgId: string) => ({
  ...queryOptions({
    queryKey: [orgId, 'personal-data', 'erasures'],
    queryFn: async ({ signal }) => (await client.personalData.erasures({ orgId }, { signal })).items,
  }),
  refetchInterval: ({ state: { data } }: { state: { data?: Erasure[] | undefined } }) =>
    data?.some(({ state }) => state === 'running') ? pollMilliseconds : (false as const),
});

/** Saves what is stored about a person as a file. Returns whether there was more. */
export async function downloadHeld(named: Named, fileName: string): Promise<boolean> {
  const held = await client.personalData.get(named);
  const url = URL.createObjectURL(new Blob([JSON.stringify(held, null, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url));
  return held.isCut;
}
