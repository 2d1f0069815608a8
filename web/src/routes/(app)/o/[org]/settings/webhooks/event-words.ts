import { testEvent, webhookEventNames } from '#contract/webhook-event-names.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';

type EventKind = keyof typeof t.webhooks.events;

/** The record type and the kind of an event such as `deal.won`. */
function partsOf(event: string): [RecordTypeName, EventKind] {
  const [type = '', kind = ''] = event.split('.');
  return [type as RecordTypeName, kind as EventKind];
}

export const typeOf = (event: string): RecordTypeName => partsOf(event)[0];

/** The record type of all events, if there is only one. */
export function onlyTypeOf(events: readonly string[]): RecordTypeName | undefined {
  const [type, ...others] = new Set(events.map(typeOf));
  return others.length === 0 ? type : undefined;
}

/** What has happened, such as "Deal won". */
export function eventName(event: string): string {
  if (event === testEvent) return t.webhooks.testEvent;
  if (!webhookEventNames.includes(event)) return event;
  const [type, kind] = partsOf(event);
  return t.webhooks.events[kind].name(t.nouns[type]);
}

/** When an event is sent. */
export function eventAbout(event: string): string {
  const [type, kind] = partsOf(event);
  return t.webhooks.events[kind].about(t.nouns[type]);
}

/** Events in the order of the catalog. What it doesn't have any more comes last. */
export const inOrder = (events: readonly string[]): string[] => [
  ...webhookEventNames.filter((event) => events.includes(event)),
  ...events.filter((event) => !webhookEventNames.includes(event)),
];
