import { SaxesParser } from 'saxes';
import { SourceFailure } from './file-source.ts';
import { UnreadableFile } from './unreadable-file.ts';

/** Attributes of an element, by their names with prefix. */
export type Attributes = Record<string, string>;

/** Called for each element and text, with names without prefix: workbooks use different prefixes and namespaces. */
export interface XmlHandlers {
  open?(name: string, attributes: Attributes): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** Characters of one text, comment or tag. A cell has at most 32,767, each escaped by up to seven others. */
const tokenMaxLength = 1024 * 1024;

/** Elements of a workbook are nested less than ten deep, and each open one takes memory. */
const depthMax = 100;

const localName = (name: string) => name.slice(name.indexOf(':') + 1);

/** Without namespaces, which take time. */
interface Plain {
  xmlns: false;
  position: boolean;
}

function parserFor(handlers: XmlHandlers, progress: () => void): SaxesParser<Plain> {
  const parser = new SaxesParser<Plain>({ xmlns: false, position: false });
  let depth = 0;
  parser.on('opentag', ({ name, attributes }) => {
    progress();
    depth += 1;
    if (depth > depthMax) throw new UnreadableFile('damaged');
    handlers.open?.(localName(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    progress();
    depth -= 1;
    handlers.close?.(localName(name));
  });
  const text = (value: string) => {
    progress();
    handlers.text?.(value);
  };
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('comment', progress);
  parser.on('processinginstruction', progress);
  // Workbooks have no document type, whose only use would be entities that expand to much more than the file has.
  parser.on('doctype', () => {
    throw new UnreadableFile('damaged');
  });
  return parser;
}

function decoderFor(start: Uint8Array): TextDecoder {
  const isUtf16 = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff);
  return new TextDecoder(isUtf16 ? (start[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8', { fatal: true });
}

/**
 * Reads an XML document in constant memory and calls the handlers. It yields after each chunk, so that the caller can
 * process what the handlers have collected.
 */
export async function* xmlEvents(
  bytes: AsyncIterable<Uint8Array>,
  handlers: XmlHandlers,
): AsyncGenerator<void> {
  let pending = 0;
  const parser = parserFor(handlers, () => {
    pending = 0;
  });
  let decoder: TextDecoder | undefined;
  try {
    for await (const chunk of bytes) {
      decoder ??= decoderFor(chunk);
      const text = decoder.decode(chunk, { stream: true });
      pending += text.length;
      parser.write(text);
      if (pending > tokenMaxLength) throw new UnreadableFile('damaged');
      yield;
    }
    parser.write(decoder?.decode() ?? '').close();
    yield;
  } catch (error) {
    if (error instanceof UnreadableFile || error instanceof SourceFailure) throw error;
    throw new UnreadableFile('damaged', undefined, error);
  }
}

/** Reads a small XML document. */
export async function readXml(bytes: AsyncIterable<Uint8Array>, handlers: XmlHandlers): Promise<void> {
  for await (const _ of xmlEvents(bytes, handlers));
}
