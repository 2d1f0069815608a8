import { analyse } from 'chardet';
import type { Encoding } from '#contract/encoding.ts';

/** Encodings of other scripts by the names that chardet has for them. */
const otherScripts: Partial<Record<string, Encoding>> = {
  'windows-1251': 'windows-1251',
  'ISO-8859-7': 'windows-1253',
  'windows-1253': 'windows-1253',
  Shift_JIS: 'shift_jis',
  'EUC-JP': 'euc-jp',
  'EUC-KR': 'euc-kr',
  Big5: 'big5',
  GB18030: 'gb18030',
};

/** In a Latin text, also in one with many accents, fewer letters than this aren't ASCII. */
const scriptMinShare = 0.25;

/** Fewer bytes than these say nothing about a script. */
const scriptMinBytes = 10;

/** chardet's time grows with the sample, and its answer no longer improves. */
const sampleMaxBytes = 64 * 1024;

const isAsciiLetter = (byte: number) => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;

export function firstNonAscii(bytes: Uint8Array): number {
  return bytes.findIndex((byte) => byte > 0x7f);
}

export function encodingOfBom(bytes: Uint8Array): Encoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

/**
 * UTF-16 without a BOM: separators and line breaks are ASCII in every script, so one byte of each pair is often 0. The
 * other one is 0 only in few characters, such as U+0100 or U+4E00.
 */
function unmarkedUtf16(bytes: Uint8Array): Encoding | undefined {
  let even = 0;
  let odd = 0;
  bytes.forEach((byte, at) => {
    if (byte !== 0) return;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  });
  const enough = bytes.length / 100;
  if (odd > enough && odd > even * 20) return 'utf-16le';
  if (even > enough && even > odd * 20) return 'utf-16be';
  return undefined;
}

function isUtf8(bytes: Uint8Array, isWhole: boolean): boolean {
  try {
    // A sample can end within a character.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !isWhole });
    return true;
  } catch {
    return false;
  }
}

/**
 * Latin texts are Windows-1252, which Excel writes in most of America and Western Europe: chardet compares letters, and
 * takes a few Spanish names for Turkish. Other scripts look different enough.
 */
function legacyEncoding(bytes: Uint8Array): Encoding {
  const others = bytes.filter((byte) => byte > 0x7f).length;
  const letters = others + bytes.filter(isAsciiLetter).length;
  if (others < scriptMinBytes || others < letters * scriptMinShare) return 'windows-1252';
  return otherScripts[analyse(bytes)[0]?.name ?? ''] ?? 'windows-1252';
}

/**
 * The encoding of bytes from the first one that isn't ASCII on.
 * @param isWhole Whether they reach the end of the text.
 */
export function guessFromAscii(bytes: Uint8Array, isWhole: boolean): Encoding {
  return isUtf8(bytes, isWhole) ? 'utf-8' : legacyEncoding(bytes.subarray(0, sampleMaxBytes));
}

/**
 * The encoding of a text by its start.
 * @param isWhole Whether that is the whole text.
 * @returns Nothing for ASCII, because most encodings contain it.
 */
export function guessEncoding(start: Uint8Array, isWhole: boolean): Encoding | undefined {
  const at = firstNonAscii(start);
  return (
    encodingOfBom(start) ??
    unmarkedUtf16(start) ??
    (at === -1 ? undefined : guessFromAscii(start.subarray(at), isWhole))
  );
}
