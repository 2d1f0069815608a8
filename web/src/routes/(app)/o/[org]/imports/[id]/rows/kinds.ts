import type { ImportProblemKind, ImportRule } from '#contract/import-rows.ts';

/** A kind of problem, as an address has it. */
export const kindName = ({ column, code }: Pick<ImportProblemKind, 'column' | 'code'>): string =>
  column === undefined ? code : `${column}.${code}`;

/** The kind of problem in an address, or undefined. */
export function kindFrom(name: string | null): Pick<ImportProblemKind, 'column' | 'code'> | undefined {
  const [, column, code] = /^(?:(\d{1,3})\.)?([a-z_]{1,40})$/.exec(name ?? '') ?? [];
  if (code === undefined) return undefined;
  return column === undefined ? { code } : { column: Number(column), code };
}

/** Problems of a row, of several cells together or of other records, which don't go away if the cell is read as empty. */
const notOfCells = new Set([
  'required',
  'not_allowed',
  'range_order',
  'taken',
  'in_trash',
  'several_records',
  'repeated_row',
  'left_out',
]);

/** What can be done with all rows that have a kind of problem. */
export function remediesFor({ column, code }: Pick<ImportProblemKind, 'column' | 'code'>): {
  canEmpty: boolean;
  canReplace: boolean;
  canLeaveOut: boolean;
} {
  const isOfCell = column !== undefined && !notOfCells.has(code);
  return {
    canEmpty: isOfCell,
    canReplace: isOfCell,
    // These rows are left out already.
    canLeaveOut: code !== 'repeated_row' && code !== 'left_out',
  };
}

/** The rules with one more, instead of the one for the same cells. */
export function withRule(rules: readonly ImportRule[], rule: ImportRule): ImportRule[] {
  const subject = subjectOf(rule);
  return [...rules.filter((one) => subjectOf(one) !== subject), rule];
}

const subjectOf = (rule: ImportRule): string =>
  rule.action === 'replace'
    ? `text ${rule.column} ${rule.from.toLowerCase()}`
    : `problem ${rule.column ?? ''} ${rule.code}`;
