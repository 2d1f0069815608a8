import { ProblemError } from '#contract/problem.ts';
import { getItem, type Item } from '../table.ts';
import { transact } from '../transact.ts';
import type { Session } from '../units.ts';
import { keyOf, type RecordDefinition } from './definition.ts';
import { reproject } from './project.ts';
import { recordFrom, recordItem, type RecordItem } from './stored.ts';

/**
 * Brings one record's row, facets and list keys to what the definition makes of it now, then its words and counts.
 * The version stays: nobody changed the record. A record that is being changed meanwhile is left to that change.
 */
export async function reindex(
  session: Session,
  definition: RecordDefinition,
  orgId: string,
  id: string,
): Promise<void> {
  const key = keyOf(definition, orgId, id);
  const item = await getItem<RecordItem & Item>(session, key);
  if (item) {
    const next = recordItem(definition, orgId, recordFrom(definition, item));
    if (!isSame(item, next)) {
      const put = {
        Item: next,
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': item.version },
      };
      await transact(session, [{ put, refuse: () => new ChangedMeanwhile('conflict') }]).catch(
        (error: unknown) => {
          if (!(error instanceof ChangedMeanwhile)) throw error;
        },
      );
    }
  }
  await reproject(session, definition, orgId, id);
}

class ChangedMeanwhile extends ProblemError {}

function isSame(before: Item, after: Item): boolean {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].every((name) => before[name] === after[name]);
}
