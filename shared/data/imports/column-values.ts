import type { ColumnValue } from '#contract/import-column.ts';
import type { Cell, Reading } from './cell.ts';
import { isEmpty, readCell } from './cell-values.ts';
import { cleanLine, labelText } from './clean-text.ts';
import { entryMeant } from './entry-meant.ts';
import { kindKey } from './problem-index.ts';
import { entryReadingOf, unguarded, type PlannedColumns } from './read-row.ts';
import { entriesFor } from './references.ts';
import type { Target } from './targets.ts';
import type { CountedValues } from './value-counter.ts';

/** The texts of a cell that are compared with entries. A cell of several options has several. */
function entryTexts({ field }: Target, cell: Cell, reading: Reading): string[] {
  const read = readCell(field, cell, reading);
  return 'reference' in read ? [...read.reference.texts] : [];
}

/** Whether texts of a field mean statuses, sources, stages or options. */
export const hasEntries = ({ field }: Target): boolean =>
  ['listed', 'choice', 'choices'].includes(field.kind);

/** The different values of a column by number, with the entries that they mean for its field. Empty cells are left out. */
export function columnValues(
  planning: PlannedColumns,
  column: number,
  { counts }: CountedValues,
): ColumnValue[] {
  const target = planning.targets.get(planning.columns[column]?.field ?? '');
  const ofEntries = target && hasEntries(target) ? target : undefined;
  const meant = (of: Target, text: string) => meaningOf(planning, column, of, text);
  const found = new Map<string, ColumnValue>();
  const reading = planning.readingOf(column);
  for (const [value, count] of counts) {
    const cell = unguarded(value);
    const plain = isEmpty(cell, reading) ? [] : [cleanLine(value)];
    for (const text of ofEntries ? entryTexts(ofEntries, cell, reading) : plain) {
      const known = found.get(labelText(text));
      if (known) known.count += count;
      else found.set(labelText(text), { text, count, ...(ofEntries && meant(ofEntries, text)) });
    }
  }
  return [...found.values()].toSorted((a, b) => b.count - a.count);
}

/** The entry that a text means, for stages in any pipeline if rows name theirs. */
function meaningOf(
  planning: PlannedColumns,
  column: number,
  { field }: Target,
  text: string,
): { id?: string | null } {
  const { context, columns, emptiedKinds } = planning;
  const namesPipelines = field.list === 'stages' && columns.some((target) => target?.field === 'pipelineId');
  const pipelineIds = namesPipelines ? context.settings.pipelines.map(({ id }) => id) : [];
  const found = [undefined, ...pipelineIds].map((pipelineId) =>
    entryMeant(entriesFor(context, field, pipelineId), text, entryReadingOf(planning, column)),
  );
  const meant = found.find((one) => 'id' in one);
  if (meant) return { id: meant.id };
  const isEmptied = found.every(
    (one) => 'code' in one && emptiedKinds.has(kindKey({ column, code: one.code })),
  );
  return isEmptied ? { id: null } : {};
}
