import { v7 as uuidv7 } from 'uuid';
import type { Upload } from '#contract/attachment.ts';
import { limits } from '#contract/limits.ts';
import { pictureTypes, type PictureType } from '#contract/picture.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { bytesChecked, fitsContent } from './file-content.ts';
import { fileFolders } from './folders.ts';
import { addressOf, copy, firstBytes, findObject, removeObject } from './object-store.ts';

/** The object key of an uploaded picture. */
const pictureUploadKey = (ownerId: string, id: string): string =>
  `${fileFolders.pictureUploads(ownerId)}${id}`;
export const pictureKey = (ownerId: string, id: string): string => `${fileFolders.pictures(ownerId)}${id}`;

/** Issues an upload URL without storing anything. A lifecycle rule deletes uploads that are never finished. */
export function startPicture(
  ownerId: string,
  { type, sizeBytes }: { type: PictureType; sizeBytes: number },
): { pictureId: string; upload: Upload } {
  const pictureId = uuidv7();
  const headers = { 'content-type': type };
  const { url, expiresAt } = addressOf('PUT', pictureUploadKey(ownerId, pictureId), {
    headers: { ...headers, 'content-length': String(sizeBytes) },
    expiresSeconds: limits.uploadMinutes * 60,
  });
  return { pictureId, upload: { url, headers, expiresAt } };
}

/**
 * Stores an uploaded picture and makes it the current one. If that is refused, the stored copy is deleted, because
 * nothing would delete it later. The copy stays if a concurrent request has made it the current picture.
 */
export async function finishPicture<T>(
  ownerId: string,
  pictureId: string,
  makeCurrent: () => Promise<T>,
  currentId: () => Promise<string | undefined>,
): Promise<T> {
  await keepPicture(ownerId, pictureId);
  try {
    const made = await makeCurrent();
    await deletePictureUpload(ownerId, pictureId);
    return made;
  } catch (error) {
    // Only a refusal shows that the change was not written.
    const isRefused = error instanceof ProblemError && error.code !== 'unavailable';
    if (isRefused && (await currentId()) !== pictureId) {
      await removeObject(pictureKey(ownerId, pictureId)).catch(() => undefined);
    }
    throw error;
  }
}

/** Checks an uploaded picture and copies it to the key from which it is served. */
async function keepPicture(ownerId: string, pictureId: string): Promise<void> {
  const from = pictureUploadKey(ownerId, pictureId);
  const found = await findObject(from);
  if (!found) throw new ProblemError('not_found');
  const type = pictureTypes.find((known) => known === found.type);
  const bytes = await firstBytes(from, found.etag, Math.min(bytesChecked, Math.max(1, found.sizeBytes)));
  if (!type || found.sizeBytes > limits.pictureBytes || !bytes || !fitsContent(type, bytes))
    throw fieldProblem('', 'other_content');
  if (!(await copy(from, found.etag, pictureKey(ownerId, pictureId)))) throw new ProblemError('not_found');
}

/** Deletes the upload. Errors are ignored, because a lifecycle rule deletes uploads anyway. */
const deletePictureUpload = (ownerId: string, pictureId: string): Promise<void> =>
  removeObject(pictureUploadKey(ownerId, pictureId)).catch(() => undefined);

const minuteMs = 60_000;

/**
 * Presigned URL of a picture, which stays the same for these minutes, so that browsers can cache the picture, and is valid
 * for twice as long. By default, it is for photos and logos, which are removed at once when they are replaced.
 */
export function shownFrom(key: string, minutes = 60, now = Date.now()): string {
  const periodMs = minutes * minuteMs;
  const at = new Date(Math.floor(now / periodMs) * periodMs);
  const query = { 'response-cache-control': `private, max-age=${minutes * 60}` };
  return addressOf('GET', key, { query, at, expiresSeconds: minutes * 120 }).url;
}
