import type { Item } from '../sdk/client.ts';
import { ifEquals, setting, under } from '../store/condition.ts';
import type { Key } from '../store/keys.ts';
import { Overtaken } from '../store/overtaken.ts';
import { isConditionFailed, updateItem } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { dueIdOf, type DueAttributes } from './kinds.ts';

/** An item that is due, as it was found. */
export type DueRow = Key & Pick<DueAttributes, 'g6sk'>;

/**
 * What became of an item. `left`: nothing, such as when another run was faster. `organization-left`: this run leaves it and
 * the others of its organization to a later one, because that is being deleted or something fails for all of them.
 */
export type Outcome = 'taken' | 'left' | 'organization-left';

/** The item was taken, or moved to another time, meanwhile. */
const refuse = () => new Overtaken();

/** The action, for the transaction of the effect, after which an item isn't due any more. `set` are other attributes. */
export const taken = (row: DueRow, set: Item = {}): Action => ({
  update: updateOf(row, undefined, set),
  refuse,
});

/** The same for an item that exists only to be due. */
export const removed = ({ pk, sk, g6sk }: DueRow): Action => ({
  remove: { Key: { pk, sk }, ...ifEquals({ g6sk }) },
  refuse,
});

/** The action that makes an item due at another instant. `set` are other attributes. */
export const moved = (row: DueRow, at: string, set: Item = {}): Action => ({
  update: updateOf(row, at, set),
  refuse,
});

/** `moved` without a transaction. Returns false if the item was taken or moved meanwhile. */
export const move = (session: Session, row: DueRow, at: string, set: Item = {}): Promise<boolean> =>
  isUpdated(session, updateOf(row, at, set));

/** `taken` without a transaction, for an effect that can be repeated. */
export const take = (session: Session, row: DueRow, set: Item = {}): Promise<boolean> =>
  isUpdated(session, updateOf(row, undefined, set));

/** As in the index. */
export const dueSortKey = (row: DueRow, at: string): string => `${at}#${dueIdOf(row)}`;

type Update = ReturnType<typeof updateOf>;

function updateOf(row: DueRow, at: string | undefined, set: Item) {
  const { pk, sk, g6sk } = row;
  const isTaken = at === undefined;
  const update = setting(isTaken ? set : { ...set, g6sk: dueSortKey(row, at) });
  return under(ifEquals({ g6sk }), {
    ...update,
    Key: { pk, sk },
    UpdateExpression: isTaken
      ? `${update.UpdateExpression} REMOVE g6pk, #g6sk`.trim()
      : update.UpdateExpression,
  });
}

async function isUpdated(session: Session, update: Update): Promise<boolean> {
  try {
    await updateItem(session, update);
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
}
