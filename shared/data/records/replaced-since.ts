import type { Context } from '../organization/context.ts';
import { replacedIn, type ScheduledChange } from '../organization/scheduled-changes.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';
import { currentReferences } from './relations.ts';

/** The values of a record in the trash that changes of settings, merges and departures have replaced elsewhere. */
export async function replacedSince(
  definition: RecordDefinition,
  context: Context,
  record: AnyRecord,
  scheduledChanges: readonly ScheduledChange[],
): Promise<Record<string, unknown>> {
  return {
    ...replacedIn(definition.type, record, scheduledChanges),
    ...(await currentReferences(definition, context, record)),
    ...(await definition.filledIn?.onRestore?.(context, record)),
  };
}
