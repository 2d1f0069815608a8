import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { documentDefinition } from './definition.ts';
import { documentUnderTest } from './document-under-test.ts';
import { printedImage } from './logo-image.ts';
import { pdfBytes } from './render.ts';

interface Image {
  width: number;
  height: number;
  bits?: number;
  colorType?: number;
  interlace?: number;
  pixels: Buffer;
  further?: Buffer[];
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

function pngOf({
  width,
  height,
  bits = 8,
  colorType = 6,
  interlace = 0,
  pixels,
  further = [],
}: Image): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([bits, colorType, 0, 0, interlace], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    ...further,
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Rows of zero bytes, each after the number of a filter. */
const rows = (height: number, rowBytes: number, filter = 0): Buffer =>
  Buffer.concat(Array.from({ length: height }, () => Buffer.from([filter, ...Buffer.alloc(rowBytes)])));

const palette = chunk('PLTE', Buffer.from([255, 0, 0, 0, 255, 0]));
const fine: Record<string, Image> = {
  'with transparency': { width: 4, height: 3, pixels: rows(3, 16, 4) },
  'without transparency': { width: 4, height: 3, colorType: 2, pixels: rows(3, 12) },
  'in gray with 16 bits': { width: 4, height: 3, colorType: 4, bits: 16, pixels: rows(3, 16) },
  'with a palette': { width: 4, height: 3, colorType: 3, pixels: rows(3, 4), further: [palette] },
  'with a transparent palette of 4 bits': {
    width: 4,
    height: 3,
    colorType: 3,
    bits: 4,
    pixels: rows(3, 2),
    further: [palette, chunk('tRNS', Buffer.from([0, 255]))],
  },
};

describe('a PNG', () => {
  test.each(Object.entries(fine))('%s is printed', async (_, image) => {
    const logo = printedImage(pngOf(image));
    expect(logo).toMatch(/^data:image\/png;base64,/);
    const bytes = await pdfBytes(documentDefinition({ ...documentUnderTest, logo }));
    expect(bytes.includes('/Subtype /Image')).toBe(true);
  });

  test.each(
    Object.entries<Image>({
      'that is interlaced': { width: 4, height: 3, interlace: 1, pixels: rows(3, 16) },
      'with too few pixels': { width: 4, height: 3, pixels: rows(2, 16) },
      'with too many pixels': { width: 4, height: 3, pixels: rows(4, 16) },
      'with an unknown filter': { width: 4, height: 3, pixels: rows(3, 16, 5) },
      'with unknown colors': { width: 4, height: 3, colorType: 5, pixels: rows(3, 16) },
      'without its palette': { width: 4, height: 3, colorType: 3, pixels: rows(3, 4) },
      'that is larger than a page': { width: 20_000, height: 1, pixels: rows(1, 80_000) },
      'without pixels': { width: 0, height: 0, pixels: Buffer.alloc(0) },
    }),
  )('%s is left out', (_, image) => {
    expect(printedImage(pngOf(image))).toBeUndefined();
  });

  test('that ends anywhere is left out', () => {
    const whole = pngOf(fine['with transparency']!);
    for (let length = 0; length < whole.length; length += 1)
      expect(printedImage(whole.subarray(0, length))).toBeUndefined();
  });
});

describe('a JPEG', () => {
  const frame = (components: number) => [0xff, 0xc0, 0, 11, 8, 0, 2, 0, 2, components, 1, 0x11, 0];
  const start = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0];

  test('with an image of a usual kind is printed', () => {
    expect(printedImage(Buffer.from([...start, ...frame(3)]))).toMatch(/^data:image\/jpeg;base64,/);
  });

  test('that is broken, and anything else, is left out', () => {
    const others = [[...start, ...frame(2)], start, [...start, 0, 0, ...frame(3)], [0xff, 0xd8]];
    for (const bytes of others) expect(printedImage(Buffer.from(bytes))).toBeUndefined();
    expect(printedImage(Buffer.from('RIFF....WEBPVP8 '))).toBeUndefined();
  });
});
