import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('es');

export const dashboard: Messages['dashboard'] = {
  greeting: (hour, name) =>
    `${hour < 12 ? 'Buenos días' : hour < 20 ? 'Buenas tardes' : 'Buenas noches'}${name ? `, ${name}` : ''}`,
  today: (count) =>
    count === 0
      ? 'Hoy todavía no hay contactos nuevos.'
      : plural(count, { one: '# contacto nuevo hoy.', other: '# contactos nuevos hoy.' }),
  failed: 'No se pudo cargar el panel',
  emptyTitle: 'Todavía no hay nada que contar',
  emptyText:
    'Las cifras aparecen en cuanto hay contactos. Crea el primero o echa un vistazo con datos de ejemplo.',
  newThisWeek: 'Nuevos esta semana',
  addedInDays: (count, days) => `${plural(count, { one: '# nuevo', other: '# nuevos' })} en ${days} días`,
  from: (before) => `antes ${before}`,
  qualified: 'Cualificados',
  customers: 'Clientes',
  share: (percent) => `${percent} % del total`,
  newPerDay: 'Contactos nuevos',
  newPerDaySummary: (week, before) =>
    `Contactos nuevos por día en dos semanas: ${week} esta semana, ${before} la anterior.`,
  byStatus: 'Contactos por estado',
  day: 'Día',
  asTable: 'Ver como tabla',
  asChart: 'Ver como gráfico',
  recent: 'Actividad reciente',
  activities: 'Actividades de la semana',
  noActivity: 'Todavía no ha pasado nada.',
  byForm: 'llegó por un formulario web',
  verbs: {
    created: 'creó',
    updated: 'cambió',
    deleted: 'eliminó',
    restored: 'restauró',
    moved: 'movió',
    won: 'ganó',
    lost: 'perdió',
    reopened: 'reabrió',
    reordered: 'movió',
    qualified: 'calificó a',
    disqualified: 'descartó a',
    converted: 'convirtió a',
    'note.created': 'escribió una nota en',
    'note.updated': 'cambió una nota en',
    'note.deleted': 'eliminó una nota en',
    'note.restored': 'restauró una nota en',
  },
};
