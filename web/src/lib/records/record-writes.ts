import type { ListRows } from '#contract/lists/list-operations.ts';
import { ApiProblem, isStale } from '#lib/api/problem.ts';
import { queryClient } from '#lib/api/query-client.ts';
import { readAgainSoon } from '#lib/api/read-again-soon.ts';
import { waitingQueries } from '#lib/api/waiting-queries.ts';
import { refetchTimelineSoon } from './entries.ts';
import { flat } from './flat.ts';
import { noteOwnWrite } from './own-writes.ts';
import {
  addPending,
  pendingEdits,
  removePending,
  withPending,
  type Patch,
  type PendingEdit,
} from './pending-edits.ts';
import { completeKey, footersKey, listKey, recordKey } from './record-cache.ts';
import { noteTitle } from './titles.ts';
import type { AnyRecord, AnyRow } from './record-client.ts';
import type { RecordBasics } from './record-basics.ts';

/** Updates a cached record and its rows in cached lists. Boards have copies of their own. */
function changeShown(orgId: string, view: RecordBasics, id: string, change: (row: AnyRow) => Patch): void {
  const changed = <Row extends AnyRow>(row: Row): Row => ({ ...row, ...change(row) });
  queryClient.setQueryData<AnyRecord>(recordKey(orgId, view, id), (record) => record && changed(record));
  // Sums of a list are cached with its rows.
  queryClient.setQueriesData<Partial<ListRows<AnyRow>>>({ queryKey: listKey(orgId, view) }, (page) => {
    if (!page?.items?.some((row) => row.id === id)) return page;
    return { ...page, items: page.items.map((row) => (row.id === id ? changed(row) : row)) };
  });
}

/** Replaces a record and its rows in the cache with a record from a response. Clears fields that the response lacks. */
function showRecord(orgId: string, view: RecordBasics, record: AnyRecord): void {
  const none = Object.fromEntries(Object.keys(view.type.fields).map((field) => [field, undefined]));
  // Also clears custom values, which the record type doesn't declare as fields.
  const customOf = (row: AnyRow) =>
    Object.fromEntries(Object.keys(row).flatMap((name) => (name.includes('.') ? [[name, undefined]] : [])));
  const shown = withPending(record);
  queryClient.setQueryData(recordKey(orgId, view, record.id), shown);
  changeShown(orgId, view, record.id, (row) => ({ ...none, ...customOf(row), ...shown }));
}

const turns = new Map<string, Promise<unknown>>();

/** Sends writes to the same record one after the other. */
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

/** By record ID: all versions after `from`, up to and including `to`, were written from this tab. */
const ownSteps = new Map<string, { from: number; to: number }>();

/** The version to send in `If-Match`: the version shown, or a later one if only writes from this tab led to it. */
function versionOf({ id, version }: AnyRow | AnyRecord): number {
  const own = ownSteps.get(id);
  return own && own.from <= version && version < own.to ? own.to : version;
}
function noteOwnStep({ id, version: to }: AnyRecord, over: number): void {
  const own = ownSteps.get(id);
  if (to === over + 1) ownSteps.set(id, { from: own?.to === over ? own.from : over, to });
}

type WriteKind = 'created' | 'changed' | 'deleted' | 'restored';

/** Applies the response of a write: updates cached copies of the record and invalidates queries that depend on it. */
function settle(orgId: string, view: RecordBasics, kind: WriteKind, answered: AnyRecord): void {
  const record = flat(answered);
  noteOwnWrite(orgId, view.name, record, kind === 'deleted');
  noteTitle(orgId, view.name, record);
  showRecord(orgId, view, record);
  const refetchType = kind === 'changed' ? 'none' : 'active';
  if (kind !== 'changed') followUp(orgId);
  // Whether a record waits for its owner follows from a change a moment later.
  readAgainSoon(waitingQueries(orgId));
  void queryClient.invalidateQueries({ queryKey: listKey(orgId, view), refetchType });
  void queryClient.invalidateQueries({ queryKey: completeKey(orgId, view) });
  void queryClient.invalidateQueries({ queryKey: footersKey(orgId, view) });
  void queryClient.invalidateQueries({ queryKey: [orgId, view.plural, 'board'] });
  // The lists of tasks show the same records.
  if (view.name === 'activity') void queryClient.invalidateQueries({ queryKey: [orgId, 'tasks'] });
  void queryClient.invalidateQueries({ queryKey: [orgId, 'dashboard'] });
  void queryClient.invalidateQueries({ queryKey: [orgId, 'search'], refetchType: 'none' });
  refetchTimelineSoon({ orgId, recordType: view.name, recordId: record.id });
}

/** Applies the response of an action that is specific to a record type, such as converting a lead. */
export function takeAnswer(orgId: string, view: RecordBasics, record: AnyRecord): void {
  settle(orgId, view, 'changed', record);
}

const following = new Map<string, ReturnType<typeof setTimeout>>();

/** Refetches what follows from records after two seconds, when it is most likely up to date. */
function followUp(orgId: string): void {
  clearTimeout(following.get(orgId));
  const timer = setTimeout(() => {
    following.delete(orgId);
    void queryClient.invalidateQueries({ queryKey: [orgId, 'dashboard'] });
    void queryClient.invalidateQueries({ queryKey: [orgId, 'tags'] });
    // Activities about a record alone follow it into the trash and back.
    void queryClient.invalidateQueries({ queryKey: [orgId, 'tasks'] });
    void queryClient.invalidateQueries({ queryKey: [orgId, 'activities'] });
  }, 2_000);
  following.set(orgId, timer);
}

