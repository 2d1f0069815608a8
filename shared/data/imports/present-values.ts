import { withFormulaGuard, withoutFormulaGuard } from '#contract/csv-row.ts';
import { limits } from '#contract/limits.ts';
import type { Session } from '../store/units.ts';
import { replacementsIn, type Replaced } from './corrected-rows.ts';
import { readAllCorrections, type Correction } from './corrections.ts';
import { columnReadings, type ReadImport } from './column-readings.ts';
import type { StoredImport } from './import-runs.ts';
import { readValues } from './import-objects.ts';
import { typedText } from './typed-text.ts';
import { countedText, type CountedValues } from './value-counter.ts';

/**
 * The different values of the columns of an import by its present corrections and rules, without reading its rows. Rows
 * that are left out count as well.
 */
export async function readPresentValues(
  session: Session,
  orgId: string,
  stored: StoredImport,
): Promise<CountedValues[]> {
  const [values, corrections] = await Promise.all([
    readValues([orgId, stored.id]),
    readAllCorrections(session, orgId, stored),
  ]);
  const replacements = replacementsIn(stored.file.rules ?? []);
  const changed = new Set([
    ...replacements.keys(),
    ...[...corrections.values()].flatMap(({ cells }) => Object.keys(cells).map(Number)),
  ]);
  const width = Math.max(values.length, ...[...changed].map((column) => column + 1));
  return Array.from({ length: width }, (_, column) => {
    const counted = values[column] ?? { counts: [], isComplete: true };
    if (!changed.has(column)) return counted;
    return correctedValues(counted, column, [...corrections.values()], {
      replaced: replacements.get(column),
      typed: typedIn(stored, column),
    });
  });
}

/**
 * A counted value as rules compare the cells that have it. Numbers of a workbook are counted with a point, and compared
 * as somebody would type them.
 */
export function typedIn(stored: ReadImport, column: number): (value: string) => string {
  const reading = columnReadings(stored)(column);
  const isNumber = (value: string) => stored.file.format === 'xlsx' && /^-?\d+\.\d+$/.test(value);
  return (value) => typedText(isNumber(value) ? Number(value) : value, reading);
}

interface Replacing {
  replaced?: Replaced | undefined;
  typed?: (value: string) => string;
}

/** The values of a column after corrections of single cells, and after the texts that rules replace. */
export function correctedValues(
  { counts, isComplete }: CountedValues,
  column: number,
  corrections: readonly Pick<Correction, 'cells' | 'counted'>[],
  { replaced = () => undefined, typed = withoutFormulaGuard }: Replacing = {},
): CountedValues {
  const result = { counts: new Map<string, number>(), isComplete };
  function add(value: string, count: number, compared: string): void {
    const next = replaced(compared);
    const text = countedText(next === undefined ? value : withFormulaGuard(next));
    if (text === '' || count <= 0) return;
    const known = text === undefined ? undefined : result.counts.get(text);
    if (text === undefined || (known === undefined && result.counts.size >= limits.importColumnValues))
      result.isComplete = false;
    else result.counts.set(text, (known ?? 0) + count);
  }
  const ofColumn = corrections.filter(({ cells }) => cells[column] !== undefined);
  const before = Map.groupBy(ofColumn, ({ counted }) => counted[column]);
  for (const [text, count] of counts) add(text, count - (before.get(text)?.length ?? 0), typed(text));
  for (const { cells } of ofColumn) {
    const text = cells[column] ?? '';
    add(withFormulaGuard(text), 1, text);
  }
  return { ...result, counts: [...result.counts] };
}
