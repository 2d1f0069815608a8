/** A measured figure: a row of the table that `npm run bench` prints. */
export type Figure = {
  /** The measurement that the figure belongs to, such as P1, as `npm run bench -- --help` lists them. */
  line: string;
  what: string;
  value: number;
  unit: string;
  /** The condition that the value must meet, such as `≤ 1.2`; null for a figure that only explains another. */
  goal: string | null;
  holds: boolean | null;
};

/** A figure that must not exceed its goal. */
export function atMost(line: string, what: string, value: number, unit: string, goal: number): Figure {
  return { line, what, value: rounded(value), unit, goal: `≤ ${goal}`, holds: rounded(value) <= goal };
}

/** A figure that must reach its goal. */
export function atLeast(line: string, what: string, value: number, unit: string, goal: number): Figure {
  return { line, what, value: rounded(value), unit, goal: `≥ ${goal}`, holds: rounded(value) >= goal };
}

/** A figure without a goal. */
export function plain(line: string, what: string, value: number, unit: string): Figure {
  return { line, what, value: rounded(value), unit, goal: null, holds: null };
}

/** Rounds to three significant digits, or to an integer from 100 up. A noisy machine doesn't allow more precision. */
function rounded(value: number): number {
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function printFigures(figures: readonly Figure[]): void {
  const mark = { true: 'holds', false: 'MISSED', null: '' };
  const rows = figures.map(({ line, what, value, unit, goal, holds }) => [
    line,
    what,
    `${value} ${unit}`.trim(),
    goal ?? '',
    mark[String(holds) as keyof typeof mark],
  ]);
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]!.length))) ?? [];
  for (const row of rows)
    console.log(
      row
        .map((cell, at) => cell.padEnd(widths[at]!))
        .join('  ')
        .trimEnd(),
    );
}
