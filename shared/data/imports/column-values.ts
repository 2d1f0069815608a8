import type { ColumnValue } from '#contract/import-column.ts';
import type { Cell } from './cell.ts';
import { readCell, isEmpty } from './cell-values.ts';
import { cleanLine, comparable } from './clean-text.ts';
import { entryMeant } from './entry-meant.ts';
import { entryReadingOf, unguarded, type Planning } from './read-row.ts';
import { entriesFor } from './references.ts';
import type { Target } from './targets.ts';
import type { CountedValues } from './value-counter.ts';

/** The texts of a cell that are compared with entries. A cell of several options has several. */
function entryTexts({ field }: Target, cell: Cell, planning: Pick<Planning, 'reading'>): string[] {
  const read = readCell(field, cell, planning.reading);
  return 'reference' in read ? [...read.reference.texts] : [];
}

/** Whether texts of a field mean statuses, sources, stages or options. */
export const hasEntries = ({ field }: Target): boolean => ['listed', 'choice', 'choices'].includes(field.kind);

/** The different values of a column by number, with the entries that they mean for its field. Empty cells are left out. */
export function columnValues(
  planning: Pick<Planning, 'columns' | 'context' | 'reading' | 'targets' | 'usesSynonyms'>,
  column: number,
  { counts }: CountedValues,
): ColumnValue[] {
  const target = planning.targets.get(planning.columns[column]?.field ?? '');
  const ofEntries = target && hasEntries(target) ? target : undefined;
  const entryReading = entryReadingOf(planning, column);
  const meant = ({ field }: Target, text: string) => {
    const entry = entryMeant(entriesFor(planning.context, field), text, entryReading);
    return 'id' in entry ? { id: entry.id } : {};
  };
  const found = new Map<string, ColumnValue>();
  for (const [value, count] of counts) {
    const cell = unguarded(value);
    const plain = isEmpty(cell, planning.reading) ? [] : [cleanLine(value)];
    for (const text of ofEntries ? entryTexts(ofEntries, cell, planning) : plain) {
      const known = found.get(comparable(text));
      if (known) known.count += count;
      else found.set(comparable(text), { text, count, ...(ofEntries && meant(ofEntries, text)) });
    }
  }
  return [...found.values()].toSorted((a, b) => b.count - a.count);
}
