import { createHash } from 'node:crypto';
import { fullNameField } from '#contract/import-columns.ts';
import type { Field } from '#contract/field.ts';
import type { ColumnTarget, ImportColumn } from '#contract/import-column.ts';
import type { ImportFile, ImportReading } from '#contract/import.ts';
import { limits } from '#contract/limits.ts';
import type { ImportTypeName } from '#contract/import-types.ts';
import type { Context } from '../organization/context.ts';
import { type Key } from '../store/keys.ts';
import { importMappingsKey } from '../store/run-keys.ts';
import { getItem } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { ColumnEvidence } from './column-evidence.ts';
import { provenReading } from './column-readings.ts';
import { headerKey } from './header-matches.ts';
import type { StoredImport } from './import-runs.ts';
import { reasonHeaders } from './reason-headers.ts';
import { entriesFor } from './references.ts';
import type { Target } from './targets.ts';

/** What was chosen for the columns of a file, and what happens to its rows. */
type Choices = Pick<
  ImportFile,
  'columns' | 'reading' | 'matchBy' | 'onMatch' | 'createWithoutMatch' | 'createMissing'
>;

interface Mapping extends Choices {
  /** A digest of the names of the columns, which can be anything. */
  headers: string;
  /** When the import was started. */
  at: string;
  /** Whether `reading` has only what somebody has said. Version 0.4 and earlier stored guesses, too. */
  isSaid?: true;
}

interface MappingsItem extends Key {
  /** The latest `Mapping`s as JSON, the newest first. */
  data: string;
}

/** Columns with the reasons of an earlier import aren't columns of the file that is meant. */
const isColumn = ({ header }: Pick<ImportColumn, 'header'>): boolean => !reasonHeaders.has(headerKey(header));

/** Files with the same names of columns, in the same order, have the same digest. */
function digestOf(header: readonly Pick<ImportColumn, 'header'>[]): string {
  const keys = header.filter(isColumn).map((column) => headerKey(column.header));
  return createHash('sha256').update(JSON.stringify(keys)).digest('base64url').slice(0, 22);
}

const readMappings = async (context: Context, recordType: ImportTypeName): Promise<Mapping[]> => {
  const item = await getItem<MappingsItem>(context, importMappingsKey(context.orgId, recordType));
  return item ? (JSON.parse(item.data) as Mapping[]) : [];
};

/**
 * The action that remembers what was chosen for a file, instead of what was chosen for the same columns before. Of two
 * imports that start at once, one can be forgotten. None for files whose columns are known by their names, and for files
 * with so many columns that they would make the item too large.
 */
export async function rememberActions(
  context: Context,
  { file, evidence = [] }: Pick<StoredImport, 'file' | 'evidence'>,
): Promise<Action[]> {
  const { format, header, recordType, columns, reading, matchBy, onMatch, createMissing } = file;
  const { createWithoutMatch } = file;
  if (!header || !columns || format === 'jsonl') return [];
  const mapping = {
    ...{ headers: digestOf(header), at: context.now, isSaid: true as const },
    columns: columns
      .map((target, index) => withReading(target, evidence[index]))
      .filter((_, index) => isColumn(header[index] ?? { header: '' }))
      .map(withoutNewField),
    ...(reading ? { reading } : {}),
    ...(matchBy ? { matchBy } : {}),
    ...(onMatch ? { onMatch } : {}),
    ...(createWithoutMatch === undefined ? {} : { createWithoutMatch }),
    ...(createMissing === undefined ? {} : { createMissing }),
  };
  if (Buffer.byteLength(JSON.stringify(mapping)) > limits.importMappingBytes) return [];
  const others = (await readMappings(context, recordType)).filter(
    ({ headers }) => headers !== mapping.headers,
  );
  const data = JSON.stringify([mapping, ...others].slice(0, limits.importMappings));
  const Item = { ...importMappingsKey(context.orgId, recordType), kind: 'import-mappings', data };
  return [{ put: { Item } }];
}

/** A column with how it was read, by which a file with the same columns is read if its cells don't prove it. */
function withReading(target: ColumnTarget | null, evidence: ColumnEvidence | undefined): ColumnTarget | null {
  const reading = { ...provenReading(evidence), ...target?.reading };
  return target && Object.keys(reading).length > 0 ? { ...target, reading } : target;
}

/** The start has created the field. */
function withoutNewField(target: ColumnTarget | null): ColumnTarget | null {
  if (!target) return null;
  const { newField: _newField, ...rest } = target;
  return rest;
}

/** Without what texts mean if the status or option no longer exists. */
function withKnownValues(
  context: Context,
  { values, ...target }: ColumnTarget,
  field: Field | undefined,
): ColumnTarget {
  const known = field ? entriesFor(context, field) : [];
  const kept = values?.filter(({ id }) => id === null || known.some((entry) => entry.id === id)) ?? [];
  return { ...target, ...(kept.length > 0 ? { values: kept } : {}) };
}

const withoutGuess = ({ country, currency, emptyTexts }: ImportReading): ImportReading => ({
  country,
  currency,
  emptyTexts,
});

/**
 * What was chosen when a file with the same columns was last imported as records of this type. Fields that no longer exist
 * are left out.
 */
export async function rememberedFor(
  context: Context,
  recordType: ImportTypeName,
  header: readonly Pick<ImportColumn, 'header'>[],
  targets: ReadonlyMap<string, Target>,
): Promise<(Choices & Pick<ImportFile, 'rememberedFrom'>) | undefined> {
  const headers = digestOf(header);
  const found = (await readMappings(context, recordType)).find((one) => one.headers === headers);
  if (!found) return undefined;
  const { headers: _headers, at, isSaid, columns = [], matchBy = [], reading, ...choices } = found;
  const isKnown = (field: string) => field === fullNameField || targets.has(field);
  const rest = columns.values();
  const placed = header.map((column) => (isColumn(column) ? rest.next().value : undefined) ?? null);
  return {
    ...choices,
    ...(reading ? { reading: isSaid ? reading : withoutGuess(reading) } : {}),
    columns: placed.map((target) =>
      target && isKnown(target.field)
        ? withKnownValues(context, target, targets.get(target.field)?.field)
        : null,
    ),
    matchBy: matchBy.filter((field) => targets.get(field)?.canMatch),
    rememberedFrom: at,
  };
}
