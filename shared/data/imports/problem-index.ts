import type { ImportProblemCount } from '#contract/import-column.ts';
import type { ImportProblemKind } from '#contract/import-rows.ts';
import { limits } from '#contract/limits.ts';
import type { ColumnReading } from './column-readings.ts';
import type { FileRow } from './file-shape.ts';
import type { PlannedRow, RowProblem } from './planned-row.ts';
import { typedText } from './typed-text.ts';

/** The code of rows that somebody has left out. They count as left out, not as rows with problems. */
export const leftOutCode = 'left_out';

/** A column and a code. Problems of the row as a whole have no column. */
interface Kind {
  column?: number | undefined;
  code: string;
}

export const kindKey = ({ column = -1, code }: Kind): string => `${column} ${code}`;

/** Which rows with problems are meant: those with a kind, or all. */
export interface ProblemFilter {
  kind?: Kind | undefined;
}

export function hasProblem({ problems }: Pick<PlannedRow, 'problems'>, { kind }: ProblemFilter): boolean {
  return kind
    ? problems.some((problem) => kindKey(problem) === kindKey(kind))
    : problems.some(({ code }) => code !== leftOutCode);
}

/** What a check has found, by which rows with problems are listed without reading all parts of the plan. */
export interface ProblemIndex {
  /** The number of rows with problems in each part, from the first one. */
  parts: number[];
  kinds: (Omit<ImportProblemKind, 'rows'> & { parts: number[] })[];
}

interface Counted extends ImportProblemCount {
  parts: number[];
  values: Map<string, number>;
}

const sampleCharacters = 60;
/** Counted values of a kind, of which the most frequent ones are listed: memory doesn't grow with the file. */
const valuesCounted = 1_000;

/** Collects the problems of planned rows. */
export function problemCollector(readingOf: (column: number) => ColumnReading) {
  const textIn = (row: FileRow, column: number) => typedText(row.cells[column] ?? '', readingOf(column));
  const parts: number[] = [];
  const kinds = new Map<string, Counted>();

  function counted(problem: RowProblem, row: FileRow): Counted | undefined {
    const { column = -1, code } = problem;
    const key = kindKey(problem);
    const known = kinds.get(key);
    if (known || kinds.size >= limits.importProblems) return known;
    const sample = textIn(row, column).slice(0, sampleCharacters);
    const fresh = { column, code, count: 0, sample, parts: [], values: new Map<string, number>() };
    kinds.set(key, fresh);
    return fresh;
  }

  return {
    add(part: number, planned: PlannedRow, row: FileRow): void {
      if (hasProblem(planned, {})) countIn(parts, part);
      const ofRow = new Map(planned.problems.map((problem) => [kindKey(problem), problem]));
      for (const problem of ofRow.values()) {
        const kind = counted(problem, row);
        if (!kind) continue;
        kind.count += 1;
        countIn(kind.parts, part);
        if (problem.column !== undefined) countValue(kind.values, textIn(row, problem.column));
      }
    },
    counts: (): ImportProblemCount[] =>
      byCount([...kinds.values()]).map(({ column, code, count, sample }) => ({
        column,
        code,
        count,
        sample,
      })),
    index: (): ProblemIndex => ({
      parts,
      kinds: byCount([...kinds.values()]).map(({ column, code, parts: ofKind, values }) => ({
        ...(column < 0 ? {} : { column }),
        code,
        parts: ofKind,
        values: mostFrequent(values),
      })),
    }),
  };
}

const byCount = (kinds: readonly Counted[]): Counted[] => kinds.toSorted((a, b) => b.count - a.count);

function countIn(parts: number[], part: number): void {
  while (parts.length <= part) parts.push(0);
  parts[part] = (parts[part] ?? 0) + 1;
}

/** Texts that a rule can't have are left out. */
function countValue(values: Map<string, number>, text: string): void {
  if (text.trim() === '' || text.length > limits.importRuleCharacters) return;
  const known = values.get(text);
  if (known !== undefined || values.size < valuesCounted) values.set(text, (known ?? 0) + 1);
}

const mostFrequent = (values: ReadonlyMap<string, number>): ImportProblemKind['values'] =>
  [...values]
    .map(([text, count]) => ({ text, count }))
    .toSorted((a, b) => b.count - a.count)
    .slice(0, limits.importProblemValues);

export const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/** The rows of a part that a page has: so many, after those that it leaves out. */
interface PartRange {
  part: number;
  skip: number;
  take: number;
}

/** The parts in which a page's rows are, by the number of listed rows in each part. */
export function partsOfPage(
  counts: readonly number[],
  { from, limit }: { from: number; limit: number },
): PartRange[] {
  const ranges: PartRange[] = [];
  let before = 0;
  for (const [part, count] of counts.entries()) {
    const skip = Math.max(0, from - before);
    const take = Math.min(count, from + limit - before) - skip;
    if (take > 0) ranges.push({ part, skip, take });
    before += count;
    if (before >= from + limit) break;
  }
  return ranges;
}
