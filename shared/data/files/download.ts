import { limits } from '#contract/limits.ts';
import { addressOf, type Address } from './object-store.ts';

interface Download {
  name: string;
  type: string;
  /** Whether browsers show the file instead of saving it. */
  isInline?: boolean;
}

/** A presigned URL, valid for some minutes, from which browsers save an object under a name. No cache keeps it. */
export const downloadOf = (key: string, { name, type, isInline = false }: Download): Address =>
  addressOf('GET', key, {
    expiresSeconds: limits.downloadUrlMinutes * 60,
    query: {
      'response-content-disposition': `${isInline ? 'inline' : 'attachment'}; ${fileNameOf(name)}`,
      'response-content-type': type,
      // Nothing keeps a copy on a computer that others use.
      'response-cache-control': 'no-store',
    },
  });

/** The file name in Content-Disposition (RFC 6266): an ASCII name for old clients, followed by the full name. */
export function fileNameOf(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const whole = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `filename="${plain}"; filename*=UTF-8''${whole}`;
}
