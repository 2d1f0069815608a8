import { order, type Order } from '#contract/records/order.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import { dateIn } from '../values/day.ts';
import type { RecordDefinition } from './definition.ts';
import { pricedFields, searchedWith, wrongAmounts } from './document.ts';
import { plainDefinition } from './plain-definition.ts';
import { entryWith } from './status-with.ts';

export type OrderState = 'draft' | 'confirmed' | 'fulfilled' | 'canceled';

/** The state of an order, which its status means. A status that the cached settings don't have yet counts as a draft. */
export const stateOf = (
  { statusId }: Pick<Order, 'statusId'>,
  { orderStatuses }: Pick<OrganizationSettings, 'orderStatuses'>,
): OrderState => (orderStatuses.find(({ id }) => id === statusId)?.meaning ?? 'draft') as OrderState;

/** The first status in use that has a meaning. */
export const statusWith = (
  { orderStatuses }: Pick<OrganizationSettings, 'orderStatuses'>,
  state: OrderState,
): string | undefined => entryWith(orderStatuses, state);

const plain = plainDefinition<Order>(order);

export const orderRecords: RecordDefinition<Order> = {
  ...plain,
  lists: [{ index: 'g1', sort: 'createdAt' }],
  sorts: { ...plain.sorts, createdAt: (record) => record.createdAt },
  search: {
    terms: (record) => searchedWith(plain.search.terms(record), record.reference),
    detail: ({ reference }) => reference,
    relation: 'customerId',
    amount: 'total',
  },
  derive: (values) => pricedFields(values),
  filledIn: {
    defaults: ({ currency, timeZone }) => ({
      currency,
      orderedOn: dateIn(timeZone, new Date()),
    }),
    keep: (_record, before, { settings }) => (before ? {} : { statusId: statusWith(settings, 'draft') }),
  },
  rules: {
    check: (record, _settings, before) => wrongAmounts(record, before),
    mayDelete(record, { settings }) {
      const state = stateOf(record, settings);
      const isInForce = state === 'confirmed' || state === 'fulfilled';
      return Promise.resolve(isInForce ? 'order_in_force' : undefined);
    },
  },
};
