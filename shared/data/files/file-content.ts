import type { FileType } from '#contract/file-type.ts';

/** Number of leading bytes to read for the checks below. */
export const bytesChecked = 1_024;

const ascii = (bytes: Buffer, from: number, text: string): boolean =>
  bytes.subarray(from, from + text.length).toString('latin1') === text;
const begins =
  (...texts: string[]) =>
  (bytes: Buffer) =>
    texts.some((text) => ascii(bytes, 0, text));
const isZip = begins('PK\x03\x04', 'PK\x05\x06');
const isOldOffice = begins('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1');
const isRiff = (kind: string) => (bytes: Buffer) => ascii(bytes, 0, 'RIFF') && ascii(bytes, 8, kind);
const isBoxed = (bytes: Buffer) => ascii(bytes, 4, 'ftyp');
const isText = (bytes: Buffer) => !bytes.includes(0);

/** Checks of file signatures. Text files have no signature, but must not contain zero bytes in the checked part. */
const checks: Record<FileType, (bytes: Buffer) => boolean> = {
  'image/png': begins('\x89PNG\r\n\x1a\n'),
  'image/jpeg': begins('\xff\xd8\xff'),
  'image/gif': begins('GIF87a', 'GIF89a'),
  'image/webp': isRiff('WEBP'),
  'application/pdf': begins('%PDF-'),
  'text/plain': isText,
  'text/csv': isText,
  'application/json': isText,
  'text/calendar': isText,
  'text/vcard': isText,
  'message/rfc822': isText,
  'application/zip': isZip,
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': isZip,
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': isZip,
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': isZip,
  'application/vnd.oasis.opendocument.text': isZip,
  'application/vnd.oasis.opendocument.spreadsheet': isZip,
  'application/vnd.oasis.opendocument.presentation': isZip,
  'application/msword': isOldOffice,
  'application/vnd.ms-excel': isOldOffice,
  'application/vnd.ms-powerpoint': isOldOffice,
  'audio/mpeg': (bytes) => ascii(bytes, 0, 'ID3') || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0),
  'audio/mp4': isBoxed,
  'audio/wav': isRiff('WAVE'),
  'audio/ogg': begins('OggS'),
  'video/mp4': isBoxed,
  'video/quicktime': (bytes) => isBoxed(bytes) || ascii(bytes, 4, 'moov') || ascii(bytes, 4, 'wide'),
  'video/webm': begins('\x1a\x45\xdf\xa3'),
};

/** Whether a file with these leading bytes can be of its declared type. */
export const fitsContent = (type: FileType, bytes: Buffer): boolean => checks[type](bytes);
