import { processEvent, type StripeEventItem } from '#data/billing/providers/stripe-events.ts';
import type { DueRow, Outcome } from '#data/due/end-due-item.ts';
import { takeDue } from '#data/due/take-due.ts';
import { loadStageKeys } from '#data/store/load-stage-keys.ts';
import { getItem } from '#data/store/table.ts';
import { newSession, type Session } from '#data/store/units.ts';

/** Seconds of work per run. An event takes up to half a minute if the provider doesn't answer. */
const workSeconds = 25;

/** Takes up events of payment providers that were accepted and couldn't be processed then. Runs every minute. */
export async function handler(): Promise<void> {
  await loadStageKeys();
  await takeDue(newSession(), { 'payment-event': { take: takeUp } }, Date.now() + workSeconds * 1000);
}

/**
 * Processing an event twice, or two at once about the same payment, is harmless: what is written is the state at the
 * provider. After one that can't be processed, those of the same organization are left: keys that were revoked concern all
 * of them, and those of an organization that is being deleted wait for weeks.
 */
async function takeUp(session: Session, { pk, sk, g6sk }: DueRow, now: string): Promise<Outcome> {
  const item = await getItem<StripeEventItem>(session, { pk, sk });
  if (item?.g6sk !== g6sk) return 'left';
  const outcome = await processEvent(session, item, now);
  return outcome === 'processed' ? 'taken' : 'organization-left';
}
