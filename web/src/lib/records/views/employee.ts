import Network from '@lucide/svelte/icons/network';
import { t, useTexts } from '#lib/i18n/i18n.svelte.ts';
import { capitalized } from '#lib/i18n/plural.ts';
import { este, los } from '#lib/i18n/spanish.ts';
import { recordView } from '../record-view.ts';

export default recordView('employee', {
  columns: [
    { field: 'fullName', width: 208 },
    { field: 'position', width: 172 },
    { field: 'department', width: 132 },
    { field: 'managerId', width: 148 },
    { field: 'userId', width: 108 },
    { field: 'email', width: 160 },
    { field: 'phones', width: 140 },
    { field: 'hireDate', width: 104 },
  ],
  subtitle: ['position', 'department', 'email'],
  related: [{ type: 'employee', by: 'managerId', heading: () => t.related.reports }],
  summary: async () => {
    const [part] = await Promise.all([
      import('../employees/EmployeeTeam.svelte'),
      useTexts('organizationChart'),
    ]);
    return part;
  },
  overview: { path: 'chart', icon: Network, label: () => t.nav.chart, goCommand: 'goChart' },
  texts: {
    en: (nouns) => ({
      about: `${nouns.employee.Many} and their managers form the teams: a manager sees the records that the team owns.`,
      fields: { position: 'Position', managerId: 'Manager' },
      help: {
        managerId: `The manager can view and edit the records of this ${nouns.employee.one}.`,
        userId: `The user account that this ${nouns.employee.one} signs in with.`,
      },
    }),
    es: (nouns) => ({
      about: `${capitalized(los(nouns.employee))} y sus responsables directos forman los equipos: cada responsable directo ve los registros de su equipo.`,
      fields: { position: 'Puesto', managerId: 'Responsable directo' },
      help: {
        managerId: `El responsable directo puede ver y editar los registros de ${este(nouns.employee)}.`,
        userId: `La cuenta de usuario con la que ${este(nouns.employee)} inicia sesión.`,
      },
    }),
  },
});
