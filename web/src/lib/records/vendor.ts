import Store from '@lucide/svelte/icons/store';
import { recordTypes } from 'virtual:contract';
import { client } from '#lib/api/client.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { permissionsOf, type RecordView, recordClient } from './view.ts';
import { worded } from './wording.svelte.ts';

export const vendorView: RecordView = {
  type: recordTypes.vendor,
  name: 'vendor',
  plural: recordTypes.vendor.plural,
  client: recordClient(client.vendors),
  texts: () => worded('vendor', t.vendor),
  icon: Store,
  createIcon: Store,
  goCommand: 'goVendors',
  permissions: permissionsOf('vendor'),
  status: 'statusId',
  columns: [
    { field: 'name', width: 184, sort: 'name' },
    { field: 'code', width: 96 },
    { field: 'statusId', width: 104 },
    { field: 'category', width: 116 },
    { field: 'contactPerson', width: 124 },
    { field: 'email', width: 148 },
    { field: 'phones', width: 148 },
    { field: 'rating', width: 68 },
    { field: 'ownerId', width: 108 },
    { field: 'tagIds', width: 108 },
    { field: 'createdAt', width: 100, sort: 'createdAt', hidden: true },
  ],
  subtitle: ['category', 'contactPerson', 'email'],
  aside: ['tagIds', 'ownerId'],
  told: ['code'],
  fromName: (name) => ({ name }),
};
