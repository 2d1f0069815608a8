import { bodyOf, type Call } from './caller.ts';

/** A PNG image of one pixel. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Uploads bytes to the URL that the API returned when the upload was declared. */
export const sendBytes = (
  upload: { url: string; headers: Record<string, string> },
  bytes: Buffer,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(upload.url, {
    method: 'PUT',
    headers: { ...upload.headers, ...headers },
    body: new Uint8Array(bytes),
  });

/** Adds a file to a record: declares the upload, sends the bytes and finishes the upload. */
export async function addFile(
  call: Call,
  path: string,
  bytes: Buffer = png,
  name = 'Picture.png',
  type = 'image/png',
): Promise<{ id: string; version: number; previewUrl?: string }> {
  const body = { name, type, sizeBytes: bytes.length };
  const { attachment, upload } = await bodyOf(201, call('POST', path, { body }));
  const sent = await sendBytes(upload, bytes);
  if (sent.status !== 200) throw new Error(`the bucket answered ${sent.status}: ${await sent.text()}`);
  return bodyOf(200, call('POST', `${path}/${attachment.id}/finish`));
}
