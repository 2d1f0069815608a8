import { SvelteMap } from 'svelte/reactivity';
import type { RecordTypeName } from '#contract/record-types.ts';
import { ApiProblem } from '#lib/api/problem.ts';
import { recordViews } from './views.ts';
import { titleOf, type RecordView } from './view.ts';

interface Known {
  /** Null where the record is gone or out of the caller's reach, undefined where it could not be read. */
  title: string | null | undefined;
  at: number;
}

const freshMilliseconds = 60_000;
const againMilliseconds = 5_000;
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
  try {
    const record = await view.client.get({ orgId, id });
    known.set(key, { title: titleOf(view, record), at: Date.now() });
  } catch (error) {
    const isOutOfReach = error instanceof ApiProblem && ['not_found', 'forbidden'].includes(error.code);
    if (isOutOfReach) known.set(key, { title: null, at: Date.now() });
    // Whatever else kept it from being read passes: those who show it then ask again.
    else setTimeout(() => known.set(key, { title: known.get(key)?.title, at: 0 }), againMilliseconds);
  }
}
