import { SvelteMap } from 'svelte/reactivity';
import { limits } from '#contract/limits.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import { client } from '#lib/api/client.ts';
import { recordBasics } from './record-basics.ts';
import { titleOf } from './view.ts';

interface Known {
  /** Null if the record doesn't exist or the user can't access it; undefined if the title could not be read. */
  title: string | null | undefined;
  at: number;
}

const freshMilliseconds = 60_000;
/** The time after which a failed request is retried. */
const againMilliseconds = 5_000;
const known = new SvelteMap<string, Known>();
/** IDs of records whose titles are about to be requested, by organization and record type. */
const queued = new Map<string, { orgId: string; recordType: RecordTypeName; ids: Set<string> }>();
const pending = new Set<string>();

const keyOf = (orgId: string, type: string, id: string) => `${orgId} ${type} ${id}`;

/** Like `recordTitle`, without telling why there is none. */
export function titleIfKnown(orgId: string, type: string, id: string | undefined): string | undefined {
  const title = id === undefined ? undefined : recordTitle(orgId, type, id);
  return title === '' ? undefined : (title ?? undefined);
}

/**
 * The title of a record, as reactive state: undefined until it is loaded, null if the record doesn't exist or the user
 * can't access it. Titles that are needed at the same time are requested together.
 */
export function recordTitle(orgId: string, type: string, id: string): string | null | undefined {
  const key = keyOf(orgId, type, id);
  const found = known.get(key);
  if (Object.hasOwn(recordBasics, type) && (!found || Date.now() - found.at > freshMilliseconds))
    requestTitle(orgId, type as RecordTypeName, id, key);
  return found?.title;
}

function requestTitle(orgId: string, recordType: RecordTypeName, id: string, key: string): void {
  if (pending.has(key)) return;
  pending.add(key);
  if (queued.size === 0) setTimeout(readQueued);
  const group = queued.get(`${orgId} ${recordType}`) ?? { orgId, recordType, ids: new Set() };
  group.ids.add(id);
  queued.set(`${orgId} ${recordType}`, group);
}

/** Stores the title of a record that was read or written, so that the title doesn't need to be requested. */
export function noteTitle(orgId: string, type: RecordTypeName, record: { id: string }): void {
  const title = titleOf(recordBasics[type], record);
  known.set(keyOf(orgId, type, record.id), { title, at: Date.now() });
}

function readQueued(): void {
  const groups = [...queued.values()];
  queued.clear();
  for (const { orgId, recordType, ids } of groups) {
    const all = [...ids];
    for (let start = 0; start < all.length; start += limits.titlesTogether)
      void readTogether(orgId, recordType, all.slice(start, start + limits.titlesTogether));
  }
}

async function readTogether(orgId: string, recordType: RecordTypeName, ids: string[]): Promise<void> {
  const page = await client.search.titles({ orgId, recordType, ids }).catch(() => undefined);
  const titles = new Map(page?.items.map(({ id, title }) => [id, title]));
  for (const id of ids) {
    const key = keyOf(orgId, recordType, id);
    pending.delete(key);
    if (page) known.set(key, { title: titles.get(id) ?? null, at: Date.now() });
    // The request failed. Updating the map after a delay makes components request the title again.
    else setTimeout(() => known.set(key, { title: known.get(key)?.title, at: 0 }), againMilliseconds);
  }
}
