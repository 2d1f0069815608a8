import type { ImportColumn } from '#contract/import-column.ts';
import type { ImportFile, ImportReading } from '#contract/import.ts';
import { limits } from '#contract/limits.ts';
import { matchFields } from '#contract/match-fields.ts';
import type { ImportTypeName } from '#contract/import-types.ts';
import type { CustomField } from '#contract/custom-field.ts';
import type { Context } from '../organization/context.ts';
import type { RecordDefinition } from '../records/definition.ts';
import { cellText, usualEmptyTexts, type Cell, type Reading } from './cell.ts';
import { openFile } from './open-file.ts';
import type { FileRow } from './file-shape.ts';
import { guessMapping } from './guess-mapping.ts';
import { guessReading } from './guess-reading.ts';
import { importableOf } from './importable.ts';
import type { StoredImport } from './import-item.ts';
import { uploadedFile, writeHeader, writeRows, writeValues } from './import-objects.ts';
import { readingIn } from './reading.ts';
import { rememberedFor } from './remembered-mapping.ts';
import { targetsOf } from './targets.ts';
import { UnreadableFile } from './unreadable-file.ts';
import { valueCounter } from './value-counter.ts';

/** Number of rows from which columns and formats are guessed. */
const sampleRows = 200;
const samplesShown = 3;
const sampleCharacters = 60;
const headerCharacters = 100;
/** Maximum number of characters of the rows that are stored together. They are in memory at once. */
const partCharactersMax = 20_000_000;

/**
 * Stores the rows of an uploaded file, part by part, so that memory doesn't grow with the file. Returns what is known
 * about the file, with a guess of what its columns are for. Throws `UnreadableFile`.
 */
export async function readFile(context: Context, stored: StoredImport): Promise<ImportFile> {
  const { file, etag = '' } = stored;
  const place = [context.orgId, stored.id] as const;
  const { encoding, separator, sheet } = file;
  const { shape, rows } = await openFile(uploadedFile(place, file.sizeBytes, etag), {
    ...(encoding ? { encoding } : {}),
    ...(separator ? { separator } : {}),
    ...(sheet ? { sheet } : {}),
  });
  let header: string[] | undefined;
  let part: FileRow[] = [];
  let count = 0;
  let size = 0;
  const samples: Cell[][] = [];
  const values = valueCounter();
  for await (const row of rows) {
    if (!header) {
      const names = row.cells.map(cellText);
      await writeHeader(place, names);
      header = names.map((name) => name.slice(0, headerCharacters));
      continue;
    }
    if (samples.length < sampleRows) samples.push(row.cells);
    values.add(row.cells);
    part.push(row);
    size += row.cells.reduce<number>((sum, cell) => sum + cellText(cell).length, 0);
    if (size > partCharactersMax) throw new UnreadableFile('too_large_unpacked', row.number);
    count += 1;
    if (part.length < limits.importPartRows) continue;
    await writeRows(place, count / limits.importPartRows - 1, part);
    part = [];
    size = 0;
  }
  if (part.length > 0) await writeRows(place, Math.floor(count / limits.importPartRows), part);
  await writeValues(place, values.result());
  const columns = columnsOf(header ?? [], samples);
  return {
    ...file,
    ...shape,
    rows: count,
    header: fittingHeader(columns.map(({ header: name, cells }) => shownColumn(name, cells))),
    ...(await guesses(context, { ...file, ...shape }, columns)),
  };
}

interface SampledColumn {
  header: string;
  cells: Cell[];
}

/** Columns beyond the header count too if a row has cells there. */
function columnsOf(header: readonly string[], samples: readonly Cell[][]): SampledColumn[] {
  const width = Math.max(header.length, ...samples.map((cells) => cells.length));
  return Array.from({ length: width }, (_, column) => ({
    header: header[column] ?? '',
    cells: samples.map((cells) => cells[column] ?? ''),
  }));
}

