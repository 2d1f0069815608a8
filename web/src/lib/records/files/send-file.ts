import type { Upload } from '#contract/attachment.ts';
import { fileTypes } from '#contract/file-type.ts';

/** The `accept` of an input for files. */
export const acceptedFiles = Object.values(fileTypes)
  .flatMap((endings) => endings.map((ending) => `.${ending}`))
  .join(',');

/** The storage answered, and didn't take the file: its URL has expired, or doesn't fit. A new upload may be taken. */
export class StorageRefusal extends Error {}

/** Whether the URL of an upload stays valid long enough to begin. */
export const isStillValid = ({ expiresAt }: Upload): boolean => Date.parse(expiresAt) > Date.now() + 5_000;

/**
 * Sends a file to storage. Uses XMLHttpRequest, because `fetch` doesn't report the progress of uploads. `done` is rejected
 * if the upload breaks off or is stopped.
 */
export function sendFile(
  file: File,
  { url, headers }: Upload,
  onprogress: (sentBytes: number) => void,
): { done: Promise<void>; stop: () => void } {
  const request = new XMLHttpRequest();
  const done = new Promise<void>((resolve, reject) => {
    const fail = () => {
      reject(request.status >= 400 ? new StorageRefusal() : new Error('the upload broke off'));
    };
    request.open('PUT', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => onprogress(loaded);
    request.onload = () => (request.status === 200 ? resolve() : fail());
    request.onerror = fail;
    request.onabort = fail;
    request.send(file);
  });
  return { done, stop: () => request.abort() };
}
