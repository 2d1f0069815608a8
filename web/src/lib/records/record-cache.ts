import { queryOptions } from '@tanstack/svelte-query';
import type { Page } from '#contract/page.ts';
import { ApiProblem } from '#lib/api/problem.ts';
import { queryClient } from '#lib/api/query-client.ts';
import { listInput, type ListState } from './list-state.ts';
import { noteOwnWrite, ownWrites, withOwnWrites, type OwnWrite } from './own-writes.ts';
import { timelineWillFollow } from './entries.ts';
import { noteTitle } from './titles.ts';
import type { AnyRecord, AnyRow, RecordView } from './view.ts';

const listKey = (orgId: string, view: RecordView) => [orgId, view.plural, 'list'];
const recordKey = (orgId: string, view: RecordView, id: string) => [orgId, view.plural, 'record', id];

/** One page of a list (or of the trash), with one's own writes of the last moments laid over it. */
export async function readList(
  orgId: string,
  view: RecordView,
  state: ListState,
  options: { trash?: boolean; signal?: AbortSignal } = {},
): Promise<Page<AnyRow>> {
  const { trash = false, signal } = options;
  const input = { orgId, ...listInput(state), ...(trash ? { deleted: 'true' } : {}) };
  const page = await view.client.list(input, signal ? { signal } : {});
  const isBound = ([name]: [string, unknown]) => view.type.bounds.includes(name);
  const filters = Object.entries(state.filters);
  const question = {
    sort: state.sort,
    filters: Object.fromEntries(filters.filter((filter) => !isBound(filter))),
    firstPage: state.page === 1,
    trash,
    bounded: filters.some(isBound),
  };
  return withOwnWrites(page, ownWrites(), state.q ? { ...question, q: state.q } : question);
}

export const listQuery = (orgId: string, view: RecordView, state: ListState) =>
  queryOptions({
    queryKey: [...listKey(orgId, view), listInput(state)],
    queryFn: ({ signal }) => readList(orgId, view, state, { signal }),
    // Whoever comes to a list sees it as it is: others write too, and rights change.
    refetchOnMount: 'always' as const,
  });

export const recordQuery = (orgId: string, view: RecordView, id: string) =>
  queryOptions({
    queryKey: recordKey(orgId, view, id),
    queryFn: ({ signal }) => view.client.get({ orgId, id }, { signal }),
  });

/** Changes a record wherever it is shown. */
function patchShown(orgId: string, view: RecordView, id: string, patch: Record<string, unknown>): void {
  queryClient.setQueryData<AnyRecord>(
    recordKey(orgId, view, id),
    (record) => record && { ...record, ...patch },
  );
  queryClient.setQueriesData<Page<AnyRow>>({ queryKey: listKey(orgId, view) }, (page) => {
    if (!page?.items.some((row) => row.id === id)) return page;
    return { ...page, items: page.items.map((row) => (row.id === id ? { ...row, ...patch } : row)) };
  });
}

/** What is known once a write was answered: its record replaces every older copy, lists follow when next looked at. */
function settle(orgId: string, view: RecordView, kind: OwnWrite['kind'], record: AnyRecord): void {
  noteOwnWrite(kind, record);
  noteTitle(orgId, view.name, record);
  queryClient.setQueryData(recordKey(orgId, view, record.id), record);
  patchShown(orgId, view, record.id, record);
  const refetchType = kind === 'changed' ? 'none' : 'active';
  if (kind !== 'changed') followUp(orgId, view);
  void queryClient.invalidateQueries({ queryKey: listKey(orgId, view), refetchType });
  void queryClient.invalidateQueries({ queryKey: [orgId, view.plural, 'board'] });
  void queryClient.invalidateQueries({ queryKey: [orgId, 'dashboard'] });
  void queryClient.invalidateQueries({ queryKey: [orgId, 'search'], refetchType: 'none' });
  timelineWillFollow({ orgId, recordType: view.name, recordId: record.id });
}

/** Takes what a verb of a type answered as the record's newest state. */
export function takeAnswer(orgId: string, view: RecordView, record: AnyRecord): void {
  settle(orgId, view, 'changed', record);
}

let following: ReturnType<typeof setTimeout> | undefined;

/** Looks again once indexes and counters have most likely caught up. */
function followUp(orgId: string, view: RecordView): void {
  clearTimeout(following);
  following = setTimeout(() => {
    void queryClient.invalidateQueries({ queryKey: listKey(orgId, view) });
    void queryClient.invalidateQueries({ queryKey: [orgId, 'dashboard'] });
    void queryClient.invalidateQueries({ queryKey: [orgId, 'tags'] });
  }, 2_000);
}

export async function createRecord(
  orgId: string,
  view: RecordView,
  body: Record<string, unknown>,
  idempotencyKey: string,
) {
  const record = await view.client.create({ orgId, body }, { idempotencyKey });
  settle(orgId, view, 'created', record);
  return record;
}

/** Shows the change at once and takes it back if it is refused. */
export async function updateRecord(
  orgId: string,
  view: RecordView,
  before: AnyRow | AnyRecord,
  patch: Record<string, unknown>,
): Promise<AnyRecord> {
  const earlier = Object.fromEntries(Object.keys(patch).map((field) => [field, before[field]]));
  const shown = Object.fromEntries(
    Object.entries(patch).map(([field, value]) => [field, value ?? undefined]),
  );
  patchShown(orgId, view, before.id, shown);
  try {
    const record = await updateUnlessSameField(orgId, view, before, patch);
    settle(orgId, view, 'changed', record);
    return record;
  } catch (error) {
    patchShown(orgId, view, before.id, earlier);
    throw error;
  }
}

/**
 * A version that moved on is no conflict yet: if nobody touched these fields, the change goes on top of the newer
 * version; if they already hold what was to be written (an answer got lost), all is done.
 */
async function updateUnlessSameField(
  orgId: string,
  view: RecordView,
  before: AnyRow | AnyRecord,
  patch: Record<string, unknown>,
): Promise<AnyRecord> {
  const input = { orgId, id: before.id, body: patch };
  try {
    return await view.client.update(input, { version: before.version });
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'precondition_failed') throw error;
    const current = await view.client.get({ orgId, id: before.id });
    const fields = Object.keys(patch);
    if (fields.every((field) => sameValue(current[field], patch[field]))) return current;
    if (fields.every((field) => sameValue(current[field], before[field]))) {
      return view.client.update(input, { version: current.version });
    }
    throw new EditConflict(current);
  }
}

/** Someone else changed the same field meanwhile. */
export class EditConflict extends Error {
  readonly current: AnyRecord;
  constructor(current: AnyRecord) {
    super('changed by someone else');
    this.name = 'EditConflict';
    this.current = current;
  }
}

/** Lets the newer copy of a record be shown everywhere, as after a conflict that the other side won. */
export function takeOver(orgId: string, view: RecordView, record: AnyRecord): void {
  patchShown(orgId, view, record.id, record);
}

export function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

export async function deleteRecord(
  orgId: string,
  view: RecordView,
  row: AnyRow | AnyRecord,
): Promise<AnyRecord> {
  const record = await view.client.delete({ orgId, id: row.id }, { version: row.version });
  settle(orgId, view, 'deleted', record);
  return record;
}

export async function restoreRecord(orgId: string, view: RecordView, id: string): Promise<AnyRecord> {
  const record = await view.client.restore({ orgId, id });
  // The answer has no deletedAt any more, and nothing shown may keep the old one.
  settle(orgId, view, 'restored', { ...record, deletedAt: undefined });
  return record;
}
