import { queryOptions } from '@tanstack/svelte-query';
import type { Attachment } from '#contract/attachment.ts';
import { client } from '#lib/api/client.ts';
import { queryClient } from '#lib/api/query-client.ts';
import { noteFile, type OfRecord } from '../entries.ts';
import { openAt } from './open-at.ts';
import type { Destination } from './uploads.svelte.ts';

/** Stale time of the list. Its presigned preview URLs are valid for at least an hour. */
const staleMs = 1_800_000;

/** All files of a record, at most 200. */
export const filesQuery = (record: OfRecord) =>
  queryOptions({
    queryKey: [record.orgId, 'attachments', record.recordType, record.recordId],
    queryFn: async ({ signal }) => {
      const found: Attachment[] = [];
      let cursor: string | undefined;
      do {
        const query = { ...record, limit: 100, ...(cursor ? { cursor } : {}) };
        const page = await client.attachments.list(query, { signal });
        found.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor);
      return found;
    },
    staleTime: staleMs,
    // Other users may have added files since.
    refetchOnMount: 'always',
  });

export function readAgain(record: OfRecord): void {
  void queryClient.invalidateQueries({ queryKey: filesQuery(record).queryKey });
}

function change(record: OfRecord, to: (files: Attachment[]) => Attachment[]): void {
  queryClient.setQueryData(filesQuery(record).queryKey, (files) => files && to(files));
}

/** Cancels running requests for the list before a change, because their responses would overwrite it. */
const stopReading = (record: OfRecord) =>
  queryClient.cancelQueries({ queryKey: filesQuery(record).queryKey });

/** Adds a new file to the list, then refetches the list to get the URL of its preview. */
export function showFile(record: OfRecord, file: Attachment): void {
  change(record, (files) => [file, ...files.filter(({ id }) => id !== file.id)]);
  noteFile(record, file);
  readAgain(record);
}

export async function renameFile(record: OfRecord, file: Attachment, name: string): Promise<void> {
  const input = { ...record, attachmentId: file.id, body: { name } };
  const after = await client.attachments.update(input, { version: file.version });
  await stopReading(record);
  change(record, (files) => files.map((one) => (one.id === file.id ? { ...one, ...after } : one)));
}

export async function deleteFile(record: OfRecord, file: Attachment): Promise<void> {
  const gone = await client.attachments.delete(
    { ...record, attachmentId: file.id },
    { version: file.version },
  );
  await stopReading(record);
  change(record, (files) => files.filter(({ id }) => id !== file.id));
  noteFile(record, gone);
}

export async function restoreFile(record: OfRecord, file: Attachment): Promise<void> {
  showFile(record, await client.attachments.restore({ ...record, attachmentId: file.id }));
}

/** Downloads a file. The presigned URL determines the name under which it is saved. */
export async function downloadFile(record: OfRecord, file: Attachment): Promise<void> {
  openAt(await client.attachments.download({ ...record, attachmentId: file.id }));
}

const listeners: Record<string, ((file: Attachment) => void) | undefined> = {};

/**
 * Calls `listener` for each completed upload to a record, until the returned function is called or another listener
 * replaces it.
 */
export function onFileUploaded(record: OfRecord, listener: (file: Attachment) => void): () => void {
  listeners[record.recordId] = listener;
  return () => {
    if (listeners[record.recordId] === listener) listeners[record.recordId] = undefined;
  };
}

/** Uploads to the files of a record. */
export const filesOf = (record: OfRecord): Destination<Attachment> => ({
  key: record.recordId,
  start: (body) => client.attachments.create({ ...record, body }),
  finish: (attachmentId) => client.attachments.finish({ ...record, attachmentId }),
  discard({ id, version }) {
    client.attachments.delete({ ...record, attachmentId: id }, { version }).catch(() => undefined);
  },
  onfinished(file) {
    showFile(record, file);
    listeners[record.recordId]?.(file);
  },
});
