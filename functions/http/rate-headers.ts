import type { Session } from '#data/store/units.ts';

/**
 * The limits that apply to the caller and what is left of them, as this instance knows them, in the form of
 * draft-ietf-httpapi-ratelimit-headers-10. `t` is the number of seconds until all requests can be made again.
 */
export function rateHeaders({ reply: { limits = [] } }: Session): Record<string, string> {
  if (limits.length === 0) return {};
  const policies = limits.map(({ by, most }) => `"${by}";q=${most};w=60`);
  const states = limits.map(
    ({ by, remaining, fullInSeconds }) => `"${by}";r=${remaining};t=${fullInSeconds}`,
  );
  return { 'ratelimit-policy': policies.join(', '), ratelimit: states.join(', ') };
}
