import { queryOptions } from '@tanstack/svelte-query';
import type { Page } from '#contract/page.ts';
import { ApiProblem, isStale } from '#lib/api/problem.ts';
import { queryClient } from '#lib/api/query-client.ts';
import { flat } from './flat.ts';
import { listInput, type ListState } from './list-state.ts';
import { noteOwnWrite, ownWrites, withOwnWrites, type OwnWrite } from './own-writes.ts';
import { refetchTimelineSoon } from './entries.ts';
import { noteTitle } from './titles.ts';
import { furtherFilters, rangesOf, type AnyRecord, type AnyRow, type RecordView } from './view.ts';

const listKey = (orgId: string, view: RecordView) => [orgId, view.plural, 'list'];
const recordKey = (orgId: string, view: RecordView, id: string) => [orgId, view.plural, 'record', id];

/** Maximum number of requests for a page if earlier ones found no rows. */
const readingOn = 10;

/** Reads until a page has rows or the list ends, because one request searches a bounded number of rows. */
async function readOn(read: (cursor: string | undefined) => Promise<Page<AnyRow>>): Promise<Page<AnyRow>> {
  let page = await read(undefined);
  for (let turn = 1; turn < readingOn && page.items.length === 0 && page.nextCursor; turn += 1)
    page = await read(page.nextCursor);
  return page;
}

/** A page of a list (or of the trash) with recent own writes applied. */
export async function readList(
  orgId: string,
  view: RecordView,
  state: ListState,
  options: { trash?: boolean; signal?: AbortSignal } = {},
): Promise<Page<AnyRow>> {
  const { trash = false, signal } = options;
  const input = { orgId, ...listInput(state), ...(trash ? { deleted: 'true' } : {}) };
  const page = await readOn((cursor) =>
    view.client.list({ ...input, ...(cursor ? { cursor } : {}) }, signal ? { signal } : {}),
  );
  const isBound = ([name]: [string, unknown]) =>
    furtherFilters(view).includes(name) ||
    rangesOf(view).some(({ from, to }) => name === from || name === to) ||
    /^custom\..+\.(from|to)$/.test(name);
  const filters = Object.entries(state.filters);
  const question = {
    sort: state.sort,
    filters: Object.fromEntries(filters.filter((filter) => !isBound(filter))),
    firstPage: state.page === 1,
    trash,
    bounded: filters.some(isBound),
  };
  const writes = ownWrites(orgId, view.name);
  const own = withOwnWrites(page, writes, state.q.trim() ? { ...question, q: state.q } : question);
  return { ...own, items: own.items.map((row) => withPending(row)) };
}

export const listQuery = (orgId: string, view: RecordView, state: ListState) =>
  queryOptions({
    queryKey: [...listKey(orgId, view), listInput(state)],
    queryFn: ({ signal }) => readList(orgId, view, state, { signal }),
    // Opening a list refetches it: others write too, and permissions change.
    refetchOnMount: 'always' as const,
  });

const relatedShown = 5;
/** Some of a record's related records, and their total. */
export type RelatedRows = Pick<Page<AnyRow>, 'items' | 'total'>;

/** The first records that refer to a record by a field, and their total. */
export const relatedQuery = (orgId: string, view: RecordView, by: string, id: string) =>
  queryOptions({
    queryKey: [...listKey(orgId, view), 'related', by, id],
    queryFn: ({ signal }): Promise<RelatedRows> =>
      view.client.list(
        { orgId, [by]: [id], limit: relatedShown, sort: view.sort ?? view.type.sorts[0] },
        { signal },
      ),
    staleTime: 5_000,
  });

export const recordQuery = (orgId: string, view: RecordView, id: string) =>
  queryOptions({
    queryKey: recordKey(orgId, view, id),
    queryFn: async ({ signal }) => {
      const record = await view.client.get({ orgId, id }, { signal });
      // A read that started before an own write completed is older than the write.
      const shown = queryClient.getQueryData<AnyRecord>(recordKey(orgId, view, id));
      return withPending(shown && shown.version > record.version ? shown : record);
    },
  });

type Patch = Record<string, unknown>;

