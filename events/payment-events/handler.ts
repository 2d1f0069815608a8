import { processEvent, type StripeEventItem } from '#data/billing/providers/stripe-events.ts';
import { duePaymentEventsPartition, organizationOf } from '#data/store/keys.ts';
import { loadStageKeys } from '#data/store/load-stage-keys.ts';
import { writeLog } from '#data/store/log.ts';
import { getItem } from '#data/store/table.ts';
import { newSession } from '#data/store/units.ts';
import { handleDue } from '../reader/due-rows.ts';

/** Seconds of work per run. An event takes up to half a minute if the provider doesn't answer. */
const workSeconds = 25;

/**
 * Runs every minute. Takes up events of payment providers that were accepted and couldn't be processed then. Processing
 * an event twice, or two at once about the same payment, is harmless: what is written is the state at the provider.
 *
 * After an event of an organization that can't be processed, a run passes over its other events, of which there can be
 * many: keys that were revoked concern all of them, and those of an organization that is being deleted wait for weeks.
 */
export async function handler(): Promise<void> {
  await loadStageKeys();
  const session = newSession();
  const passedOver = new Set<string>();
  const processed = await handleDue(
    session,
    duePaymentEventsPartition,
    Date.now() + workSeconds * 1000,
    async ({ pk, sk, g6sk }, now) => {
      const orgId = organizationOf(pk);
      if (passedOver.has(orgId)) return false;
      const item = await getItem<StripeEventItem>(session, { pk, sk });
      if (item?.g6sk !== g6sk) return false;
      const outcome = await processEvent(session, item, now);
      if (outcome !== 'processed') passedOver.add(orgId);
      return outcome === 'processed';
    },
  );
  if (processed > 0) writeLog({ level: 'info', message: 'payment events taken up', processed });
}
