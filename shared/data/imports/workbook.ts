import { partMaxBytes } from './file-limits.ts';
import { formatOfBuiltIn, formatOfCode, type NumberFormat } from './number-format.ts';
import type { DateSystem } from './serial-date.ts';
import { UnreadableFile } from './unreadable-file.ts';
import { readXml, type Attributes } from './xml-events.ts';
import type { ZipParts } from './zip-parts.ts';

export interface Sheet {
  name: string;
  isVisible: boolean;
  /** Name of the part with its rows. */
  part: string;
}

export interface Workbook {
  /** Sheets with cells, in the order of their tabs. */
  sheets: Sheet[];
  dateSystem: DateSystem;
  sharedStringsPart: string | undefined;
  /** How the numbers of cells are shown, by the number of the cell's style. */
  numberFormats: NumberFormat[];
}

interface Relationship {
  id: string;
  /** The last segment of its type, which is the same in transitional and strict files. */
  kind: string;
  part: string;
}

const folderOf = (part: string) => part.slice(0, part.lastIndexOf('/') + 1);

/** The name of a part, from a path that is absolute or relative to another part's folder. */
function resolved(folder: string, target: string): string {
  // A URL resolves `..` and never leaves its root.
  return decodeURIComponent(new URL(target, `zip://package/${folder}`).pathname.slice(1));
}

async function relationships(zip: ZipParts, part: string): Promise<Relationship[]> {
  const folder = folderOf(part);
  const found: Relationship[] = [];
  const file = `${folder}_rels/${part.slice(folder.length)}.rels`;
  if (!zip.has(file)) return found;
  await readXml(zip.read(file, partMaxBytes), {
    open(name, { Id: id = '', Type: type = '', Target: target = '', TargetMode: mode }) {
      if (name !== 'Relationship' || mode === 'External') return;
      found.push({ id, kind: type.slice(type.lastIndexOf('/') + 1), part: resolved(folder, target) });
    },
  });
  return found;
}

/** The part with the workbook. A document or a presentation has another root element in its place. */
async function workbookPart(zip: ZipParts): Promise<string> {
  const main = (await relationships(zip, '')).find(({ kind }) => kind === 'officeDocument');
  // A binary workbook (.xlsb) has no XML in this place.
  if (!main?.part.endsWith('.xml')) throw new UnreadableFile('unknown_format');
  return main.part;
}

const isSet = (flag: string | undefined) => flag === '1' || flag === 'true';

async function sheetsOf(zip: ZipParts, part: string, links: Relationship[]) {
  const sheets: Sheet[] = [];
  let root: string | undefined;
  let dateSystem: DateSystem = 1900;
  const addSheet = ({ name = '', state = 'visible', ...others }: Attributes) => {
    // `r:id`, but with whatever prefix the file has for the namespace of relationships.
    const [, id] = Object.entries(others).find(([key]) => key.endsWith(':id')) ?? [];
    const link = links.find((one) => one.id === id);
    if (link?.kind === 'worksheet') sheets.push({ name, isVisible: state === 'visible', part: link.part });
  };
  await readXml(zip.read(part, partMaxBytes), {
    open(name, attributes) {
      root ??= name;
      if (root !== 'workbook') throw new UnreadableFile('unknown_format');
      if (name === 'workbookPr' && isSet(attributes.date1904)) dateSystem = 1904;
      if (name === 'sheet') addSheet(attributes);
    },
  });
  return { sheets, dateSystem: dateSystem as DateSystem };
}

async function numberFormats(zip: ZipParts, part: string): Promise<NumberFormat[]> {
  const custom = new Map<number, NumberFormat>();
  const formats: number[] = [];
  // `xf` and `numFmt` are also in other lists, of named and of conditional styles.
  let list = '';
  await readXml(zip.read(part, partMaxBytes), {
    open(name, { numFmtId, formatCode = '' }) {
      if (name === 'numFmts' || name === 'cellXfs') list = name;
      if (name === 'numFmt' && list === 'numFmts') custom.set(Number(numFmtId), formatOfCode(formatCode));
      if (name === 'xf' && list === 'cellXfs') formats.push(Number(numFmtId ?? 0));
    },
    close(name) {
      if (name === list) list = '';
    },
  });
  return formats.map((id) => custom.get(id) ?? formatOfBuiltIn(id));
}

export async function readWorkbook(zip: ZipParts): Promise<Workbook> {
  const part = await workbookPart(zip);
  const links = await relationships(zip, part);
  const styles = links.find(({ kind }) => kind === 'styles');
  return {
    ...(await sheetsOf(zip, part, links)),
    sharedStringsPart: links.find(({ kind }) => kind === 'sharedStrings')?.part,
    numberFormats: styles ? await numberFormats(zip, styles.part) : [],
  };
}
