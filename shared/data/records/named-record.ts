import { fieldProblem, ProblemError } from '#contract/problem.ts';
import type { Context } from '../organization/context.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';
import { loadRecord, readScope } from './read.ts';

/** A record that a body names, which the caller must be able to see and which isn't in the trash. */
export async function namedRecord<R extends AnyRecord>(
  definition: RecordDefinition<R>,
  context: Context,
  id: string,
  pointer: string,
): Promise<R> {
  const record = await loadRecord(definition, context, id, readScope(definition, context)).catch(
    (error: unknown) => {
      if (error instanceof ProblemError && error.code === 'not_found') return undefined;
      throw error;
    },
  );
  if (!record || record.deletedAt) throw fieldProblem(pointer, 'unknown_reference');
  return record;
}
