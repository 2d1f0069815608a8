import type { DeliveryAttempt, DeliveryState } from '#contract/webhook.ts';
import type { Fill, Tone } from '#lib/components/Pill.svelte';
import { formatNumber } from '#lib/i18n/format.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';

const looks: Record<DeliveryState, { tone: Tone; fill: Fill }> = {
  waiting: { tone: 'info', fill: 'half' },
  delivered: { tone: 'positive', fill: 'full' },
  failed: { tone: 'danger', fill: 'hollow' },
};

/** A state as a pill shows it. */
export const pillOf = (state: DeliveryState) => ({ text: t.webhooks.states[state], ...looks[state] });

/** Status and duration of an attempt, such as "Status 500 · 34 ms". */
export const attemptFacts = ({ status, milliseconds }: DeliveryAttempt): string =>
  [
    ...(status === undefined ? [] : [t.webhooks.deliveries.status(status)]),
    t.webhooks.deliveries.milliseconds(formatNumber(milliseconds)),
  ].join(' · ');

/** A message in lines, if it is JSON. */
export function inLines(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload;
  }
}
