import type { Upload } from '#contract/attachment.ts';
import type { ImportTypeName } from '#contract/import-types.ts';
import { client } from '#lib/api/client.ts';
import { ApiProblem } from '#lib/api/problem.ts';
import { whileUnsaved } from '#lib/api/unsaved-changes.svelte.ts';
import { toast } from '#lib/components/toast.svelte.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { refusalText } from '#lib/i18n/problem-text.ts';
import { isStillValid, sendFile, StorageRefusal } from '#lib/records/files/send-file.ts';

/** An upload of a file to import that is in progress or has failed. */
export interface Sending {
  key: string;
  file: File;
  recordType: ImportTypeName;
  /** `starting`: the file has arrived, and its reading is requested. */
  state: 'sending' | 'starting' | 'failed';
  sentBytes: number;
  refused?: string | undefined;
}

interface Way extends Sending {
  announced?: { id: string; version: number; upload: Upload } | undefined;
  stop?: (() => void) | undefined;
}

/** One upload for each organization. It continues when the user leaves the page. */
const ways = $state<Record<string, Way | undefined>>({});
/** What to do with the new import of an organization, while its page is shown. */
const listeners: Record<string, ((id: string) => void) | undefined> = {};

export const sendingTo = (orgId: string): Sending | undefined => ways[orgId];

/** Calls `listener` with the id of the import once a file has arrived, until the returned function is called. */
export function onUploaded(orgId: string, listener: (id: string) => void): () => void {
  listeners[orgId] = listener;
  return () => {
    if (listeners[orgId] === listener) listeners[orgId] = undefined;
  };
}

/** Uploads a file in place of one whose upload has failed. */
export function importFile(orgId: string, file: File, recordType: ImportTypeName): void {
  cancelUpload(orgId);
  ways[orgId] = { key: crypto.randomUUID(), file, recordType, state: 'sending', sentBytes: 0 };
  begin(orgId);
}

export function retryUpload(orgId: string): void {
  const way = ways[orgId];
  if (way?.state !== 'failed') return;
  Object.assign(way, { state: 'sending', refused: undefined, sentBytes: 0 });
  begin(orgId);
}

/** Aborts an upload and asks the service to delete its import. */
export function cancelUpload(orgId: string): void {
  const way = ways[orgId];
  if (!way) return;
  ways[orgId] = undefined;
  way.stop?.();
  forget(orgId, way);
}

/** If the deletion fails, the import without a file expires like others. */
function forget(orgId: string, way: Way): void {
  if (!way.announced) return;
  const { id, version } = way.announced;
  way.announced = undefined;
  client.imports.delete({ orgId, id }, { version }).catch(() => undefined);
}

function begin(orgId: string): void {
  const way = ways[orgId];
  if (way) void whileUnsaved(() => run(orgId, way));
}

async function run(orgId: string, way: Way): Promise<void> {
  const isGone = () => ways[orgId]?.key !== way.key;
  try {
    const { id, upload } = await announce(orgId, way);
    if (isGone()) {
      forget(orgId, way);
      return;
    }
    await put(way, upload);
    way.state = 'starting';
    await client.imports.read({ orgId, id });
    if (isGone()) return;
    ways[orgId] = undefined;
    open(orgId, id, way.file.name);
  } catch (error) {
    const problem = error instanceof ApiProblem ? error : undefined;
    // After the service or the storage has rejected the upload, a retry must create a new import.
    if ((problem && problem.status < 500) || error instanceof StorageRefusal) forget(orgId, way);
    way.state = 'failed';
    way.refused = problem ? refusalText(problem) : t.imports.interrupted;
  }
}

function open(orgId: string, id: string, name: string): void {
  const listener = listeners[orgId];
  if (listener) listener(id);
  else
    toast({
      text: t.imports.uploaded(name),
      link: { href: `/o/${orgId}/imports/${id}`, text: t.imports.open },
    });
}

/** Creates the import with the presigned URL of its file. A retry reuses the URL while it is valid. */
async function announce(orgId: string, way: Way): Promise<{ id: string; upload: Upload }> {
  const { announced, file, recordType } = way;
  if (announced && isStillValid(announced.upload)) return announced;
  forget(orgId, way);
  const body = { file: { name: file.name, sizeBytes: file.size, recordType } };
  const { id, version, upload } = await client.imports.create({ orgId, body });
  way.announced = { id, version, upload };
  return way.announced;
}

/** Sends the file to storage. */
async function put(way: Way, upload: Upload): Promise<void> {
  const { done, stop } = sendFile(way.file, upload, (sentBytes) => (way.sentBytes = sentBytes));
  way.stop = stop;
  await done;
}
