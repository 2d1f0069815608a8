import { v7 as uuidv7 } from 'uuid';
import { limits } from '#contract/limits.ts';
import { noteChanges, type Note } from '#contract/note.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { differences } from '#data/store/change.ts';
import type { Context } from '#data/organization/context.ts';
import { noteKey, notePrefix, pinnedNotePrefix, type Key } from '#data/store/keys.ts';
import { followingActions } from '#data/entries/answer-files.ts';
import { newNote } from '#data/entries/new-entries.ts';
import {
  findNote,
  noteActions,
  noteFrom,
  parentExists,
  type FoundNote,
  type NoteParent,
  type StoredNote,
} from '#data/entries/note.ts';
import { changesIn } from '#data/store/read-only.ts';
import { decodeCursor, encodeCursor, listHash } from '#data/records/cursor.ts';
import { loadParent } from '#data/records/read.ts';
import { isGone } from '#data/records/stored.ts';
import { query, queryAll, type Item } from '#data/store/table.ts';
import { transactOnce, type Making } from '#data/store/idempotency.ts';
import { transact } from '#data/store/transact.ts';
import { checkVersion } from '#data/store/version-match.ts';

interface OfRecord {
  recordType: string;
  recordId: string;
}

async function loadNote(
  context: Context,
  parent: NoteParent,
  noteId: string,
  deleted: boolean,
): Promise<FoundNote> {
  const found = await findNote(context, parent, noteId);
  if (!found) throw new ProblemError('not_found');
  const { note } = found;
  if ((note.deletedAt !== undefined && !deleted) || isGone(note, context.now))
    throw new ProblemError('not_found');
  if (context.scope === 'own' && note.authorId !== context.actor.userId) throw new ProblemError('forbidden');
  return found;
}

/** Lists pinned notes first, then the others, newest first. */
export async function list(
  context: Context,
  input: OfRecord & { limit?: number | undefined; cursor?: string | undefined },
): Promise<{ items: Note[]; nextCursor?: string | undefined }> {
  const { key } = await loadParent(context, input);
  const hash = listHash(['notes', key.pk]);
  const start = decodeCursor(hash, input.cursor);
  const [pinned, { items, next }] = await Promise.all([
    start ? [] : pinnedNotes(context, key),
    readPage(context, key, start?.id, input.limit ?? limits.pageSizeDefault),
  ]);
  return {
    items: [...pinned.reverse().map(noteFrom), ...items],
    ...(next === undefined ? {} : { nextCursor: encodeCursor(hash, { sortValue: '', id: next }) }),
  };
}

const pinnedNotes = (context: Context, { pk }: Key): Promise<StoredNote[]> =>
  queryAll<StoredNote>(context, pk, pinnedNotePrefix);

/** Maximum number of queries per page. */
const readsMax = 3;

/**
 * Notes that are not pinned, after a position. Deleted notes are skipped while reading, so a page can be short. `next`
 * is the position after which the next page starts.
 */
async function readPage(
  context: Context,
  parent: Key,
  after: string | undefined,
  limit: number,
): Promise<{ items: Note[]; next: string | undefined }> {
  const notes: Note[] = [];
  let lastKey: Item | undefined = after ? { ...noteKey(parent, after) } : undefined;
  for (let reads = 0; reads < readsMax && (reads === 0 || lastKey) && notes.length <= limit; reads += 1) {
    const page = await query<StoredNote>(context, {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      FilterExpression: 'attribute_not_exists(deletedAt)',
      ExpressionAttributeValues: { ':pk': parent.pk, ':prefix': notePrefix },
      ScanIndexForward: false,
      ConsistentRead: true,
      // One extra item shows whether there is a next page.
      Limit: limit + 1,
      ...(lastKey ? { ExclusiveStartKey: lastKey } : {}),
    });
    notes.push(...page.items.map(noteFrom));
    lastKey = page.lastKey;
  }
  const items = notes.slice(0, limit);
  const unread = lastKey && String(lastKey.sk).slice(notePrefix.length);
  return { items, next: notes.length > limit ? items.at(-1)?.id : unread };
}

