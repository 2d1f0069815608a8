import type { DeliveryAttempt, DeliveryState, DeliverySummary } from '#contract/webhook.ts';
import type { Fill, Tone } from '#lib/components/Pill.svelte';
import { formatNumber } from '#lib/i18n/format.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';

const looks: Record<DeliveryState, { tone: Tone; fill: Fill }> = {
  waiting: { tone: 'info', fill: 'half' },
  delivered: { tone: 'positive', fill: 'full' },
  failed: { tone: 'danger', fill: 'hollow' },
};

/** The state of a delivery as a pill shows it. One that waits after a failure is in another color. */
export function pillOf({ state, attemptCount }: Pick<DeliverySummary, 'state' | 'attemptCount'>) {
  const isFailing = state === 'waiting' && attemptCount > 0;
  return {
    text: t.webhooks.states[state],
    ...looks[state],
    ...(isFailing ? { tone: 'warning' as const } : {}),
  };
}

/** What came of an attempt, and how long it took, such as "Status 500 · 34 ms". */
export function attemptFacts({ status, problem, milliseconds }: DeliveryAttempt): string {
  const duration = t.webhooks.deliveries.milliseconds(formatNumber(milliseconds));
  if (status !== undefined) return `${t.webhooks.deliveries.status(status)} · ${duration}`;
  return problem ? `${t.webhooks.problemNames[problem]} · ${duration}` : duration;
}

/** The attempts of a delivery and what came of the last one, such as "2 attempts · 500". */
export function deliveryFacts({ attemptCount, lastStatus, lastProblem }: DeliverySummary): string {
  if (attemptCount === 0) return '';
  const attempts = t.webhooks.deliveries.attempts(attemptCount);
  if (lastStatus !== undefined) return `${attempts} · ${lastStatus}`;
  return lastProblem ? `${attempts} · ${t.webhooks.problemNames[lastProblem]}` : attempts;
}

/** A message in lines, if it is JSON. */
export function inLines(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload;
  }
}
