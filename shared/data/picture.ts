import { v7 as uuidv7 } from 'uuid';
import type { Upload } from '#contract/attachment.ts';
import { limits } from '#contract/limits.ts';
import { pictureTypes, type PictureType } from '#contract/picture.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { bytesLooked, fitsContent } from './file-content.ts';
import { addressOf, copy, firstBytes, lookAt, removeObject } from './object-store.ts';

/** Whose a picture is: a user's or an organization's id. */
const arrivalKey = (ownerId: string, id: string): string => `uploads/pictures/${ownerId}/${id}`;
export const pictureKey = (ownerId: string, id: string): string => `pictures/${ownerId}/${id}`;

/** Nothing is kept of an announcement: what arrives and is not finished is forgotten by storage. */
export function startPicture(
  ownerId: string,
  { type, sizeBytes }: { type: PictureType; sizeBytes: number },
): { pictureId: string; upload: Upload } {
  const pictureId = uuidv7();
  const headers = { 'content-type': type };
  const { url, expiresAt } = addressOf('PUT', arrivalKey(ownerId, pictureId), {
    headers: { ...headers, 'content-length': String(sizeBytes) },
    expiresSeconds: limits.uploadMinutes * 60,
  });
  return { pictureId, upload: { url, headers, expiresAt } };
}

/** Takes what arrived to where pictures are shown from, if it is one. It may be done twice. */
export async function keepPicture(ownerId: string, pictureId: string): Promise<void> {
  const from = arrivalKey(ownerId, pictureId);
  const found = await lookAt(from);
  if (!found) throw new ProblemError('not_found');
  const type = pictureTypes.find((known) => known === found.type);
  const bytes = await firstBytes(from, found.etag, Math.min(bytesLooked, Math.max(1, found.sizeBytes)));
  if (!type || found.sizeBytes > limits.pictureBytes || !bytes || !fitsContent(type, bytes))
    throw fieldProblem('', 'other_content');
  if (!(await copy(from, found.etag, pictureKey(ownerId, pictureId)))) throw new ProblemError('not_found');
}

/** Its upload is of no more use; storage forgets it anyway. */
export const forgetArrival = (ownerId: string, pictureId: string): Promise<void> =>
  removeObject(arrivalKey(ownerId, pictureId)).catch(() => undefined);

const hourMs = 3_600_000;

/** Where a picture is shown from: the same address all through an hour, so that browsers keep it, good for an hour more. */
export function shownFrom(key: string, now = Date.now()): string {
  const at = new Date(Math.floor(now / hourMs) * hourMs);
  const query = { 'response-cache-control': 'private, max-age=3600' };
  return addressOf('GET', key, { query, at, expiresSeconds: 7_200 }).url;
}
