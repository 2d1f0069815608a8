import { ProblemError } from '#contract/problem.ts';
import type { ComparedType } from '#contract/typed-values.ts';
import { recordDefinitions } from '../records/definitions.ts';
import { keyOf, type RecordDefinition } from '../records/definition.ts';
import type { Context } from '../organization/context.ts';
import { getItems } from '../store/table.ts';
import { transact } from '../store/transact.ts';
import { withinBudget } from '../store/write-budget.ts';
import { forgetActions, type StoredNotDuplicates } from './not-duplicates.ts';

/** Declarations that are removed in one transaction, and whose records are read together. */
const declarationsTogether = 50;

/**
 * Deletes the declarations about a type of which fewer than two records are left. Records in the trash and merged ones can
 * come back, so they count. Only records that the scan hasn't seen are read. `checkCurrent` throws if the scan is over.
 */
export async function forgetGone(
  context: Context,
  recordType: ComparedType,
  declarations: readonly StoredNotDuplicates[],
  { seen, checkCurrent }: { seen: ReadonlySet<string>; checkCurrent: () => void },
): Promise<void> {
  const definition: RecordDefinition = recordDefinitions[recordType];
  const unsure = declarations.filter(({ recordIds }) => recordIds.filter((id) => seen.has(id)).length < 2);
  for (let first = 0; first < unsure.length; first += declarationsTogether) {
    checkCurrent();
    const some = unsure.slice(first, first + declarationsTogether);
    const ids = some.flatMap(({ recordIds }) => recordIds.filter((id) => !seen.has(id)));
    const keys = ids.map((id) => keyOf(definition, context.orgId, id));
    const items = await getItems(context, keys, { ProjectionExpression: 'pk, sk' });
    const stored = new Set(ids.filter((_, index) => items[index]));
    const isLeft = (id: string): boolean => seen.has(id) || stored.has(id);
    const gone = some.filter(({ recordIds }) => recordIds.filter(isLeft).length < 2);
    await withinBudget(context, () => forget(context, recordType, gone));
  }
}

/** If somebody withdraws one of them at the same time, they stay until the next scan. */
async function forget(
  context: Context,
  recordType: ComparedType,
  gone: readonly StoredNotDuplicates[],
): Promise<void> {
  if (gone.length === 0) return;
  await transact(context, forgetActions(context, recordType, gone)).catch((error: unknown) => {
    if (!(error instanceof ProblemError && error.code === 'conflict')) throw error;
  });
}
