import { queryOptions } from '@tanstack/svelte-query';
import type { Page } from '#contract/page.ts';
import { isStale } from '#lib/api/problem.ts';
import { queryClient } from '#lib/api/query-client.ts';
import { flat } from './flat.ts';
import { listInput, type ListState } from './list-state.ts';
import { noteOwnWrite, ownWrites, withOwnWrites, type OwnWrite } from './own-writes.ts';
import { timelineWillFollow } from './entries.ts';
import { noteTitle } from './titles.ts';
import { furtherFilters, rangesOf, type AnyRecord, type AnyRow, type RecordView } from './view.ts';

const listKey = (orgId: string, view: RecordView) => [orgId, view.plural, 'list'];
const recordKey = (orgId: string, view: RecordView, id: string) => [orgId, view.plural, 'record', id];

/** Requests that look on for rows where those before found none. */
const readingOn = 10;

/** A page that has rows, or the last one that was looked for: one request looks through so many alone. */
async function readOn(read: (cursor: string | undefined) => Promise<Page<AnyRow>>): Promise<Page<AnyRow>> {
  let page = await read(undefined);
  for (let turn = 1; turn < readingOn && page.items.length === 0 && page.nextCursor; turn += 1)
    page = await read(page.nextCursor);
  return page;
}

/** One page of a list (or of the trash), with one's own writes of the last moments laid over it. */
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
  const own = withOwnWrites(page, ownWrites(), state.q.trim() ? { ...question, q: state.q } : question);
  return { ...own, items: own.items.map((row) => withPending(row)) };
}

export const listQuery = (orgId: string, view: RecordView, state: ListState) =>
  queryOptions({
    queryKey: [...listKey(orgId, view), listInput(state)],
    queryFn: ({ signal }) => readList(orgId, view, state, { signal }),
    // Whoever comes to a list sees it as it is: others write too, and rights change.
    refetchOnMount: 'always' as const,
  });

const relatedShown = 5;
/** Some of the records that belong to another, and how many there are. */
export type RelatedRows = Pick<Page<AnyRow>, 'items' | 'total'>;

/** The first of those that name a record in a field, and how many there are. */
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
      // A reading that began before one's own write was answered is older than the answer.
      const shown = queryClient.getQueryData<AnyRecord>(recordKey(orgId, view, id));
      return withPending(shown && shown.version > record.version ? shown : record);
    },
  });

type Patch = Record<string, unknown>;

/** An edit that is shown already and not answered yet. */
interface Pending {
  id: string;
  /** What the fields held before it, by all that has been answered. */
  before: Patch;
  shown: Patch;
}
/** In the order in which they are sent. */
let pending: readonly Pending[] = [];

/** With what is on its way laid over it. */
function withPending<Row extends AnyRow>(row: Row): Row {
  return pending
    .filter((edit) => edit.id === row.id)
    .reduce((shown, edit) => ({ ...shown, ...edit.shown }), row);
}

/** Changes a record wherever it is shown. */
function changeShown(orgId: string, view: RecordView, id: string, change: (row: AnyRow) => Patch): void {
  const changed = <Row extends AnyRow>(row: Row): Row => ({ ...row, ...change(row) });
  queryClient.setQueryData<AnyRecord>(recordKey(orgId, view, id), (record) => record && changed(record));
  queryClient.setQueriesData<Page<AnyRow>>({ queryKey: listKey(orgId, view) }, (page) => {
    if (!page?.items.some((row) => row.id === id)) return page;
    return { ...page, items: page.items.map((row) => (row.id === id ? changed(row) : row)) };
  });
}

/** Shows a record as it was answered. What an answer does not have is empty, whatever was shown before. */
function showRecord(orgId: string, view: RecordView, record: AnyRecord): void {
  const none = Object.fromEntries(Object.keys(view.type.fields).map((field) => [field, undefined]));
  // Its custom values are fields that the type does not name.
  const customOf = (row: AnyRow) =>
    Object.fromEntries(Object.keys(row).flatMap((name) => (name.includes('.') ? [[name, undefined]] : [])));
  const shown = withPending(record);
  queryClient.setQueryData(recordKey(orgId, view, record.id), shown);
  changeShown(orgId, view, record.id, (row) => ({ ...none, ...customOf(row), ...shown }));
}

const turns = new Map<string, Promise<unknown>>();

/** Writes of one record are sent one after the other, in the order in which they were made. */
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

/** Versions of a record between which nobody else wrote. */
const ownSteps = new Map<string, { from: number; to: number }>();

/** The version to write over: the one that was seen, or what one's own writes have made of it since. */
function versionOf({ id, version }: AnyRow | AnyRecord): number {
  const own = ownSteps.get(id);
  return own && own.from <= version && version < own.to ? own.to : version;
}
function noteOwnStep({ id, version: to }: AnyRecord, over: number): void {
  const own = ownSteps.get(id);
  if (to === over + 1) ownSteps.set(id, { from: own?.to === over ? own.from : over, to });
}

/** What is known once a write was answered: its record replaces every older copy, lists follow when next looked at. */
function settle(orgId: string, view: RecordView, kind: OwnWrite['kind'], answered: AnyRecord): void {
  const record = flat(answered);
  noteOwnWrite(kind, record);
  noteTitle(orgId, view.name, record);
  showRecord(orgId, view, record);
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
    // Only what still shows this very edit is taken back.
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

/** Later edits of the same fields go on from what this one came to. */
function answered(edit: Pending, outcome: Patch): void {
  pending = pending.filter((other) => other !== edit);
  for (const later of pending.filter((other) => other.id === edit.id)) {
    for (const field of Object.keys(later.before)) {
      if (field in edit.shown) later.before[field] = outcome[field];
    }
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
      // It is what was wanted if it is deleted already: an answer may have been lost.
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
  // The answer has no deletedAt any more, and nothing shown may keep the old one.
  settle(orgId, view, 'restored', { ...record, deletedAt: undefined });
  return record;
}