/**
 * Whether another note can be pinned. The number of pinned notes is limited because all of them are read with the first
 * page.
 */
async function hasRoomForPin(context: Context, { key }: NoteParent): Promise<boolean> {
  return (await pinnedNotes(context, key)).length < limits.pinnedNotesPerRecord;
}

async function checkPinRoom(context: Context, parent: NoteParent): Promise<void> {
  if (await hasRoomForPin(context, parent)) return;
  throw fieldProblem('/pinned', 'too_many', 'invalid_input', { limit: limits.pinnedNotesPerRecord });
}

export async function create(
  context: Context,
  input: OfRecord & { body: { body: string; pinned?: boolean | undefined } },
): Promise<Note> {
  const parent = await loadParent(context, input);
  const prepare = async (): Promise<Making<Note>> => {
    const { body, pinned = false } = input.body;
    if (pinned) await checkPinRoom(context, parent);
    const { note, actions } = newNote(context, parent, uuidv7(), { body, pinned });
    return { actions: [parentExists(parent), ...actions], ids: [note.id], value: note };
  };
  return transactOnce(context, prepare, async ([id]) => {
    const found = await findNote(context, parent, id ?? '');
    if (!found) throw new ProblemError('not_found');
    return found.note;
  });
}

export async function update(
  context: Context,
  input: OfRecord & { noteId: string; body: { body?: string | undefined; pinned?: boolean | undefined } },
): Promise<Note> {
  const parent = await loadParent(context, input);
  const { note: before, key } = await loadNote(context, parent, input.noteId, false);
  if (before.isAnswer) throw new ProblemError('conflict', 'answer_sent');
  checkVersion(context, before);
  const { body = before.body, pinned = before.pinned } = changesIn(input.body, noteChanges, before);
  if (body === before.body && pinned === before.pinned) return before;
  if (pinned && !before.pinned) await checkPinRoom(context, parent);
  const after = {
    ...before,
    version: before.version + 1,
    body,
    pinned,
    ...(body === before.body ? {} : { editedAt: context.now }),
  };
  const changes = differences(before, after, ['body', 'pinned']);
  await transact(context, noteActions(context, parent, after, key, 'updated', changes));
  return after;
}

export async function remove(context: Context, input: OfRecord & { noteId: string }): Promise<Note> {
  const parent = await loadParent(context, input);
  const { note: before, key } = await loadNote(context, parent, input.noteId, false);
  checkVersion(context, before);
  const after = { ...before, version: before.version + 1, deletedAt: context.now };
  await transact(context, [
    ...noteActions(context, parent, after, key, 'deleted', []),
    ...(await followingActions(context, parent, after)),
  ]);
  return after;
}

/** Restores a note. If it was pinned, it is pinned again if there is room. */
export async function restore(context: Context, input: OfRecord & { noteId: string }): Promise<Note> {
  const parent = await loadParent(context, input);
  const { note, key } = await loadNote(context, parent, input.noteId, true);
  const { deletedAt, ...before } = note;
  if (deletedAt === undefined) return note;
  const pinned = before.pinned && (await hasRoomForPin(context, parent));
  const after = { ...before, version: before.version + 1, pinned };
  const changes = differences(before, after, ['pinned']);
  await transact(context, [
    ...noteActions(context, parent, after, key, 'restored', changes),
    ...(await followingActions(context, parent, after)),
  ]);
  return after;
}

/** The answer to a repeated restoration: the current state, whatever has happened since. */
export async function readRestored(context: Context, input: OfRecord & { noteId: string }): Promise<Note> {
  const parent = await loadParent(context, input);
  return (await loadNote(context, parent, input.noteId, true)).note;
}
