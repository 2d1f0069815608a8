import { expect, test } from 'vitest';
import { encodings } from '#contract/encoding.ts';
import { decodeText } from './decode-text.ts';
import { guessEncoding } from './encoding.ts';
import { collected, sourceOf } from './file-under-test.ts';
import { UnreadableFile } from './unreadable-file.ts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');

/** Windows-1252, with the quotes that Latin 1 lacks. */
const westernBytes = (text: string) => latin1(text.replace('“', '\x93').replace('”', '\x94'));

const ascii = 'Name,City\r\n'.repeat(40_000);

async function decoded(bytes: Uint8Array, pieceBytes?: number): Promise<string> {
  const source = sourceOf(bytes, pieceBytes);
  let text = '';
  const guessed = guessEncoding(bytes.subarray(0, 256 * 1024), bytes.length <= 256 * 1024);
  for await (const piece of decodeText(source.read(0, source.sizeBytes), guessed)) text += piece;
  return text;
}

test('a text whose only accents are at its end is read in its encoding', async () => {
  for (const pieceBytes of [1000, 65_536, 1_000_000]) {
    expect(await decoded(Buffer.from(`${ascii}José,León`), pieceBytes)).toBe(`${ascii}José,León`);
    expect(await decoded(latin1(`${ascii}José,León`), pieceBytes)).toBe(`${ascii}José,León`);
  }
});

test('a Windows-1252 text that ends with an accent is not taken for UTF-8 that is cut off', async () => {
  expect(await decoded(latin1('Name\nJosé'))).toBe('Name\nJosé');
  expect(await decoded(latin1(`${ascii}José`))).toBe(`${ascii}José`);
});

test('a sample that ends within a character of UTF-8 is UTF-8', () => {
  expect(guessEncoding(Buffer.from('a,José').subarray(0, -1), false)).toBe('utf-8');
  expect(guessEncoding(Buffer.from('a,José').subarray(0, -1), true)).toBe('windows-1252');
});

test('the encoding of an ASCII sample stays open', () => {
  expect(guessEncoding(Buffer.from(ascii), false)).toBeUndefined();
});

test('characters of Windows-1252 that Latin 1 lacks are read', async () => {
  expect(await decoded(Buffer.from('a\n\x93quoted\x94 \x80 5 \x96 caf\xe9', 'latin1'))).toBe(
    'a\n“quoted” € 5 – café',
  );
});

test.each([
  ['Nombre;Ciudad\r\nJosé Muñoz;Bogotá\r\nÁngel Núñez;León\r\n'],
  ['a;b\nJosé;1\n'],
  ['Nom;Prénom\nLefèvre;Éric\nGarçon;Zoé\n'],
  ['Nome;Cidade\nJoão;São Paulo\nConceição;Brasília\n'],
  ['Name;Stadt\nJörg Müßig;Köln\n'],
])('%j in Windows-1252 is recognized', (text) => {
  expect(guessEncoding(latin1(text), true)).toBe('windows-1252');
});

test('a few accents after ASCII say nothing about the script', async () => {
  for (const end of ['ñ', '¡Ánimo!', '¿Él?', '“ÁÉÍÓÚ”']) {
    const bytes = Buffer.concat([Buffer.from(ascii), westernBytes(end)]);
    expect(await decoded(bytes)).toBe(`${ascii}${end}`);
    expect(guessEncoding(westernBytes(end), true)).toBe('windows-1252');
  }
});

/** Bytes of other encodings, which Node doesn't write. */
const others = {
  'windows-1251': 'yOz/O8Pu8O7kCsji4O0g0u7r8fLu6TvM7vHq4uAKzODw6P8g0e7q7uvu4uA70eDt6vItz+Xy5fDh8/DjCg==',
  gb18030: '0NXD+yyzx8rQCtXFyP0ssbG+qQrA7svELMnPuqMK',
};

test.each(Object.entries(others))('other scripts are recognized, such as in %s', (encoding, bytes) => {
  expect(guessEncoding(Buffer.from(bytes, 'base64'), true)).toBe(encoding);
});

test('UTF-16 is recognized with and without a BOM', () => {
  for (const text of ['Name;City\nJosé;León\n', '名前,都市\n田中太郎,東京\n山田花子,大阪\n']) {
    const littleEndian = Buffer.from(text, 'utf16le');
    const bigEndian = Buffer.from(littleEndian).swap16();
    expect(guessEncoding(littleEndian, true)).toBe('utf-16le');
    expect(guessEncoding(bigEndian, true)).toBe('utf-16be');
    expect(guessEncoding(Buffer.concat([Buffer.from([0xff, 0xfe]), littleEndian]), true)).toBe('utf-16le');
    expect(guessEncoding(Buffer.concat([Buffer.from([0xfe, 0xff]), bigEndian]), true)).toBe('utf-16be');
  }
});

test('NUL characters are left out', async () => {
  expect(await decoded(Buffer.from('Name,City\0\0\n\0José,\0León'))).toBe('Name,City\nJosé,León');
});

test('bytes that the encoding lacks are an error after the text before them', async () => {
  const source = sourceOf(Buffer.concat([Buffer.from('a,é\nb,'), Buffer.from([0xe9, 0x0a])]), 5);
  let text = '';
  const read = async () => {
    for await (const piece of decodeText(source.read(0, source.sizeBytes), 'utf-8')) text += piece;
  };
  await expect(read()).rejects.toMatchObject({ reason: 'wrong_encoding' } satisfies Partial<UnreadableFile>);
  expect(text).toBe('a,é\nb,');
});

test('every encoding that can be chosen is supported', async () => {
  for (const encoding of encodings) {
    const bytes = encoding.startsWith('utf-16') ? Buffer.from('Aa', 'utf16le') : Buffer.from('Aa');
    if (encoding === 'utf-16be') bytes.swap16();
    const texts = await collected(decodeText(sourceOf(bytes).read(0, bytes.length), encoding));
    expect([encoding, texts.join('')]).toEqual([encoding, 'Aa']);
  }
});