/** An optimistic edit awaiting its response. */
interface Pending {
  id: string;
  /** The fields' values before it, including completed edits. */
  before: Patch;
  shown: Patch;
}
/** In sending order. */
let pending: readonly Pending[] = [];

/** The row with pending edits applied. */
function withPending<Row extends AnyRow>(row: Row): Row {
  return pending
    .filter((edit) => edit.id === row.id)
    .reduce((shown, edit) => ({ ...shown, ...edit.shown }), row);
}

/** Updates a record wherever it is shown. */
function changeShown(orgId: string, view: RecordView, id: string, change: (row: AnyRow) => Patch): void {
  const changed = <Row extends AnyRow>(row: Row): Row => ({ ...row, ...change(row) });
  queryClient.setQueryData<AnyRecord>(recordKey(orgId, view, id), (record) => record && changed(record));
  queryClient.setQueriesData<Page<AnyRow>>({ queryKey: listKey(orgId, view) }, (page) => {
    if (!page?.items.some((row) => row.id === id)) return page;
    return { ...page, items: page.items.map((row) => (row.id === id ? changed(row) : row)) };
  });
}

/** Shows a record from a response. Fields missing from the response are empty. */
function showRecord(orgId: string, view: RecordView, record: AnyRecord): void {
  const none = Object.fromEntries(Object.keys(view.type.fields).map((field) => [field, undefined]));
  // Custom values are fields that the type doesn't declare.
  const customOf = (row: AnyRow) =>
    Object.fromEntries(Object.keys(row).flatMap((name) => (name.includes('.') ? [[name, undefined]] : [])));
  const shown = withPending(record);
  queryClient.setQueryData(recordKey(orgId, view, record.id), shown);
  changeShown(orgId, view, record.id, (row) => ({ ...none, ...customOf(row), ...shown }));
}

const turns = new Map<string, Promise<unknown>>();

/** Writes of one record are sent one after the other. */
function inTurn<T>(id: string, write: () => Promise<T>): Promise<T> {
  const turn = (turns.get(id) ?? Promise.resolve()).then(write);
  const over = turn.then(
    () => undefined,
    () => undefined,
  );
  turns.set(id, over);
  void over.then(() => turns.get(id) === over && turns.delete(id));
  return turn;
}

/** Version ranges of records without writes by others in between. */
const ownSteps = new Map<string, { from: number; to: number }>();

/** The version to write over: the one shown, or its successor by own writes. */
function versionOf({ id, version }: AnyRow | AnyRecord): number {
  const own = ownSteps.get(id);
  return own && own.from <= version && version < own.to ? own.to : version;
}
function noteOwnStep({ id, version: to }: AnyRecord, over: number): void {
  const own = ownSteps.get(id);
  if (to === over + 1) ownSteps.set(id, { from: own?.to === over ? own.from : over, to });
}

/** Applies a completed write: its record replaces older copies, and lists refetch when next shown. */
function settle(orgId: string, view: RecordView, kind: OwnWrite['kind'], answered: AnyRecord): void {
  const record = flat(answered);
  noteOwnWrite(orgId, view.name, kind, record);
  noteTitle(orgId, view.name, record);
  showRecord(orgId, view, record);
  const refetchType = kind === 'changed' ? 'none' : 'active';
  if (kind !== 'changed') followUp(orgId, view);
  void queryClient.invalidateQueries({ queryKey: listKey(orgId, view), refetchType });
  void queryClient.invalidateQueries({ queryKey: [orgId, view.plural, 'board'] });
  void queryClient.invalidateQueries({ queryKey: [orgId, 'dashboard'] });
  void queryClient.invalidateQueries({ queryKey: [orgId, 'search'], refetchType: 'none' });
  refetchTimelineSoon({ orgId, recordType: view.name, recordId: record.id });
}

/** Applies the response of a type's own action. */
export function takeAnswer(orgId: string, view: RecordView, record: AnyRecord): void {
  settle(orgId, view, 'changed', record);
}

let following: ReturnType<typeof setTimeout> | undefined;

/** Refetches once indexes and counters have most likely caught up. */
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

