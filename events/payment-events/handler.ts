import { processEvent, type StripeEventItem } from '#data/billing/providers/stripe-events.ts';
import { duePaymentEventsPartition } from '#data/store/keys.ts';
import { writeLog } from '#data/store/log.ts';
import { getItem } from '#data/store/table.ts';
import { newSession } from '#data/store/units.ts';
import { handleDue } from '../reader/due-rows.ts';

/** Seconds of work per run. An event takes up to half a minute if the provider doesn't answer. */
const workSeconds = 25;

/**
 * Runs every minute. Takes up events of payment providers that were accepted and couldn't be processed then. Processing
 * an event twice, or two at once about the same payment, is harmless: what is written is the state at the provider.
 */
export async function handler(): Promise<void> {
  const session = newSession();
  const processed = await handleDue(
    session,
    duePaymentEventsPartition,
    Date.now() + workSeconds * 1000,
    async ({ pk, sk, g6sk }, now) => {
      const item = await getItem<StripeEventItem>(session, { pk, sk });
      return item?.g6sk === g6sk && processEvent(session, item, now);
    },
  );
  if (processed > 0) writeLog({ level: 'info', message: 'payment events taken up', processed });
}
