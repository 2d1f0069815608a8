import Store from '@lucide/svelte/icons/store';
import { recordView } from '../record-view.ts';
import { texts } from '../texts/vendor.ts';

export default recordView('vendor', {
  icon: Store,
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
  texts,
});
