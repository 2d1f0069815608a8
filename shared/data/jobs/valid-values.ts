import { customColumnPrefix } from '#contract/lists/column-kind.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Context } from '../organization/context.ts';
import { replacedIn, type ScheduledChange } from '../organization/scheduled-changes.ts';
import type { AnyRecord, RecordDefinition } from '../records/definition.ts';
import { currentReferences } from '../records/relations.ts';
import { flatCustom } from '../custom-fields/values.ts';
import type { FieldChange } from '../store/change.ts';

/** Changes whose previous values are as if all changes of settings, and all merges but one, had applied to them. */
export async function withCurrentValues(
  definition: RecordDefinition,
  context: Context,
  record: AnyRecord,
  changes: readonly FieldChange[],
  { changesSince, except }: { changesSince: readonly ScheduledChange[]; except: readonly string[] },
): Promise<FieldChange[]> {
  const [custom, own] = ['custom', 'own'].map((part) =>
    changes.filter(({ field }) => field.startsWith(customColumnPrefix) === (part === 'custom')),
  );
  const valuesOf = (some: readonly FieldChange[] = []) =>
    Object.fromEntries(
      some.flatMap(({ field, from }) =>
        from === undefined || from === null ? [] : [[field.slice(field.indexOf('.') + 1), from] as const],
      ),
    );
  const { id, version } = record;
  const previousCustom = custom && custom.length > 0 ? { custom: valuesOf(custom) } : {};
  const previous = { id, version, ...valuesOf(own), ...previousCustom } as AnyRecord;
  const current = {
    ...replacedIn(definition.type, previous, changesSince),
    ...(await currentReferences(definition, context, previous, except)),
  };
  const replaced: Record<string, unknown> = { ...current, ...flatCustom(current.custom as never) };
  return changes.map((one) => (one.field in replaced ? { ...one, from: replaced[one.field] } : one));
}

/**
 * The result of an attempt that puts back previous values. If it is refused because of some of them, such as those of
 * retired fields, it is made again without these.
 */
export async function withoutRefused<T>(
  all: readonly FieldChange[],
  attempt: (changes: readonly FieldChange[]) => Promise<T>,
): Promise<T> {
  try {
    return await attempt(all);
  } catch (error) {
    if (!(error instanceof ProblemError) || !error.errors || all.length === 0) throw error;
    return withoutRefused(accepted(all, error.errors), attempt);
  }
}

/** The changes that the errors aren't about. None if they are about other fields. */
function accepted(changes: readonly FieldChange[], errors: readonly { pointer: string }[]): FieldChange[] {
  const paths = errors.map(({ pointer }) => pointer.split('/').slice(1));
  const refused = new Set(
    paths.map(([field = '', key = '']) => (field === 'custom' ? `custom.${key}` : field)),
  );
  const others = changes.filter(({ field }) => !refused.has(field));
  return others.length < changes.length ? others : [];
}
