import Building from '@lucide/svelte/icons/building';
import { useTexts } from '#lib/i18n/i18n.svelte.ts';
import { recordView } from '../record-view.ts';
import { texts } from '../texts/customer.ts';

export default recordView('customer', {
  icon: Building,
  columns: [
    { field: 'name', width: 200, sort: 'name' },
    { field: 'code', width: 96 },
    { field: 'statusId', width: 104 },
    { field: 'email', width: 150 },
    { field: 'phones', width: 156 },
    { field: 'city', width: 112, beside: 'country' },
    { field: 'ownerId', width: 108 },
    { field: 'tagIds', width: 124 },
    { field: 'createdAt', width: 100, sort: 'createdAt' },
    { field: 'country', width: 140, hidden: true },
    { field: 'updatedAt', width: 104, hidden: true },
  ],
  subtitle: ['code', 'city', 'email'],
  summary: async () => {
    const [part] = await Promise.all([import('../customers/CustomerSales.svelte'), useTexts('inAnalytics')]);
    return part;
  },
  related: [
    { type: 'deal', by: 'customerId' },
    { type: 'contact', by: 'customerId' },
  ],
  texts,
});
