import type { Filter } from '#contract/lists/filter-tree.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import type { Webhook, WebhookContent } from '#contract/webhook.ts';
import { inOrder, onlyTypeOf } from './event-words.ts';

/** The values of the form for a webhook. */
export interface WebhookValues {
  name: string;
  url: string;
  events: string[];
  content: WebhookContent;
  /** Filters by record type. One applies if all events are of its type, and comes back with them. */
  filters: Partial<Record<RecordTypeName, Filter>>;
}

export const firstValues: WebhookValues = { name: '', url: '', events: [], content: 'ids', filters: {} };

export function valuesOf({ name, url, events, content, filter }: Webhook): WebhookValues {
  const type = onlyTypeOf(events);
  return { name, url, events: inOrder(events), content, filters: type && filter ? { [type]: filter } : {} };
}

function filterOf({ events, filters }: Pick<WebhookValues, 'events' | 'filters'>): Filter | undefined {
  const type = onlyTypeOf(events);
  return type && filters[type];
}

export function bodyOf({ name, url, events, content, filters }: WebhookValues): object {
  const filter = filterOf({ events, filters });
  return { name, url, events, content, ...(filter ? { filter } : {}) };
}

/** What of the values was changed. The filter depends on the events, so that both are sent. */
export function changesOf(values: WebhookValues, changed: Partial<WebhookValues>): object {
  const { filters, ...others } = changed;
  return filters || others.events ? { ...others, filter: filterOf(values) ?? null } : others;
}
