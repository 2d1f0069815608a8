import type { ColumnTarget, ImportColumn } from '#contract/import-column.ts';
import type { ImportFile, ImportReading } from '#contract/import.ts';
import { limits } from '#contract/limits.ts';
import { matchFields } from '#contract/match-fields.ts';
import type { ImportTypeName } from '#contract/import-types.ts';
import type { Context } from '../organization/context.ts';
import type { RecordDefinition } from '../records/definition.ts';
import { cellText, usualEmptyTexts, type Cell, type Reading } from './cell.ts';
import { openFile } from './open-file.ts';
import type { FileRow } from './file-shape.ts';
import { guessMapping } from './guess-mapping.ts';
import { evidenceCollector, type ColumnEvidence } from './column-evidence.ts';
import { provenReading, undecidedColumns } from './column-readings.ts';
import { importableOf } from './importable.ts';
import type { StoredImport } from './import-runs.ts';
import { uploadedFile, writeHeader, writeRows, writeValues } from './import-objects.ts';
import { unguarded } from './read-row.ts';
import { readingsIn } from './reading.ts';
import { rememberedFor } from './remembered-mapping.ts';
import { targetsOf, type Target } from './targets.ts';
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
export async function readFile(
  context: Context,
  stored: StoredImport,
): Promise<{ file: ImportFile; evidence: ColumnEvidence[] }> {
  const { file, etag = '' } = stored;
  const place = [context.orgId, stored.id] as const;
  const { encoding, separator, sheet, fillMerged } = file;
  const { shape, rows } = await openFile(uploadedFile(place, file.sizeBytes, etag), {
    ...(encoding ? { encoding } : {}),
    ...(separator ? { separator } : {}),
    ...(sheet ? { sheet } : {}),
    ...(fillMerged === undefined ? {} : { fillMerged }),
  });
  let header: string[] | undefined;
  let part: FileRow[] = [];
  let count = 0;
  let size = 0;
  const samples: Cell[][] = [];
  const values = valueCounter();
  const collected = evidenceCollector();
  let width = 0;
  for await (const row of rows) {
    if (!header) {
      const names = row.cells.map((cell) => cellText(unguarded(cell)));
      await writeHeader(place, names);
      header = names.map((name) => name.slice(0, headerCharacters));
      continue;
    }
    if (samples.length < sampleRows) samples.push(row.cells);
    values.add(row.cells);
    collected.add(row.cells);
    width = Math.max(width, row.cells.length);
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
  const columns = columnsOf(header ?? [], samples, width);
  const evidence = collected.result();
  return {
    file: {
      ...file,
      ...shape,
      rows: count,
      header: fittingHeader(columns.map(({ header: name, cells }) => shownColumn(name, cells))),
      ...(await guesses(context, { ...file, ...shape }, columns, evidence)),
    },
    evidence,
  };
}

interface SampledColumn {
  header: string;
  cells: Cell[];
}

/** Columns beyond the header count too if a row has cells there. `width` is the number of cells of the longest row. */
function columnsOf(header: readonly string[], samples: readonly Cell[][], width: number): SampledColumn[] {
  return Array.from({ length: Math.max(header.length, width) }, (_, column) => ({
    header: header[column] ?? '',
    cells: samples.map((cells) => cells[column] ?? ''),
  }));
}

function shownColumn(header: string, cells: readonly Cell[]): ImportColumn {
  const texts = cells.flatMap((cell) => cellText(unguarded(cell)).slice(0, sampleCharacters) || []);
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
  evidence: readonly ColumnEvidence[],
): Promise<
  Pick<
    ImportFile,
    | 'columns'
    | 'reading'
    | 'undecided'
    | 'matchBy'
    | 'onMatch'
    | 'createWithoutMatch'
    | 'createMissing'
    | 'rememberedFrom'
  >
> {
  const importable = importableOf(file.recordType);
  const { definition } = importable;
  const customFields = await importable.readCustomFields(context);
  const isJson = file.format === 'jsonl';
  const targets = targetsOf(definition.type, customFields, importable.hasNotes(context));
  const remembered = isJson ? undefined : await rememberedFor(context, file.recordType, columns, targets);
  const reading =
    file.reading ?? remembered?.reading ?? (isJson ? jsonReading(context) : usualReading(context));
  const read = { file: { ...file, reading }, evidence: [...evidence] };
  const guessed = () =>
    isJson
      ? namedFields(targets, columns)
      : mappingOf(definition, targets, columns, readingsIn(context, read, reading)(0));
  const mapping =
    remembered?.columns?.map((target, column) => withProven(target, evidence[column])) ?? guessed();
  const mapped = { ...read, file: { ...read.file, columns: mapping } };
  const undecided = undecidedColumns(mapped, targets, readingsIn(context, mapped, reading));
  const createWithoutMatch = file.createWithoutMatch ?? remembered?.createWithoutMatch;
  const isMapped = (field: string) => mapping.some((target) => target?.field === field);
  const usual = matchFields(definition.type).filter(isMapped).slice(0, limits.importMatchFields);
  return {
    columns: mapping,
    reading,
    ...(undecided.length > 0 ? { undecided } : {}),
    matchBy: file.matchBy ?? remembered?.matchBy ?? usual,
    onMatch: file.onMatch ?? remembered?.onMatch ?? 'skip',
    ...(createWithoutMatch === undefined ? {} : { createWithoutMatch }),
    createMissing: file.createMissing ?? remembered?.createMissing ?? (!isJson && importable.createsMissing),
    ...(remembered?.rememberedFrom ? { rememberedFrom: remembered.rememberedFrom } : {}),
  };
}

/** A remembered column without a reading that the cells of this file exclude. */
function withProven(target: ColumnTarget | null, evidence: ColumnEvidence | undefined): ColumnTarget | null {
  if (!target?.reading || !evidence) return target;
  const { reading, ...rest } = target;
  const kept = { ...reading, ...provenReading(evidence) };
  return Object.keys(kept).length > 0 ? { ...rest, reading: kept } : rest;
}

/** The fields that columns are named after. */
function namedFields(
  targets: ReadonlyMap<string, Target>,
  columns: readonly SampledColumn[],
): ImportFile['columns'] & object {
  return columns.map(({ header: field }) => (targets.has(field) ? { field } : null));
}

function mappingOf(
  { type }: RecordDefinition,
  targets: ReadonlyMap<string, Target>,
  columns: readonly SampledColumn[],
  reading: Reading,
): ImportFile['columns'] & object {
  const guessed = guessMapping({
    recordType: type.name as ImportTypeName,
    headers: columns.map(({ header }) => header),
    samples: columns.map(({ cells }) => cells),
    fields: [...targets.values()],
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

/** Dates and numbers are read as their column proves. */
const usualReading = ({ settings: { country, currency } }: Context): ImportReading => ({
  country,
  currency,
  emptyTexts: [...usualEmptyTexts],
});
