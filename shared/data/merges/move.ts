import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Context } from '../organization/context.ts';
import type { Parent } from '../records/read.ts';
import type { FieldChange } from '../store/change.ts';
import { movedKey, type Key } from '../store/keys.ts';
import type { Action } from '../store/transact.ts';
import { epochSeconds } from '../values/epoch.ts';

/** The record that something leaves, and the one that it moves to. */
export interface Move {
  from: Parent;
  to: Parent;
}

/** The marker by which an undo finds what was moved. It is kept at least as long as the job that can be undone. */
export function putMarker(context: Context, record: Key, kind: string, id: string): Action {
  const expiresAt = epochSeconds(context.now) + limits.jobDays * 86_400;
  return { put: { Item: { ...movedKey(record, kind, id), kind: 'moved', expiresAt } } };
}

export const recordChange = ({ from, to }: Move): FieldChange[] => [
  { field: 'recordId', from: from.record.id, to: to.record.id },
];

/** Waits for a write, and leaves what changes at the same time to the next step. */
export async function unlessChanged(write: Promise<void>): Promise<void> {
  await write.catch((error: unknown) => {
    if (!(error instanceof ProblemError) || error.code !== 'precondition_failed') throw error;
  });
}
