import { ProblemError } from '#contract/problem.ts';
import { ifEquals, under } from '../store/condition.ts';
import type { Key } from '../store/keys.ts';
import { getItem } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';

/**
 * What can be unfinished at the same time, such as a user's jobs. The item at `key` contains the ids that occupy a slot.
 * What is finished keeps its slot until something else needs it.
 */
interface Slots {
  key: Key;
  kind: 'jobs-under-way' | 'exports-under-way';
  /** The attribute with the ids. */
  attribute: string;
  most: number;
  /** Those of some ids that are unfinished. */
  unfinished: (ids: readonly string[]) => Promise<string[]>;
  tooMany: () => Error;
}

/** The action that gives one of the slots to something new. Throws if unfinished ones occupy all of them. */
export async function slotFor(session: Session, slots: Slots, id: string): Promise<Action> {
  const there = await getItem(session, slots.key);
  const taken = (there?.[slots.attribute] ?? []) as string[];
  return taken.length < slots.most ? added(slots, id) : replaced(slots, taken, id);
}

/** The action that gives the slot of something to what follows it, in the transaction that ends it. */
export async function slotInstead(
  session: Session,
  { key, kind, attribute }: Pick<Slots, 'key' | 'kind' | 'attribute'>,
  endedId: string,
  nextId: string,
): Promise<Action> {
  const there = await getItem(session, key);
  const taken = there?.[attribute] as string[] | undefined;
  const ids = [...(taken ?? []).filter((id) => id !== endedId), nextId];
  const input = {
    Key: { ...key },
    UpdateExpression: 'SET kind = :kind, #ids = :ids',
    ExpressionAttributeNames: { '#ids': attribute },
    ExpressionAttributeValues: { ':kind': kind, ':ids': ids },
  };
  return {
    update: taken
      ? under(ifEquals({ [attribute]: taken }), input)
      : { ...input, ConditionExpression: 'attribute_not_exists(#ids)' },
    refuse: () => new ProblemError('precondition_failed'),
  };
}

function added({ key, kind, attribute, most, tooMany }: Slots, id: string): Action {
  return {
    update: {
      Key: { ...key },
      UpdateExpression: 'SET kind = :kind, #ids = list_append(if_not_exists(#ids, :none), :id)',
      ConditionExpression: 'attribute_not_exists(pk) OR size(#ids) < :most',
      ExpressionAttributeNames: { '#ids': attribute },
      ExpressionAttributeValues: { ':kind': kind, ':none': [], ':id': [id], ':most': most },
    },
    refuse: tooMany,
  };
}

/** The action for a full set of slots: frees the slots of what is finished and gives one of them to the new id. */
async function replaced(
  { key, attribute, most, unfinished, tooMany }: Slots,
  taken: string[],
  id: string,
): Promise<Action> {
  const left = await unfinished(taken);
  if (left.length >= most) throw tooMany();
  return {
    update: under(ifEquals({ [attribute]: taken }), {
      Key: { ...key },
      UpdateExpression: 'SET #ids = :next',
      ExpressionAttributeNames: { '#ids': attribute },
      ExpressionAttributeValues: { ':next': [...left, id] },
    }),
    refuse: () => new ProblemError('unavailable'),
  };
}
