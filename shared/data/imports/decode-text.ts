import type { Encoding } from '#contract/encoding.ts';
import { firstNonAscii, guessFromAscii } from './encoding.ts';
import { UnreadableFile } from './unreadable-file.ts';

/** Bytes that are decoded at a time: bounds the rows in memory, however large the source's own pieces are. */
const pieceBytes = 64 * 1024;

/** Bytes from the first one that isn't ASCII on that decide the encoding. */
const sampleBytes = 64 * 1024;

/** What Windows-1252 has instead of the control characters 0x80 to 0x9F of Latin 1. */
const windows1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

interface Decoder {
  decode(bytes?: Uint8Array): string;
}

/**
 * Windows-1252 has its own decoder, because `TextDecoder` of several releases of Node 20 to 24 decodes it as Latin 1,
 * without typographic quotes and the euro sign.
 */
function decoderFor(encoding: Encoding, fatal: boolean): Decoder {
  if (encoding === 'windows-1252') {
    return {
      decode: (bytes = new Uint8Array()) =>
        Buffer.from(bytes)
          .toString('latin1')
          .replace(/[\x80-\x9f]/g, (character) => windows1252.charAt(character.charCodeAt(0) - 0x80)),
    };
  }
  const decoder = new TextDecoder(encoding, { fatal });
  return { decode: (bytes) => (bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()) };
}

/** The text of a sample, which may end within a character. */
export function decodeSample(sample: Uint8Array, encoding: Encoding): string {
  return decoderFor(encoding, false).decode(sample);
}

async function* inPieces(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; at += pieceBytes) yield chunk.subarray(at, at + pieceBytes);
  }
}

/** The longest start of the bytes that the encoding has, for the number of the row with the first other bytes. */
function decodableStart(decoder: Decoder, bytes: Uint8Array): string {
  const [text = ''] = decoder.decode(bytes).split('\ufffd', 1);
  return text;
}

async function* decodeAs(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const strict = decoderFor(encoding, true);
  const lenient = decoderFor(encoding, false);
  for await (const piece of bytes) {
    let text: string;
    try {
      text = strict.decode(piece);
    } catch (cause) {
      yield decodableStart(lenient, piece);
      throw new UnreadableFile('wrong_encoding', undefined, cause);
    }
    lenient.decode(piece);
    yield text;
  }
  try {
    yield strict.decode();
  } catch (cause) {
    throw new UnreadableFile('wrong_encoding', undefined, cause);
  }
}

/** The first bytes that aren't ASCII decide the encoding of everything that follows, wherever they are. */
async function* decodeFromAscii(pieces: AsyncGenerator<Uint8Array>): AsyncGenerator<string> {
  const sample: Uint8Array[] = [];
  let sampled = 0;
  let isWhole = true;
  // The generator goes on afterwards, which `for await` with `break` would prevent.
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) {
    const piece = next.value;
    const at = sample.length > 0 ? 0 : firstNonAscii(piece);
    if (at === -1) {
      yield Buffer.from(piece).toString('latin1');
      continue;
    }
    if (at > 0) yield Buffer.from(piece.subarray(0, at)).toString('latin1');
    sample.push(piece.subarray(at));
    sampled += piece.length - at;
    if (sampled >= sampleBytes) {
      isWhole = false;
      break;
    }
  }
  const encoding = guessFromAscii(Buffer.concat(sample), isWhole);
  yield* decodeAs(
    (async function* () {
      yield* sample;
      yield* pieces;
    })(),
    encoding,
  );
}

/**
 * The text of a file. NUL characters are left out: spreadsheets don't show them, and nobody enters them.
 * @param encoding Nothing if the start of the file is ASCII.
 */
export async function* decodeText(
  bytes: AsyncIterable<Uint8Array>,
  encoding: Encoding | undefined,
): AsyncGenerator<string> {
  const pieces = inPieces(bytes);
  try {
    for await (const text of encoding ? decodeAs(pieces, encoding) : decodeFromAscii(pieces)) {
      if (text) yield text.replaceAll('\0', '');
    }
  } finally {
    await pieces.return(undefined);
  }
}
