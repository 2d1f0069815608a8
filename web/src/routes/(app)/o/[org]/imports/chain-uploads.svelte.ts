import type { Upload } from '#contract/attachment.ts';
import type { ImportTypeName } from '#contract/import-types.ts';
import { client } from '#lib/api/client.ts';
import { ApiProblem } from '#lib/api/problem.ts';
import { whileUnsaved } from '#lib/api/unsaved-changes.svelte.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { refusalText } from '#lib/i18n/problem-text.ts';
import { isStillValid, sendFile, StorageRefusal } from '#lib/records/files/send-file.ts';

/** A file that is imported together with others. */
export interface LinkedFile {
  key: string;
  file: File;
  recordType: ImportTypeName;
  state: 'chosen' | 'sending' | 'starting' | 'arrived' | 'failed';
  sentBytes: number;
  refused?: string | undefined;
}

interface Way extends LinkedFile {
  /** By which a creation whose answer was lost is repeated: nothing can follow the import before a second time. */
  idempotencyKey: string;
  announced?: { id: string; version: number; upload: Upload } | undefined;
  stop?: (() => void) | undefined;
}

interface Uploads {
  key: string;
  files: Way[];
  /** Whether the files are on their way. Until then, their types can be changed. */
  isSending: boolean;
}

/** The files that each organization imports together. Their uploads continue when the user leaves the page. */
const all = $state<Record<string, Uploads | undefined>>({});

export const linkedFilesOf = (orgId: string): Readonly<Uploads> | undefined => all[orgId];

/** Chooses files in place of others. */
export function chooseFiles(orgId: string, files: readonly Pick<LinkedFile, 'file' | 'recordType'>[]): void {
  discardFiles(orgId);
  const ways = files.map((one): Way => ({
    ...one,
    key: crypto.randomUUID(),
    idempotencyKey: crypto.randomUUID(),
    state: 'chosen',
    sentBytes: 0,
  }));
  all[orgId] = { key: crypto.randomUUID(), files: ways, isSending: false };
}

export function changeFiles(orgId: string, change: (files: Way[]) => Way[]): void {
  const uploads = all[orgId];
  if (uploads && !uploads.isSending) uploads.files = change(uploads.files);
}

/** Forgets files that have arrived. */
export function leaveFiles(orgId: string): void {
  all[orgId] = undefined;
}

/** Aborts all uploads and asks the service to delete their imports. */
export function discardFiles(orgId: string): void {
  const uploads = all[orgId];
  all[orgId] = undefined;
  // The last one first: nothing follows it.
  void (async () => {
    for (const way of uploads?.files.toReversed() ?? []) {
      way.stop?.();
      await forget(orgId, way);
    }
  })();
}

/** If the deletion fails, the import expires like others. Its version is a later one if its file is being read. */
async function forget(orgId: string, way: Way): Promise<void> {
  const id = way.announced?.id;
  way.announced = undefined;
  if (id === undefined) return;
  way.idempotencyKey = crypto.randomUUID();
  await client.imports
    .get({ orgId, id })
    .then(({ version }) => client.imports.delete({ orgId, id }, { version }))
    .catch(() => undefined);
}

/**
 * Uploads the files in order, from the first one that hasn't arrived. Each import follows the one before it. Returns the id
 * of the first one once all have arrived.
 */
export function uploadFiles(orgId: string): Promise<string | undefined> {
  const uploads = all[orgId];
  if (!uploads) return Promise.resolve(undefined);
  uploads.isSending = true;
  return whileUnsaved(() => run(orgId, uploads));
}

async function run(orgId: string, { key, files }: Uploads): Promise<string | undefined> {
  const isGone = () => all[orgId]?.key !== key;
  let after: string | undefined;
  for (const way of files) {
    if (way.state !== 'arrived') {
      try {
        await send(orgId, way, after, isGone);
      } catch (error) {
        await fail(orgId, way, error);
        return undefined;
      }
      if (isGone()) {
        await forget(orgId, way);
        return undefined;
      }
      way.state = 'arrived';
    }
    after = way.announced?.id;
  }
  return files[0]?.announced?.id;
}

async function fail(orgId: string, way: Way, error: unknown): Promise<void> {
  const problem = error instanceof ApiProblem ? error : undefined;
  way.state = 'failed';
  way.refused = problem ? refusalText(problem) : t.imports.interrupted;
  // After the service or the storage has rejected the upload, a retry must create a new import.
  if ((problem && problem.status < 500) || error instanceof StorageRefusal) await forget(orgId, way);
}

async function send(
  orgId: string,
  way: Way,
  after: string | undefined,
  isGone: () => boolean,
): Promise<void> {
  Object.assign(way, { state: 'sending', refused: undefined, sentBytes: 0 });
  const { id, upload } = await announce(orgId, way, after);
  if (isGone()) return;
  const { done, stop } = sendFile(way.file, upload, (sentBytes) => (way.sentBytes = sentBytes));
  way.stop = stop;
  await done;
  way.state = 'starting';
  await client.imports.read({ orgId, id });
}

/** Creates the import with the presigned URL of its file. A retry reuses the URL while it is valid. */
async function announce(
  orgId: string,
  way: Way,
  after: string | undefined,
): Promise<{ id: string; upload: Upload }> {
  const { announced, file, recordType } = way;
  if (announced && isStillValid(announced.upload)) return announced;
  await forget(orgId, way);
  const body = {
    file: { name: file.name, sizeBytes: file.size, recordType },
    ...(after === undefined ? {} : { after }),
  };
  const { id, version, upload } = await client.imports.create(
    { orgId, body },
    { idempotencyKey: way.idempotencyKey },
  );
  way.announced = { id, version, upload };
  return way.announced;
}
