import IdCard from '@lucide/svelte/icons/id-card';
import { recordTypes } from 'virtual:contract';
import { client } from '#lib/api/client.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { permissionsOf, splitName, type RecordClient, type RecordView } from './view.ts';

export const employeeView: RecordView = {
  type: recordTypes.employee,
  name: 'employee',
  plural: recordTypes.employee.plural,
  client: client.employees as unknown as RecordClient,
  texts: () => t.employee,
  icon: IdCard,
  createIcon: IdCard,
  goCommand: 'goEmployees',
  permissions: permissionsOf('employee'),
  columns: [
    { field: 'fullName', width: 208, sort: 'name' },
    { field: 'position', width: 168 },
    { field: 'department', width: 140 },
    { field: 'managerId', width: 168 },
    { field: 'userId', width: 132 },
    { field: 'email', width: 184 },
    { field: 'phones', width: 164 },
    { field: 'hireDate', width: 116 },
    { field: 'createdAt', width: 100, sort: 'createdAt', hidden: true },
  ],
  subtitle: ['position', 'department', 'email'],
  aside: [],
  related: [{ type: 'employee', by: 'managerId', heading: () => t.related.team }],
  fromName: splitName,
};
