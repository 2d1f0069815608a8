import { expect, test } from 'vitest';
import type { Webhook } from '#contract/webhook.ts';
import { bodyOf, changesOf, firstValues, valuesOf } from './webhook-values.ts';

const filter = { field: 'city', op: 'is', value: 'Cali' } as const;
const webhook: Webhook = {
  id: '01a2315c-0838-726c-ba42-019007dbc795',
  version: 1,
  name: 'Accounting',
  url: 'https://example.com',
  events: ['contact.updated', 'contact.created'],
  filter,
  content: 'ids',
  isOn: true,
  createdAt: '2026-12-01T10:00:00Z',
  createdBy: '01a2315c-0838-726c-ba42-019007dbc796',
  updatedAt: '2026-12-01T10:00:00Z',
};

test('a filter is sent while all events are of its record type, and comes back with them', () => {
  const values = { ...firstValues, filters: { contact: filter } };
  const filterWith = (events: string[]) => {
    const { filter: sent } = bodyOf({ ...values, events }) as { filter?: unknown };
    return sent;
  };
  expect(filterWith(['contact.created', 'contact.updated'])).toEqual(filter);
  expect(filterWith(['contact.created', 'deal.won'])).toBeUndefined();
  expect(filterWith(['deal.won'])).toBeUndefined();
  expect(filterWith([])).toBeUndefined();
});

test('events of a second record type remove the filter of a webhook that is edited', () => {
  const before = valuesOf(webhook);
  const events = ['contact.created', 'deal.won'];
  expect(changesOf({ ...before, events }, { events })).toEqual({ events, filter: null });
  expect(changesOf({ ...before, name: 'Books' }, { name: 'Books' })).toEqual({ name: 'Books' });
});

test('events are in the order of the catalog, so that choosing one twice changes nothing', () => {
  expect(valuesOf(webhook).events).toEqual(['contact.created', 'contact.updated']);
});
