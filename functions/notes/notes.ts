import { v7 as uuidv7 } from 'uuid';
import { limits } from '#contract/limits.ts';
import type { Note } from '#contract/note.ts';
import { ProblemError } from '#contract/problem.ts';
import { differences } from '#data/change.ts';
import type { Context } from '#data/context.ts';
import { noteKey, notePrefix, type Key } from '#data/keys.ts';
import { noteActions, parentExists, type NoteParent } from '#data/note.ts';
import { decodeCursor, encodeCursor, listHash } from '#data/records/cursor.ts';
import { definitionOf } from '#data/records/definitions.ts';
import { keyOf } from '#data/records/definition.ts';
import { loadRecord, readScope } from '#data/records/read.ts';
import { isGone } from '#data/records/stored.ts';
import { getItem, query, type Item } from '#data/table.ts';
import { transact, transactOnce } from '#data/transact.ts';

interface OfRecord {
  recordType: string;
  recordId: string;
}
/** A note's record; who may not read the record does not find its notes. Notes of a record in the trash are hidden. */
async function parentOf(context: Context, { recordType, recordId }: OfRecord): Promise<NoteParent> {
  const definition = definitionOf(recordType);
  if (!definition) throw new ProblemError('not_found');
  const record = await loadRecord(definition, context, recordId, readScope(definition, context));
  if (record.deletedAt) throw new ProblemError('not_found');
  return { definition, record, key: keyOf(definition, context.orgId, record.id) };
}

async function loadNote(
  context: Context,
  parent: NoteParent,
  noteId: string,
  deleted: boolean,
): Promise<Note> {
  const item = await getItem<{ data: string }>(context, noteKey(parent.key, noteId));
  const note = item && (JSON.parse(item.data) as Note);
  if (!note || (note.deletedAt !== undefined && !deleted) || isGone(note, context.now))
    throw new ProblemError('not_found');
  if (context.scope === 'own' && note.authorId !== context.actor.userId) throw new ProblemError('forbidden');
  return note;
}

/** Newest first. Deleted notes are left out while reading, so a page may be short. */
export async function list(
  context: Context,
  input: OfRecord & { limit?: number | undefined; cursor?: string | undefined },
): Promise<{ items: Note[]; nextCursor?: string | undefined }> {
  const { key } = await parentOf(context, input);
  const hash = listHash(['notes', key.pk]);
  const start = decodeCursor(hash, input.cursor);
  const pinned = start ? [] : await readNotes(context, key, 'pinned = :yes', undefined, limits.pageSizeMax);
  const limit = input.limit ?? limits.pageSizeDefault;
  const rest = await readNotes(context, key, 'attribute_not_exists(pinned)', start?.id, limit + 1);
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: [...pinned, ...shown],
    ...(rest.length > limit && last
      ? { nextCursor: encodeCursor(hash, { sortValue: '', id: last.id }) }
      : {}),
  };
}

async function readNotes(
  context: Context,
  parent: Key,
  filter: string,
  before: string | undefined,
  most: number,
): Promise<Note[]> {
  const notes: Note[] = [];
  let lastKey: Item | undefined = before ? { ...noteKey(parent, before) } : undefined;
  let pages = 0;
  do {
    const page = await query<{ data: string }>(context, {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      FilterExpression: `attribute_not_exists(deletedAt) AND ${filter}`,
      ExpressionAttributeValues: {
        ':pk': parent.pk,
        ':prefix': notePrefix,
        ...(filter.includes(':yes') ? { ':yes': true } : {}),
      },
      ScanIndexForward: false,
      ConsistentRead: true,
      ...(lastKey ? { ExclusiveStartKey: lastKey } : {}),
    });
    notes.push(...page.items.map((item) => JSON.parse(item.data) as Note));
    lastKey = page.lastKey;
    pages += 1;
  } while (lastKey && notes.length < most && pages < 5);
  return notes.slice(0, most);
}

export async function create(
  context: Context,
  input: OfRecord & { body: { body: string; pinned?: boolean | undefined } },
): Promise<Note> {
  const parent = await parentOf(context, input);
  const note: Note = {
    id: uuidv7(),
    version: 1,
    body: input.body.body,
    pinned: input.body.pinned ?? false,
    authorId: context.actor.userId,
    createdAt: context.now,
  };
  const actions = [parentExists(parent), ...noteActions(context, parent, note, 'created', [])];
  const made = { actions, ids: [note.id], value: note };
  return transactOnce(
    context,
    () => Promise.resolve(made),
    async ([id]) => {
      const item = await getItem<{ data: string }>(context, noteKey(parent.key, id ?? ''));
      if (!item) throw new ProblemError('not_found');
      return JSON.parse(item.data) as Note;
    },
  );
}

export async function update(
  context: Context,
  input: OfRecord & { noteId: string; body: { body?: string | undefined; pinned?: boolean | undefined } },
): Promise<Note> {
  const parent = await parentOf(context, input);
  const before = await loadNote(context, parent, input.noteId, false);
  if (before.version !== context.ifMatch) throw new ProblemError('precondition_failed');
  const { body = before.body, pinned = before.pinned } = input.body;
  if (body === before.body && pinned === before.pinned) return before;
  const edited = body !== before.body;
  const after = {
    ...before,
    version: before.version + 1,
    body,
    pinned,
    ...(edited ? { editedAt: context.now } : {}),
  };
  const changes = differences(before, after, ['body', 'pinned']);
  await transact(context, noteActions(context, parent, after, 'updated', changes));
  return after;
}

export async function remove(context: Context, input: OfRecord & { noteId: string }): Promise<Note> {
  const parent = await parentOf(context, input);
  const before = await loadNote(context, parent, input.noteId, false);
  if (before.version !== context.ifMatch) throw new ProblemError('precondition_failed');
  const after = { ...before, version: before.version + 1, deletedAt: context.now };
  await transact(context, noteActions(context, parent, after, 'deleted', []));
  return after;
}

export async function restore(context: Context, input: OfRecord & { noteId: string }): Promise<Note> {
  const parent = await parentOf(context, input);
  const { deletedAt, ...before } = await loadNote(context, parent, input.noteId, true);
  if (deletedAt === undefined) return before;
  const after = { ...before, version: before.version + 1 };
  await transact(context, noteActions(context, parent, after, 'restored', []));
  return after;
}
