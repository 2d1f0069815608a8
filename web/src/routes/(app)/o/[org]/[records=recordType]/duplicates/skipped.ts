import { SvelteSet } from 'svelte/reactivity';

const byScan = new Map<string, SvelteSet<string>>();

/**
 * The keys of the groups of a scan that the user has skipped. They stay hidden while the user merges others, and come back
 * with a reload.
 */
export function skippedGroups(scanId: string): SvelteSet<string> {
  const known = byScan.get(scanId) ?? new SvelteSet<string>();
  byScan.set(scanId, known);
  return known;
}
