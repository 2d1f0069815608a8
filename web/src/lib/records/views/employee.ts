import IdCard from '@lucide/svelte/icons/id-card';
import Network from '@lucide/svelte/icons/network';
import { t, useTexts } from '#lib/i18n/i18n.svelte.ts';
import { recordView } from '../record-view.ts';
import { texts } from '../texts/employee.ts';

export default recordView('employee', {
  icon: IdCard,
  columns: [
    { field: 'fullName', width: 190, sort: 'name' },
    { field: 'position', width: 172 },
    { field: 'department', width: 132 },
    { field: 'managerId', width: 148 },
    { field: 'userId', width: 108 },
    { field: 'email', width: 160 },
    { field: 'phones', width: 140 },
    { field: 'hireDate', width: 104 },
    { field: 'createdAt', width: 100, sort: 'createdAt', hidden: true },
  ],
  subtitle: ['position', 'department', 'email'],
  related: [{ type: 'employee', by: 'managerId', heading: () => t.related.reports }],
  summary: async () => {
    const [part] = await Promise.all([import('../employees/EmployeeTeam.svelte'), useTexts('inChart')]);
    return part;
  },
  overview: { path: 'chart', icon: Network, label: () => t.nav.chart, goCommand: 'goChart' },
  texts,
});