/** Shows the change immediately and reverts it if refused. */
export async function updateRecord(
  orgId: string,
  view: RecordView,
  before: AnyRow | AnyRecord,
  patch: Record<string, unknown>,
): Promise<AnyRecord> {
  const { id } = before;
  const fields = Object.keys(patch);
  const earlier = pending.filter((edit) => edit.id === id);
  const edit: Pending = {
    id,
    before: Object.fromEntries(
      fields.map((field) => [
        field,
        (earlier.find((other) => field in other.shown)?.before ?? before)[field],
      ]),
    ),
    shown: Object.fromEntries(fields.map((field) => [field, patch[field] ?? undefined])),
  };
  pending = [...pending, edit];
  changeShown(orgId, view, id, () => edit.shown);
  try {
    const record = await inTurn(id, () =>
      updateUnlessSameField(orgId, view, { ...before, ...edit.before }, patch),
    );
    answered(edit, record);
    settle(orgId, view, 'changed', record);
    return record;
  } catch (error) {
    answered(edit, edit.before);
    if (error instanceof EditConflict) showRecord(orgId, view, error.current);
    // Reverts only what still shows this edit.
    changeShown(orgId, view, id, (row) =>
      withPending({
        ...row,
        ...Object.fromEntries(
          fields
            .filter((field) => sameValue(row[field], edit.shown[field]))
            .map((field) => [field, edit.before[field]]),
        ),
      }),
    );
    throw error;
  }
}

/** Later edits of the same fields are based on this one's result. */
function answered(edit: Pending, outcome: Patch): void {
  pending = pending.filter((other) => other !== edit);
  for (const later of pending.filter((other) => other.id === edit.id)) {
    for (const field of Object.keys(later.before)) {
      if (field in edit.shown) later.before[field] = outcome[field];
    }
  }
}

/**
 * A newer version is not yet a conflict: if these fields are unchanged in it, the change is applied to it; if they
 * already have the new values, because a response got lost, nothing needs to be sent.
 */
async function updateUnlessSameField(
  orgId: string,
  view: RecordView,
  before: AnyRow | AnyRecord,
  patch: Record<string, unknown>,
): Promise<AnyRecord> {
  const input = { orgId, id: before.id, body: patch };
  const write = async (version: number) => {
    const record = await view.client.update(input, { version });
    noteOwnStep(record, version);
    return record;
  };
  try {
    return await write(versionOf(before));
  } catch (error) {
    if (!isStale(error)) throw error;
    const current = await view.client.get({ orgId, id: before.id });
    const fields = Object.keys(patch);
    if (fields.every((field) => sameValue(current[field], patch[field]))) return current;
    if (fields.every((field) => sameValue(current[field], before[field]))) {
      return write(current.version);
    }
    throw new EditConflict(current);
  }
}

/** Someone else changed the same field meanwhile. */
export class EditConflict extends ApiProblem {
  readonly current: AnyRecord;
  constructor(current: AnyRecord) {
    super({ code: 'precondition_failed' });
    this.name = 'EditConflict';
    this.current = current;
  }
}

/** After a conflict, reads again what is shown, so that the next attempt is based on the newest version. */
export function readAgainIfStale(orgId: string, view: RecordView, error: unknown): void {
  if (isStale(error)) void queryClient.invalidateQueries({ queryKey: [orgId, view.plural] });
}

/** Shows the newer version everywhere, for example after a conflict that the other side won. */
export function takeOver(orgId: string, view: RecordView, record: AnyRecord): void {
  showRecord(orgId, view, record);
}

export function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

export async function deleteRecord(
  orgId: string,
  view: RecordView,
  row: AnyRow | AnyRecord,
): Promise<AnyRecord> {
  const record = await inTurn(row.id, async () => {
    try {
      return await view.client.delete({ orgId, id: row.id }, { version: versionOf(row) });
    } catch (error) {
      if (!isStale(error)) throw error;
      // Already deleted: a response may have been lost.
      const current = await view.client.get({ orgId, id: row.id });
      if (!current.deletedAt) throw error;
      return current;
    }
  });
  settle(orgId, view, 'deleted', record);
  return record;
}

export async function restoreRecord(orgId: string, view: RecordView, id: string): Promise<AnyRecord> {
  const record = await view.client.restore({ orgId, id });
  // The response has no deletedAt anymore, so cached copies must lose it as well.
  settle(orgId, view, 'restored', { ...record, deletedAt: undefined });
  return record;
}
