import type { imports } from '#contract/import.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import { ProblemError } from '#contract/problem.ts';
import { columnsOf } from '#data/imports/check.ts';
import { columnValues } from '#data/imports/column-values.ts';
import { loadWithRows } from '#data/imports/import-runs.ts';
import { readPresentValues } from '#data/imports/present-values.ts';
import type { Context } from '#data/organization/context.ts';

type Operation = (typeof imports)['operations']['values'];

/** The different values of a column, with what they mean by the present settings and corrections. */
export async function values(
  context: Context,
  { id, column }: InputOf<Operation>,
): Promise<OutputOf<Operation>> {
  const stored = await loadWithRows(context, id);
  if (!stored.file.reading) throw new ProblemError('conflict', 'import_other_state');
  const counted = (await readPresentValues(context, context.orgId, stored))[column];
  if (!counted) return { items: [], isComplete: column < (stored.file.header?.length ?? 0) };
  const columns = await columnsOf(context, stored);
  return { items: columnValues(columns, column, counted), isComplete: counted.isComplete };
}
