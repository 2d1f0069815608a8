import UserRoundPlus from '@lucide/svelte/icons/user-round-plus';
import Users from '@lucide/svelte/icons/users';
import { recordView } from '../record-view.ts';
import { texts } from '../texts/contact.ts';

export default recordView('contact', {
  icon: Users,
  createIcon: UserRoundPlus,
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
  related: [{ type: 'deal' }],
  texts,
});