export async function createRecord(
  orgId: string,
  view: RecordBasics,
  body: Patch,
  idempotencyKey: string,
  further: { allowErased?: 'true' } = {},
) {
  const record = await view.client.create({ orgId, body, ...further }, { idempotencyKey });
  settle(orgId, view, 'created', record);
  return record;
}

/** Shows the change immediately. If the update fails, reverts the change and throws. */
export async function updateRecord(
  orgId: string,
  view: RecordBasics,
  before: AnyRow | AnyRecord,
  patch: Patch,
): Promise<AnyRecord> {
  const { id } = before;
  const fields = Object.keys(patch);
  const earlier = pendingEdits(id);
  const edit: PendingEdit = {
    id,
    before: Object.fromEntries(
      fields.map((field) => [
        field,
        (earlier.find((other) => field in other.shown)?.before ?? before)[field],
      ]),
    ),
    shown: Object.fromEntries(fields.map((field) => [field, patch[field] ?? undefined])),
  };
  addPending(edit);
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
    // Reverts only fields that still show the value of this edit.
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

/** Removes an edit from the pending ones. If a later edit of the same fields fails, it reverts them to `outcome`. */
function answered(edit: PendingEdit, outcome: Patch): void {
  removePending(edit);
  for (const later of pendingEdits(edit.id)) {
    for (const field of Object.keys(later.before)) {
      if (field in edit.shown) later.before[field] = outcome[field];
    }
  }
}

/**
 * Updates a record. If it has a newer version, repeats the update on that version, unless someone else has changed the
 * same fields: this throws an `EditConflict`. If all fields already have the new values, such as after a lost response,
 * returns the record.
 */
async function updateUnlessSameField(
  orgId: string,
  view: RecordBasics,
  before: AnyRow | AnyRecord,
  patch: Patch,
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

/** Thrown by an update if someone else has changed one of the same fields in the meantime. */
export class EditConflict extends ApiProblem {
  readonly current: AnyRecord;
  constructor(current: AnyRecord) {
    super({ code: 'precondition_failed' });
    this.name = 'EditConflict';
    this.current = current;
  }
}

/** After a version conflict, refetches the type's lists and records, so that a retry uses the newest version. */
export function readAgainIfStale(orgId: string, view: RecordBasics, error: unknown): void {
  if (isStale(error)) void queryClient.invalidateQueries({ queryKey: [orgId, view.plural] });
}

/** Replaces a record in the cache with someone else's newer version, as reported by an `EditConflict`. */
export function takeOver(orgId: string, view: RecordBasics, record: AnyRecord): void {
  showRecord(orgId, view, record);
}

export function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

export async function deleteRecord(
  orgId: string,
  view: RecordBasics,
  row: AnyRow | AnyRecord,
): Promise<AnyRecord> {
  const record = await inTurn(row.id, async () => {
    try {
      return await view.client.delete({ orgId, id: row.id }, { version: versionOf(row) });
    } catch (error) {
      if (!isStale(error)) throw error;
      // If the record is already deleted, the response to an earlier attempt may have been lost.
      const current = await view.client.get({ orgId, id: row.id });
      if (!current.deletedAt) throw error;
      return current;
    }
  });
  settle(orgId, view, 'deleted', record);
  return record;
}

export async function restoreRecord(orgId: string, view: RecordBasics, id: string): Promise<AnyRecord> {
  const record = await view.client.restore({ orgId, id });
  // The response leaves out `deletedAt`, so it must be cleared in cached copies.
  settle(orgId, view, 'restored', { ...record, deletedAt: undefined });
  return record;
}

/** What was written about a record, besides it. */
interface Following {
  /** When an activity took place that was logged. */
  loggedAt?: string;
  /** When a note was written. */
  notedAt?: string;
  /** When a planned activity is due. */
  nextAt?: string | undefined;
}

/** Shows in lists what was written about a record. Lists are read again when what follows from it has been written. */
export function showFollowing(
  orgId: string,
  view: RecordBasics,
  id: string,
  { loggedAt, notedAt, nextAt }: Following,
): void {
  changeShown(orgId, view, id, ({ activityCount, lastActivityAt, lastTouchAt, nextTaskAt }) => ({
    ...(loggedAt
      ? { activityCount: Number(activityCount ?? 0) + 1, lastActivityAt: latest(lastActivityAt, loggedAt) }
      : {}),
    ...(loggedAt || notedAt ? { lastTouchAt: latest(lastTouchAt, loggedAt, notedAt) } : {}),
    ...(nextAt && !(nextTaskAt && String(nextTaskAt) < nextAt) ? { nextTaskAt: nextAt } : {}),
  }));
  readListsSoon(orgId, view);
}

const latest = (...moments: unknown[]): string | undefined =>
  moments
    .filter((moment) => typeof moment === 'string')
    .toSorted()
    .at(-1);

/** Reads the lists of a type again after what follows from a write outside of its records. */
export const readListsSoon = (orgId: string, view: RecordBasics): void =>
  readAgainSoon({ queryKey: listKey(orgId, view) });
