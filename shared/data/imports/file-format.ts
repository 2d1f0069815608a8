import { encodingOfBom } from './encoding.ts';

/** What the content of a file is, whatever its name says. */
export type FileFormat = 'text' | 'zip' | 'ole' | 'unknown';

const zipStarts = ['PK\x03\x04', 'PK\x05\x06'];
const oleStart = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';

/** Formats that are texts, or whose start has few control characters. Exports with the ending .xls are often HTML. */
const otherFormats =
  /^\s*(?:%PDF|\{\\rtf|<[!?]|<(?:html|head|meta|style|body|div|table)\b|\{\s*["}]|\[\s*[[{])/i;

/** Control characters in texts are accidents. A tenth of compressed bytes are some, and so is half of UTF-16. */
const controlMaxShare = 0.01;

const isControl = (byte: number) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d;

/** @param isUtf16 Whether the text is UTF-16, whose bytes tell nothing about characters. */
export function formatOf(start: Buffer, isUtf16: boolean): FileFormat {
  const bytes = start.toString('latin1', 0, 512);
  if (zipStarts.some((zipStart) => bytes.startsWith(zipStart))) return 'zip';
  if (bytes.startsWith(oleStart)) return 'ole';
  const text = encodingOfBom(start) === 'utf-8' ? bytes.slice(3) : bytes;
  if (otherFormats.test(text)) return 'unknown';
  if (isUtf16) return 'text';
  return start.filter(isControl).length > start.length * controlMaxShare ? 'unknown' : 'text';
}
