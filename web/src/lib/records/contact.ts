import UserRoundPlus from '@lucide/svelte/icons/user-round-plus';
import Users from '@lucide/svelte/icons/users';
import { recordTypes } from 'virtual:contract';
import { client } from '#lib/api/client.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { permissionsOf, splitName, type RecordView, recordClient } from './view.ts';
import { worded } from './wording.svelte.ts';

export const contactView: RecordView = {
  type: recordTypes.contact,
  name: 'contact',
  plural: recordTypes.contact.plural,
  client: recordClient(client.contacts),
  texts: () => worded('contact', t.contact),
  icon: Users,
  createIcon: UserRoundPlus,
  goCommand: 'goContacts',
  permissions: permissionsOf('contact'),
  status: 'statusId',
  columns: [
    { field: 'fullName', width: 190, sort: 'name' },
    { field: 'statusId', width: 104 },
    { field: 'email', width: 144 },
    { field: 'phones', width: 156 },
    { field: 'customerId', width: 124 },
    { field: 'city', width: 112, beside: 'country' },
    { field: 'ownerId', width: 108 },
    { field: 'tagIds', width: 116 },
    { field: 'createdAt', width: 100, sort: 'createdAt' },
    { field: 'jobTitle', width: 160, hidden: true },
    { field: 'country', width: 140, hidden: true },
    { field: 'updatedAt', width: 104, hidden: true },
  ],
  subtitle: ['jobTitle', 'customerId', 'city', 'email'],
  aside: ['tagIds', 'ownerId'],
  related: [{ type: 'deal' }],
  fromName: splitName,
};
