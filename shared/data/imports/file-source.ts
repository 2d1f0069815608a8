/** A file that can be read from any position, such as an object in a bucket. */
export interface FileSource {
  readonly sizeBytes: number;
  /** Bytes from `from` up to, but not including, `to`. */
  read(from: number, to: number): AsyncIterable<Uint8Array>;
}

/** An error of the source itself, which must not be mistaken for one of the file's content. */
export class SourceFailure extends Error {}

/** The source, with its errors wrapped in `SourceFailure`. */
export function markedSource(source: FileSource): FileSource {
  return {
    sizeBytes: source.sizeBytes,
    async *read(from, to) {
      try {
        yield* source.read(from, to);
      } catch (cause) {
        throw new SourceFailure('The source of the file failed.', { cause });
      }
    },
  };
}

/** Some bytes of the source in one piece. */
export async function readBytes(source: FileSource, from: number, to: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source.read(from, to)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
