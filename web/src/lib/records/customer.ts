import Building from '@lucide/svelte/icons/building';
import { recordTypes } from 'virtual:contract';
import { client } from '#lib/api/client.ts';
import { t, useTexts } from '#lib/i18n/i18n.svelte.ts';
import { permissionsOf, type RecordView, recordClient } from './view.ts';
import { worded } from './wording.svelte.ts';

export const customerView: RecordView = {
  type: recordTypes.customer,
  name: 'customer',
  plural: recordTypes.customer.plural,
  client: recordClient(client.customers),
  texts: () => worded('customer', t.customer),
  icon: Building,
  createIcon: Building,
  goCommand: 'goCustomers',
  permissions: permissionsOf('customer'),
  status: 'statusId',
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
  aside: ['tagIds', 'ownerId'],
  told: ['code'],
  summary: async () => {
    const [part] = await Promise.all([import('./customers/CustomerSales.svelte'), useTexts('inAnalytics')]);
    return part;
  },
  related: [
    { type: 'deal', by: 'customerId' },
    { type: 'contact', by: 'customerId' },
  ],
  fromName: (name) => ({ name }),
};
