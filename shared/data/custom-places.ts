import type { CustomField } from '#contract/custom-field.ts';
import type { UserContext } from './store/request-context.ts';
import { isSameSlots, slotsAction, slotsFrom } from './custom-slots.ts';
import { customFieldsJob } from './jobs/start.ts';
import type { Action } from './store/transact.ts';

/** The fields of a type as they were and as they will be. */
export interface FieldsMove {
  type: string;
  before: readonly CustomField[];
  after: readonly CustomField[];
}

/** What lists and search have of the fields, and the job that brings records to it. */
export function placeActions(
  context: UserContext & { orgId: string },
  moves: readonly FieldsMove[],
  /** A new organization has no records yet. */
  isFounding = false,
): Action[] {
  const moved = moves.filter(({ before, after }) => !isSameSlots(slotsFrom(before), slotsFrom(after)));
  if (moved.length === 0) return [];
  const slots = Object.fromEntries(moved.map(({ type, after }) => [type, slotsFrom(after)]));
  const types = moved.map(({ type }) => type);
  return [slotsAction(context.orgId, slots), ...(isFounding ? [] : customFieldsJob(context, types))];
}
