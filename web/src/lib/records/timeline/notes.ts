import type { Note } from '#contract/note.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import { client } from '#lib/api/client.ts';
import { isStale } from '#lib/api/problem.ts';
import { noteLineId, noteNote, readEntryAgain, type OfRecord } from '../entries.ts';
import { queryClient } from '#lib/api/query-client.ts';
import { recordBasics } from '../record-basics.ts';
import { showFollowing } from '../record-writes.ts';

export type NotedRecord = OfRecord;

/** Query key of the notes that are pinned above a record's timeline. */
export const pinnedKey = ({ orgId, recordType, recordId }: NotedRecord) => [
  orgId,
  'notes',
  recordType,
  recordId,
];

/** Cancels running requests before an optimistic update, because their responses would overwrite it. */
const stopReading = (record: NotedRecord) => queryClient.cancelQueries({ queryKey: pinnedKey(record) });
const readAgain = (record: NotedRecord) => queryClient.invalidateQueries({ queryKey: pinnedKey(record) });

function pin(record: NotedRecord, note: Note, isGone = false): void {
  queryClient.setQueryData<Note[]>(pinnedKey(record), (notes) => {
    if (!notes) return notes;
    const others = notes.filter((other) => other.id !== note.id);
    if (isGone || !note.pinned) return others;
    return notes.some((other) => other.id === note.id)
      ? notes.map((other) => (other.id === note.id ? note : other))
      : [note, ...others];
  });
}
function show(record: NotedRecord, note: Note): void {
  noteNote(record, note);
  pin(record, note);
}
function hide(record: NotedRecord, note: Note): void {
  noteNote(record, note, true);
  pin(record, note, true);
}

function takeBack(record: NotedRecord, note: Note, error: unknown): void {
  show(record, note);
  if (isStale(error)) readEntryAgain(record, noteLineId(note));
  void readAgain(record);
}

export async function addNote(record: NotedRecord, body: string, idempotencyKey: string): Promise<void> {
  const note = await client.notes.create({ ...record, body: { body } }, { idempotencyKey });
  show(record, note);
  const view = recordBasics[record.recordType as RecordTypeName];
  showFollowing(record.orgId, view, record.recordId, { notedAt: note.createdAt });
}

/** Shows the change immediately, and reverts it if it fails. */
export async function changeNote(
  record: NotedRecord,
  note: Note,
  patch: { body?: string; pinned?: boolean },
): Promise<void> {
  await stopReading(record);
  show(record, { ...note, ...patch });
  try {
    const input = { ...record, noteId: note.id, body: patch };
    show(record, await client.notes.update(input, { version: note.version }));
  } catch (error) {
    takeBack(record, note, error);
    throw error;
  }
}

export async function deleteNote(record: NotedRecord, note: Note): Promise<void> {
  await stopReading(record);
  hide(record, note);
  try {
    await client.notes.delete({ ...record, noteId: note.id }, { version: note.version });
  } catch (error) {
    takeBack(record, note, error);
    throw error;
  }
}

export async function restoreNote(record: NotedRecord, note: Note): Promise<void> {
  show(record, await client.notes.restore({ ...record, noteId: note.id }));
}