function shownColumn(header: string, cells: readonly Cell[]): ImportColumn {
  const texts = cells.flatMap((cell) => cellText(cell).slice(0, sampleCharacters) || []);
  return { header, samples: [...new Set(texts)].slice(0, samplesShown) };
}

/** Without samples if they make the header too large for the import's item, which can have 400 KB. */
const fittingHeader = (header: readonly ImportColumn[]): ImportColumn[] =>
  Buffer.byteLength(JSON.stringify(header)) > headerBytesMax
    ? header.map((column) => ({ ...column, samples: [] }))
    : [...header];
const headerBytesMax = 200_000;

/** What the columns are for and how their texts are meant: as remembered, or by a guess. */
async function guesses(
  context: Context,
  file: ImportFile,
  columns: readonly SampledColumn[],
): Promise<
  Pick<ImportFile, 'columns' | 'reading' | 'matchBy' | 'onMatch' | 'createMissing' | 'rememberedFrom'>
> {
  const importable = importableOf(file.recordType);
  const { definition } = importable;
  const customFields = await importable.readCustomFields(context);
  const isJson = file.format === 'jsonl';
  const remembered = isJson
    ? undefined
    : await rememberedFor(context, file.recordType, columns, targetsOf(definition.type, customFields));
  const reading =
    file.reading ?? remembered?.reading ?? (isJson ? jsonReading(context) : readingOf(context, columns));
  const guessed = () =>
    isJson
      ? namedFields(definition, customFields, columns)
      : mappingOf(definition, customFields, columns, readingIn(context, reading));
  const mapping = remembered?.columns ?? guessed();
  const isMapped = (field: string) => mapping.some((target) => target?.field === field);
  const usual = matchFields(definition.type).filter(isMapped).slice(0, limits.importMatchFields);
  return {
    columns: mapping,
    reading,
    matchBy: file.matchBy ?? remembered?.matchBy ?? usual,
    onMatch: file.onMatch ?? remembered?.onMatch ?? 'skip',
    createMissing: file.createMissing ?? remembered?.createMissing ?? (!isJson && importable.createsMissing),
    ...(remembered?.rememberedFrom ? { rememberedFrom: remembered.rememberedFrom } : {}),
  };
}

/** The fields that columns are named after. */
function namedFields(
  { type }: RecordDefinition,
  customFields: readonly CustomField[],
  columns: readonly SampledColumn[],
): ImportFile['columns'] & object {
  const targets = targetsOf(type, customFields);
  return columns.map(({ header: field }) => (targets.has(field) ? { field } : null));
}

function mappingOf(
  { type }: RecordDefinition,
  customFields: readonly CustomField[],
  columns: readonly SampledColumn[],
  reading: Reading,
): ImportFile['columns'] & object {
  const guessed = guessMapping({
    recordType: type.name as ImportTypeName,
    headers: columns.map(({ header }) => header),
    samples: columns.map(({ cells }) => cells),
    fields: [...targetsOf(type, customFields).values()],
    reading,
  });
  return guessed.map(({ field, label, qualifiedBy }) =>
    field === undefined
      ? null
      : { field, ...(label ? { label } : {}), ...(qualifiedBy === undefined ? {} : { qualifiedBy }) },
  );
}

/** How values are written in JSON lines: as in the API. Every text counts. */
const jsonReading = ({ settings: { country, currency } }: Context): ImportReading => ({
  dateOrder: 'ymd',
  decimalMark: '.',
  country,
  currency,
  emptyTexts: [],
});

function readingOf({ settings }: Context, columns: readonly SampledColumn[]): ImportReading {
  const { country, currency } = settings;
  const { dateOrder, decimalMark } = guessReading(
    columns.map(({ cells }) => cells),
    { country },
  );
  return {
    dateOrder: dateOrder.value,
    decimalMark: decimalMark.value,
    country,
    currency,
    emptyTexts: [...usualEmptyTexts],
  };
}
