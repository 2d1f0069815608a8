const chunkCharacters = 64 * 1024;

/** Texts as UTF-8, in chunks of at least 64 KB except for the last one. */
export async function* encode(
  texts: Iterable<string> | AsyncIterable<string>,
): AsyncGenerator<Uint8Array, void> {
  const encoder = new TextEncoder();
  let pending = '';
  for await (const text of texts) {
    pending += text;
    if (pending.length < chunkCharacters) continue;
    yield encoder.encode(pending);
    pending = '';
  }
  if (pending !== '') yield encoder.encode(pending);
}
