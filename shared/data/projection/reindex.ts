import { ProblemError } from '#contract/problem.ts';
import { recountActivities } from './activities.ts';
import { customersIn } from '../counters/customer-sums.ts';
import { ifEquals } from '../store/condition.ts';
import { isPurged } from '../organization/deletion.ts';
import { storedSettingsOf } from '../organization/settings.ts';
import { keyOf } from '../records/definition.ts';
import type { Key } from '../store/keys.ts';
import { getItem, type Item } from '../store/table.ts';
import { transact } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import type { RecordName } from './state.ts';
import { reproject } from './project.ts';
import { refreshWonDeals } from './tallies.ts';
import { purgeEntries } from './purge.ts';
import { isSameItem, recordFrom, recordItem, recordUpdate, type RecordItem } from '../records/stored.ts';

/**
 * Updates a record's derived values, row, filter values and list keys to the current definition, then its lookup terms,
 * counters and activities, and what the won deals of a customer add up to. If the record no longer exists, removes what
 * it left behind. `found` is the same as for `reproject`.
 */
export async function reindex(session: Session, name: RecordName, found: readonly Key[] = []): Promise<void> {
  const { definition, orgId, id } = name;
  const item = await getItem<RecordItem & Item>(session, keyOf(definition, orgId, id));
  const settings = await storedSettingsOf(session, orgId);
  if (item && settings) {
    const record = recordFrom(definition, item);
    const anew = { ...record, ...definition.derive(record, settings) };
    const next = recordItem(definition, orgId, anew, settings);
    if (!isSameItem(item, next)) {
      // The version stays the same, because nobody changed the record. If somebody changes it at the same time, that
      // write already follows the current definition.
      const update = recordUpdate(next, ifEquals({ version: item.version, data: item.data }));
      await transact(session, [{ update, refuse: () => new ChangedMeanwhile('conflict') }]).catch(
        (error: unknown) => {
          if (!(error instanceof ChangedMeanwhile)) throw error;
        },
      );
    }
  } else if (!item) {
    if (await isPurged(session, orgId)) return;
    // This comes first, because the projection state that is written next no longer shows that there was something to
    // remove.
    await purgeEntries(session, name);
  }
  const states = await reproject(session, name, found);
  const ofDeal = states.flatMap(({ facts }) => customersIn(facts?.of ?? []));
  await refreshWonDeals(session, orgId, definition.type.hasWonDeals ? [id] : ofDeal);
  if (definition.type.hasActivities) await recountActivities(session, name);
}

class ChangedMeanwhile extends ProblemError {}
