import { SvelteMap } from 'svelte/reactivity';
import type { RecordTypeName } from '#contract/record-types.ts';
import { recordViews } from './views.ts';
import { titleOf, type RecordView } from './view.ts';

interface Known {
  /** Null where the record is gone or out of the caller's reach. */
  title: string | null;
  at: number;
}

const freshMilliseconds = 60_000;
const atOnce = 6;
const known = new SvelteMap<string, Known>();
const wanted = new Map<string, { orgId: string; view: RecordView; id: string }>();
let running = 0;

const keyOf = (orgId: string, type: string, id: string) => `${orgId} ${type} ${id}`;

/**
 * The title of another record: undefined while it is being read, null if it is not to be had. Whoever reads it in a
 * component follows it; many that are asked for together are read a few at a time.
 */
export function recordTitle(orgId: string, type: string, id: string): string | null | undefined {
  const key = keyOf(orgId, type, id);
  const found = known.get(key);
  const view = (recordViews as Record<string, RecordView | undefined>)[type];
  if (view && (!found || Date.now() - found.at > freshMilliseconds) && !wanted.has(key)) {
    wanted.set(key, { orgId, view, id });
    setTimeout(readWanted);
  }
  return found?.title;
}

/** What was read or written elsewhere need not be read again. */
export function noteTitle(orgId: string, type: RecordTypeName, record: { id: string }): void {
  const title = titleOf(recordViews[type], record);
  known.set(keyOf(orgId, type, record.id), { title, at: Date.now() });
}

const started = new Set<string>();
function readWanted(): void {
  for (const [key, one] of wanted) {
    if (running >= atOnce) return;
    if (started.has(key)) continue;
    started.add(key);
    running += 1;
    void readOne(key, one).finally(() => {
      running -= 1;
      started.delete(key);
      wanted.delete(key);
      readWanted();
    });
  }
}

async function readOne(key: string, { orgId, view, id }: { orgId: string; view: RecordView; id: string }) {
  const record = await view.client.get({ orgId, id }).catch(() => undefined);
  const title = record ? titleOf(view, record) : null;
  known.set(key, { title, at: Date.now() });
}
