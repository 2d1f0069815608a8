import type { InfiniteData } from '@tanstack/svelte-query';
import type { Note } from '#contract/note.ts';
import { client } from '#lib/api/client.ts';
import { queryClient } from '#lib/api/query-client.ts';

interface NotePage {
  items: Note[];
  nextCursor?: string | undefined;
}
export interface NotedRecord {
  orgId: string;
  recordType: string;
  recordId: string;
}

export const notesKey = ({ orgId, recordType, recordId }: NotedRecord) => [
  orgId,
  'notes',
  recordType,
  recordId,
];

/** Before something is shown that was not answered yet: a reading on its way would take it away again. */
const stopReading = (record: NotedRecord) => queryClient.cancelQueries({ queryKey: notesKey(record) });
const readAgain = (record: NotedRecord) => queryClient.invalidateQueries({ queryKey: notesKey(record) });

function change(record: NotedRecord, of: (notes: Note[], isFirst: boolean) => Note[]): void {
  queryClient.setQueryData<InfiniteData<NotePage>>(notesKey(record), (data) => {
    if (!data) return data;
    return {
      ...data,
      pages: data.pages.map((page, place) => ({ ...page, items: of(page.items, place === 0) })),
    };
  });
}
const show = (record: NotedRecord, note: Note) =>
  change(record, (notes) => notes.map((other) => (other.id === note.id ? note : other)));
const hide = (record: NotedRecord, id: string) =>
  change(record, (notes) => notes.filter((other) => other.id !== id));
const put = (record: NotedRecord, note: Note) =>
  change(record, (notes, isFirst) =>
    isFirst ? [note, ...notes.filter((other) => other.id !== note.id)] : notes,
  );

export async function addNote(record: NotedRecord, body: string, idempotencyKey: string): Promise<void> {
  put(record, await client.notes.create({ ...record, body: { body } }, { idempotencyKey }));
}

/** Shows the change at once; takes it back if it is refused. */
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
    show(record, note);
    void readAgain(record);
    throw error;
  }
}

export async function deleteNote(record: NotedRecord, note: Note): Promise<void> {
  await stopReading(record);
  hide(record, note.id);
  try {
    await client.notes.delete({ ...record, noteId: note.id }, { version: note.version });
  } catch (error) {
    put(record, note);
    void readAgain(record);
    throw error;
  }
}

export async function restoreNote(record: NotedRecord, note: Note): Promise<void> {
  put(record, await client.notes.restore({ ...record, noteId: note.id }));
}
