import type { Context } from '../organization/context.ts';
import { ArchiveError } from './archive-error.ts';
import type { ArchiveFile } from './archive-format.ts';
import {
  entriesTogether,
  importActivities,
  importFiles,
  importNotes,
  importTasks,
} from './import-entries.ts';
import { importedDefinition, importRecords, recordsTogether } from './import-records.ts';
import {
  importCustomFields,
  importForms,
  importOrganization,
  importTags,
  importViews,
} from './import-settings.ts';
import type { ImportTarget } from './import-target.ts';

type Line = Record<string, unknown>;

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

/** Lines that follow one another. */
export interface LineBatch {
  /** The number of lines before them. */
  from: number;
  lines: Line[];
}

/** A transaction can have 4 MB. */
const batchCharacters = 1_500_000;

/**
 * The lines of a file in batches. A file that is written as a whole is one batch, which can be empty. Throws
 * `ArchiveError` for a line that is no JSON object.
 */
export async function* batchesOf(
  texts: AsyncIterable<string>,
  { path }: ArchiveFile,
  { together }: LineWriter,
  onLine: (line: Line) => void,
): AsyncGenerator<LineBatch, void> {
  let batch: LineBatch = { from: 0, lines: [] };
  let characters = 0;
  for await (const text of texts) {
    const isFull = batch.lines.length === together || characters + text.length > batchCharacters;
    if (isFull && together !== whole) {
      yield batch;
      batch = { from: batch.from + batch.lines.length, lines: [] };
      characters = 0;
    }
    const line = parsed(text, path, batch.from + batch.lines.length + 1);
    onLine(line);
    batch.lines.push(line);
    characters += text.length;
  }
  if (batch.lines.length > 0 || together === whole) yield batch;
}

function parsed(text: string, path: string, number: number): Line {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Line;
  } catch {
    // The same error as for other values.
  }
  throw new ArchiveError('invalid_line', { path, line: number });
}
