import { ProblemError } from '#contract/problem.ts';
import type { ProblemDetail } from '#contract/problem-texts/problem-texts.ts';
import type { Context } from '../organization/context.ts';
import { transact, type Action } from '../store/transact.ts';
import { checkVersion } from '../store/version-match.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';
import { loadRecord } from './read.ts';
import { actionsOf, change } from './write.ts';

/** The states on which the verbs of a type depend. */
interface States<R extends AnyRecord, State extends string> {
  of(record: R, context: Context): State;
  /** Why a verb is refused in another state. */
  refusal: ProblemDetail;
}

/** New values of fields; null clears one. */
export type Patch<R extends AnyRecord> = { readonly [Field in keyof R]?: R[Field] | null | undefined };

/**
 * The records of a type as its verbs load and change them, within the scope of the operation's permission. Records in the
 * trash are not found. `load` and `loadIn` also require the version in If-Match; a state that doesn't allow the verb is
 * refused before a stale version.
 */
export const records =
  <R extends AnyRecord, State extends string = never>(
    definition: RecordDefinition<R>,
    states?: States<R, State>,
  ) =>
  (context: Context) => {
    async function read(id: string): Promise<R> {
      const record = await loadRecord(definition, context, id, context.scope);
      if (record.deletedAt) throw new ProblemError('not_found');
      return record;
    }
    async function readIn(allowed: readonly State[], id: string): Promise<R> {
      const record = await read(id);
      if (states && !allowed.includes(states.of(record, context)))
        throw new ProblemError('conflict', states.refusal);
      return record;
    }
    function current(record: R): R {
      checkVersion(context, record);
      return record;
    }
    /** A changed record, and the actions of its transaction: none if nothing changes. */
    function changed(before: R, patch: Patch<R>, action: string): { record: R; actions: Action[] } {
      const write = change(definition, context, before, patch, action);
      const isChanged = write.actions.length > 0;
      return { record: write.record, actions: isChanged ? actionsOf(definition, context, [write]) : [] };
    }
    return {
      read,
      readIn,
      load: async (id: string) => current(await read(id)),
      loadIn: async (allowed: readonly State[], id: string) => current(await readIn(allowed, id)),
      changed,
      /** Changes a record in one transaction with further actions. `action` names the change in its history. */
      async write(before: R, patch: Patch<R>, action: string, further: readonly Action[] = []): Promise<R> {
        const { record, actions } = changed(before, patch, action);
        const all = [...actions, ...further];
        if (all.length > 0) await transact(context, all);
        return record;
      },
    };
  };
