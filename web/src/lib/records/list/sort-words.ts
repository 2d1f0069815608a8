import type { ShownField } from 'virtual:contract';
import { t } from '#lib/i18n/i18n.svelte.ts';

type Order = keyof typeof t.listTools.orders;

/** The kinds of fields whose order isn't that of their texts. */
const orders: Partial<Record<ShownField['kind'], Order>> = {
  timestamp: 'moment',
  date: 'moment',
  integer: 'number',
  decimal: 'number',
  money: 'number',
  listed: 'listed',
  choice: 'listed',
  yesNo: 'yesNo',
};

export const orderOf = (kind: ShownField['kind'], isDue = false): Order =>
  isDue ? 'due' : (orders[kind] ?? 'text');

/** What a list is sorted by, and in which order, such as "Priority, in order". */
export function sortWords(label: string, order: Order, isDescending: boolean): string {
  return `${label}, ${t.listTools.orders[order][isDescending ? 1 : 0]}`;
}
