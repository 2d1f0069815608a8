import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('es');

export const commands: Messages['commands'] = {
  palette: 'Búsqueda y comandos',
  sheet: 'Atajos de teclado',
  search: 'Buscar en esta lista',
  create: 'Crear',
  save: 'Guardar',
  undo: 'Deshacer',
  themeLight: 'Tema claro',
  themeDark: 'Tema oscuro',
  themeSystem: 'Tema del sistema',
  language: 'Switch to English',
  signOut: 'Cerrar sesión',
  goDashboard: 'Ir al panel',
  goContacts: 'Ir a los contactos',
  goCustomers: 'Ir a los clientes',
  goLeads: 'Ir a los prospectos',
  goDeals: 'Ir a los negocios',
  goTasks: 'Ir a las actividades',
  goVendors: 'Ir a los proveedores',
  goEmployees: 'Ir a los empleados',
  goChart: 'Ir al organigrama',
  goTags: 'Ir a las etiquetas',
  goMembers: 'Ir a los miembros',
  goSettings: 'Ir a los ajustes',
  nextRow: 'Fila siguiente',
  previousRow: 'Fila anterior',
  openRow: 'Abrir la fila',
  selectRow: 'Seleccionar la fila',
  editRow: 'Editar la fila aquí mismo',
  density: 'Cambiar la densidad',
  trash: 'Abrir la papelera',
  switchView: 'Cambiar entre lista y tablero',
  editRecord: 'Editar',
  note: 'Escribir una nota',
  nextRecord: 'Siguiente de la lista',
  previousRecord: 'Anterior de la lista',
  deleteRecord: 'Eliminar',
};

export const commandGroups: Messages['commandGroups'] = {
  general: 'General',
  goTo: 'Ir a',
  list: 'Listas',
  record: 'Registro',
  or: 'o',
};

export const palette: Messages['palette'] = {
  label: 'Buscar registros, páginas y acciones',
  placeholder: 'Buscar registros, páginas y acciones',
  results: 'Resultados',
  records: 'Registros',
  actions: 'Acciones',
  pages: 'Páginas',
  searching: 'Buscando…',
  nothing: (words) => (words ? `Nada encontrado para «${words}»` : 'Escribe para buscar'),
  choose: 'elegir',
  open: 'abrir',
  newTab: 'pestaña nueva',
  allKeys: 'todas las teclas',
};

export const themes: Messages['themes'] = { light: 'Claro', dark: 'Oscuro', system: 'Como el sistema' };
export const resources: Messages['resources'] = {
  contact: 'Contactos',
  customer: 'Clientes',
  lead: 'Prospectos',
  deal: 'Negocios',
  pipeline: 'Embudos',
  customField: 'Campos propios',
  vendor: 'Proveedores',
  employee: 'Empleados',
  activity: 'Actividades',
  task: 'Tareas',
  timeline: 'Cronologías',
  job: 'Trabajos',
  note: 'Notas',
  tag: 'Etiquetas',
  search: 'Búsqueda',
  dashboard: 'Panel',
  member: 'Miembros',
  invitation: 'Invitaciones',
  organization: 'Organización',
  apiKey: 'Claves de API',
};

export const demo: Messages['demo'] = {
  load: 'Cargar datos de ejemplo',
  loaded: (count) =>
    plural(count, { one: '# contacto de ejemplo cargado', other: '# contactos de ejemplo cargados' }),
};

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
  noActivity: 'Todavía no ha pasado nada.',
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
