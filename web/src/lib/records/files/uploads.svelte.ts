import type { output as Output } from 'zod/mini';
import type { Attachment, newAttachment, Upload } from '#contract/attachment.ts';
import { fileNameForm, typeOfName } from '#contract/file-type.ts';
import { limits } from '#contract/limits.ts';
import { ApiProblem } from '#lib/api/problem.ts';
import { whileUnsaved } from '#lib/api/unsaved-changes.svelte.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { refusalText } from '#lib/i18n/problem-text.ts';
import { isStillValid, sendFile, StorageRefusal } from './send-file.ts';
import { sizeText } from './size.ts';

export type UploadedFile = Pick<Attachment, 'id' | 'name' | 'sizeBytes'>;

/** What files are uploaded to, such as a record. Uploads continue when the user leaves its page. */
export interface Destination<Uploaded extends UploadedFile = UploadedFile> {
  /** Tells uploads to this destination from others. */
  key: string;
  start(body: Output<typeof newAttachment>): Promise<{ attachment: Uploaded; upload: Upload }>;
  finish(id: string): Promise<Uploaded>;
  /** Deletes what an upload has created. If that fails, or isn’t possible, it expires after about a day. */
  discard(file: Uploaded): void;
  onfinished(file: Uploaded): void;
  /** Called when an upload was canceled, or a failed one was removed. */
  oncanceled?(): void;
}

export type UploadState = 'waiting' | 'sending' | 'checking' | 'failed';

/** An upload that is waiting, in progress or failed. */
export interface Sending {
  key: string;
  file: File;
  state: UploadState;
  sentBytes: number;
  refused?: string | undefined;
  /** Whether the user can retry the upload. False if the file was refused without a request. */
  mayRetry: boolean;
}

interface Way extends Sending {
  to: Destination;
  announced?: { attachment: UploadedFile; upload: Upload } | undefined;
  stop?: (() => void) | undefined;
}

const atOnce = 3;
let ways = $state<Way[]>([]);

export const sendingTo = ({ key }: Pick<Destination, 'key'>): readonly Sending[] =>
  ways.filter(({ to }) => to.key === key);

/** Why a file can't be uploaded; undefined if the checks that need no request find no reason. */
export function refusalOf(file: File): string | undefined {
  if (file.size === 0) return t.files.empty;
  if (file.size > limits.attachmentBytes) return t.files.tooLarge(sizeText(limits.attachmentBytes));
  if ([...file.name].length > limits.attachmentNameCharacters)
    return t.files.nameTooLong(limits.attachmentNameCharacters);
  if (!fileNameForm.test(file.name)) return t.files.nameRefused;
  return typeOfName(file.name) ? undefined : t.files.unknownType;
}

export function addFiles(to: Destination, files: Iterable<File>): void {
  for (const file of files) {
    const refused = refusalOf(file);
    const state: UploadState = refused ? 'failed' : 'waiting';
    ways.push({ key: crypto.randomUUID(), to, file, state, refused, sentBytes: 0, mayRetry: false });
  }
  goOn();
}

export function retry(key: string): void {
  const way = wayOf(key);
  if (way?.state !== 'failed') return;
  Object.assign(way, { state: 'waiting', refused: undefined, sentBytes: 0 });
  goOn();
}

/** Aborts an upload, removes it from the list, and asks the service to delete what was uploaded. */
export function cancel(key: string): void {
  const way = wayOf(key);
  if (!way) return;
  ways = ways.filter((other) => other.key !== key);
  way.stop?.();
  forget(way);
  way.to.oncanceled?.();
  goOn();
}

const wayOf = (key: string) => ways.find((way) => way.key === key);

function forget({ to, announced }: Way): void {
  if (announced) to.discard(announced.attachment);
}

function goOn(): void {
  const busy = ways.filter(({ state }) => state === 'sending' || state === 'checking').length;
  for (const way of ways.filter(({ state }) => state === 'waiting').slice(0, atOnce - busy)) {
    way.state = 'sending';
    void run(way);
  }
  noteUnsaved();
}

let allSettled: (() => void) | undefined;

/** Counts waiting and running uploads as one unsaved change, until none are left. */
function noteUnsaved(): void {
  const isUnderWay = ways.some(({ state }) => state !== 'failed');
  if (isUnderWay && !allSettled) {
    void whileUnsaved(() => new Promise<void>((resolve) => (allSettled = resolve)));
  } else if (!isUnderWay) {
    allSettled?.();
    allSettled = undefined;
  }
}

async function run(way: Way): Promise<void> {
  try {
    const { attachment, upload } = await announce(way);
    if (!wayOf(way.key)) {
      forget(way);
      return;
    }
    await put(way, upload);
    way.state = 'checking';
    const file = await way.to.finish(attachment.id);
    if (!wayOf(way.key)) {
      // The upload was canceled while the service was completing it.
      way.to.discard(file);
      return;
    }
    way.announced = undefined;
    ways = ways.filter((other) => other.key !== way.key);
    way.to.onfinished(file);
  } catch (error) {
    const problem = error instanceof ApiProblem ? error : undefined;
    // After the service or the storage has rejected the upload, a retry must create a new one.
    if ((problem && problem.status < 500) || error instanceof StorageRefusal) way.announced = undefined;
    way.state = 'failed';
    way.refused = problem ? refusalReason(problem) : t.files.interrupted;
    way.mayRetry = true;
  }
  goOn();
}

function refusalReason(problem: ApiProblem): string {
  const [first] = problem.errors;
  return first?.code === 'no_room' ? t.files.noRoom(sizeText(first.limit ?? 0)) : refusalText(problem);
}

/** Creates the upload and returns it with its presigned URL. A retry reuses the URL while it is valid. */
async function announce(way: Way): Promise<{ attachment: UploadedFile; upload: Upload }> {
  const { announced, file } = way;
  if (announced && isStillValid(announced.upload)) return announced;
  forget(way);
  const type = typeOfName(file.name);
  if (!type) throw new Error('a file of no known type');
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  const sha256 = btoa(String.fromCharCode(...new Uint8Array(digest)));
  way.announced = await way.to.start({ name: file.name, type, sizeBytes: file.size, sha256 });
  return way.announced;
}

/** Sends the file to storage. */
async function put(way: Way, upload: Upload): Promise<void> {
  const { done, stop } = sendFile(way.file, upload, (sentBytes) => (way.sentBytes = sentBytes));
  way.stop = stop;
  await done;
}
