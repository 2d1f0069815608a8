import { inflateSync } from 'node:zlib';

/** Images with longer sides are larger than any logo, and would take long to unpack. */
const sideMax = 2_048;

/**
 * A picture as the data URL that is printed; undefined if it can't be printed: only the first bytes of pictures are
 * checked when they are uploaded, and the PDF library ends the process at some broken ones.
 */
export function printedImage(bytes: Buffer): string | undefined {
  const png = cleanPng(bytes);
  if (png) return `data:image/png;base64,${png.toString('base64')}`;
  return isJpeg(bytes) ? `data:image/jpeg;base64,${bytes.toString('base64')}` : undefined;
}

const pngSignature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
/** Samples of a pixel by color type, and the bits that a sample can have. */
const colorTypes: Record<number, { samples: number; bits: readonly number[] }> = {
  0: { samples: 1, bits: [1, 2, 4, 8, 16] },
  2: { samples: 3, bits: [8, 16] },
  3: { samples: 1, bits: [1, 2, 4, 8] },
  4: { samples: 2, bits: [8, 16] },
  6: { samples: 4, bits: [8, 16] },
};

interface Chunk {
  type: string;
  data: Buffer;
  /** With its length and checksum. */
  whole: Buffer;
}

/** The chunks of a PNG that its pixels follow from; undefined if it is broken or interlaced. */
function cleanPng(bytes: Buffer): Buffer | undefined {
  if (!bytes.subarray(0, 8).equals(pngSignature)) return undefined;
  const chunks = chunksOf(bytes);
  const header = chunks[0]?.type === 'IHDR' ? headerOf(chunks[0].data) : undefined;
  if (!header) return undefined;
  const palette = chunks.find(({ type }) => type === 'PLTE');
  const isFine = header.colorType !== 3 || (palette && isPalette(palette.data));
  const pixels = chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data);
  if (!isFine || !hasPixels(Buffer.concat(pixels), header)) return undefined;
  const kept = ['IHDR', 'IDAT', 'IEND', ...(header.colorType === 3 ? ['PLTE'] : [])];
  // The PDF library can't apply transparency to pixels that share a byte.
  if (header.bits >= 8) kept.push('tRNS');
  return Buffer.concat([
    pngSignature,
    ...chunks.filter(({ type }) => kept.includes(type)).map(({ whole }) => whole),
  ]);
}

/** The chunks up to the last one; none if it is missing. */
function chunksOf(bytes: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (end > bytes.length) return [];
    chunks.push({ type, data: bytes.subarray(at + 8, end - 4), whole: bytes.subarray(at, end) });
    if (type === 'IEND') return chunks;
    at = end;
  }
  return [];
}

interface Header {
  width: number;
  height: number;
  bits: number;
  colorType: number;
}

function headerOf(data: Buffer): Header | undefined {
  if (data.length !== 13) return undefined;
  const [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)];
  const [bits = 0, colorType = 0, compression, filter, interlace] = data.subarray(8);
  const isKnown = colorTypes[colorType]?.bits.includes(bits) && isSide(width) && isSide(height);
  return isKnown && compression === 0 && filter === 0 && interlace === 0
    ? { width, height, bits, colorType }
    : undefined;
}

const isSide = (length: number): boolean => length > 0 && length <= sideMax;
const isPalette = ({ length }: Buffer): boolean => length > 0 && length <= 768 && length % 3 === 0;

/** Whether data unpacks to exactly the rows of an image, each of which begins with a known filter. */
function hasPixels(packed: Buffer, { width, height, bits, colorType }: Header): boolean {
  const { samples = 1 } = colorTypes[colorType] ?? {};
  const rowBytes = 1 + Math.ceil((width * bits * samples) / 8);
  try {
    const rows = inflateSync(packed, { maxOutputLength: rowBytes * height });
    if (rows.length !== rowBytes * height) return false;
    return Array.from({ length: height }, (_, row) => rows[row * rowBytes] ?? 5).every(
      (filter) => filter <= 4,
    );
  } catch {
    return false;
  }
}

/** Markers that begin the description of an image: all from C0 to CF but three. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** Whether bytes are a JPEG up to the description of an image of a usual kind, which is all that is read of it. */
function isJpeg(bytes: Buffer): boolean {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return false;
  for (let at = 2; at + 10 <= bytes.length;) {
    if (bytes[at] !== 0xff) return false;
    const marker = bytes[at + 1] ?? 0;
    if (isFrame(marker)) {
      const [height, width] = [bytes.readUInt16BE(at + 5), bytes.readUInt16BE(at + 7)];
      return isSide(width) && isSide(height) && [1, 3, 4].includes(bytes[at + 9] ?? 0);
    }
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return false;
}
