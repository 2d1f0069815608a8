import type * as z from 'zod/mini';
import type { CustomField } from '#contract/custom-field.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import type { Context } from '../organization/context.ts';
import { ArchiveError } from './archive-error.ts';
import type { ArchiveFile, ArchiveKind } from './archive-format.ts';
import {
  entriesTogether,
  importActivities,
  importFiles,
  importNotes,
  importTasks,
  taskIn,
} from './import-entries.ts';
import { importedDefinition, importRecords, recordIn, recordsTogether } from './import-records.ts';
import {
  billingIn,
  formIn,
  importBilling,
  importCustomFields,
  importForms,
  importOrganization,
  importTags,
  importViews,
  viewIn,
} from './import-settings.ts';
import type { ImportTarget } from './import-target.ts';
import { organizationIn } from './line-rules.ts';
import { activityLine, fieldLine, fileLine, noteLine, personLine, tagLine } from './line-schemas.ts';

export type Line = Record<string, unknown>;

/** How the lines of a file are written. */
export interface LineWriter {
  /** Lines that are written in one transaction. Infinity if all lines of the file are written together. */
  together: number;
  write: (target: ImportTarget, lines: readonly Line[]) => Promise<void>;
}

/** Throws if records have a shape that only a later version of the product can read. */
export function checkSchemas(files: readonly ArchiveFile[]): void {
  for (const { path, kind, recordType, schema } of files) {
    if (kind !== 'records') continue;
    const known = recordType === undefined ? 0 : importedDefinition(recordType).schema;
    if (schema < 1 || schema > known) throw new ArchiveError('unknown_version', { path });
  }
}

const whole = Infinity;

/** How the lines of a file are written; undefined for those that the others need. */
export function writerOf(
  { kind, recordType, schema }: ArchiveFile,
  context: Context,
): LineWriter | undefined {
  switch (kind) {
    case 'organization':
      return { together: whole, write: importOrganization };
    case 'billing':
      return { together: whole, write: importBilling };
    case 'customFields':
      return { together: whole, write: importCustomFields };
    case 'tags':
      return { together: entriesTogether, write: importTags };
    case 'records':
      if (recordType === undefined) throw new ArchiveError('unknown_version');
      return {
        together: recordsTogether(recordType, context),
        write: (target, lines) => importRecords(target, { recordType, schema }, lines),
      };
    case 'notes':
      return { together: entriesTogether, write: importNotes };
    case 'activities':
      return { together: entriesTogether, write: importActivities };
    case 'tasks':
      return { together: entriesTogether, write: importTasks };
    case 'files':
      return { together: 1, write: importFiles };
    case 'views':
      return { together: 1, write: importViews };
    case 'forms':
      return { together: 1, write: importForms };
    case 'people':
      return undefined;
  }
}

/** Parses the lines of a file and throws if they aren't valid, without writing anything. */
export function parserOf(
  { kind, recordType, schema }: ArchiveFile,
  fields: ReadonlyMap<RecordTypeName, readonly CustomField[]>,
): (line: Line) => void {
  if (kind === 'organization') return organizationIn;
  if (kind === 'billing') return billingIn;
  if (kind === 'tasks') return taskIn;
  if (kind === 'views') return viewIn;
  if (kind === 'forms') return formIn;
  if (kind === 'records' && recordType) {
    const definition = importedDefinition(recordType);
    return (line) => void recordIn(definition, schema, fields.get(recordType) ?? [], line);
  }
  const schemas: Partial<Record<ArchiveKind, z.ZodMiniType>> = {
    customFields: fieldLine,
    tags: tagLine,
    notes: noteLine,
    activities: activityLine,
    files: fileLine,
    people: personLine,
  };
  return (line) => void schemas[kind]?.parse(line);
}

/** Lines that follow one another. */
export interface LineBatch {
  /** The number of lines before them. */
  from: number;
  lines: Line[];
}

/** A transaction can have 4 MB. Its items repeat parts of the lines, so most of that is left for them. */
const batchBytesMax = 1_200_000;

/**
 * The lines of a file in batches. A file that is written as a whole is one batch, which can be empty. Throws
 * `ArchiveError` for a line that is no JSON object.
 */
export async function* batchesOf(
  texts: AsyncIterable<string>,
  { path }: ArchiveFile,
  { together }: LineWriter,
): AsyncGenerator<LineBatch, void> {
  let batch: LineBatch = { from: 0, lines: [] };
  let batchBytes = 0;
  for await (const text of texts) {
    const bytes = Buffer.byteLength(text);
    const isFull = batch.lines.length === together || batchBytes + bytes > batchBytesMax;
    if (isFull && together !== whole && batch.lines.length > 0) {
      yield batch;
      batch = { from: batch.from + batch.lines.length, lines: [] };
      batchBytes = 0;
    }
    batch.lines.push(parsedLine(text, { path, line: batch.from + batch.lines.length + 1 }));
    batchBytes += bytes;
  }
  if (batch.lines.length > 0 || together === whole) yield batch;
}

/** The JSON object in a line. */
export function parsedLine(text: string, where: { path: string; line: number }): Line {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Line;
  } catch {
    // The same error as for other values.
  }
  throw new ArchiveError('invalid_line', where);
}
