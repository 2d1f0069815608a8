import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';
import type { Nouns } from '../nouns.ts';
import { del, el } from '../spanish.ts';

const plural = pluralIn('es');

export const composer: Messages['composer'] = {
  kinds: { note: 'Nota', activity: 'Actividad', call: 'Llamada', task: 'Tarea' },
  label: 'Añadir a la cronología',
  addActivity: 'Añadir actividad',
  addCall: 'Añadir llamada',
  addTask: 'Añadir tarea',
  title: 'Título',
  notes: 'Notas',
  when: 'Cuándo',
  minutes: 'Minutos',
  kind: 'Tipo',
  due: 'Vence',
  remind: 'Recordatorio',
  priority: 'Prioridad',
  assignee: 'Asignada a',
  hints: {
    activity: '¿Qué ha pasado o qué está previsto?',
    call: '¿De qué se habló?',
    task: '¿Qué hay que hacer?',
  },
};

export const activities: Messages['activities'] = {
  kinds: { call: 'Llamada', email: 'Correo', meeting: 'Reunión', note: 'Nota', task: 'Tarea' },
  act: { call: 'Llamar', email: 'Escribir' },
  did: {
    call: 'llamó',
    email: 'envió un correo',
    meeting: 'tuvo una reunión',
    note: 'escribió una nota',
    task: 'completó una tarea',
  },
  planned: { call: 'Llamada', email: 'Correo', meeting: 'Reunión', note: 'Nota', task: 'Tarea' },
  minutes: (count) => `${count} min`,
  actions: 'Acciones de la actividad',
  deleted: 'Actividad eliminada',
};

export const tasks: Messages['tasks'] = {
  one: 'Tarea',
  add: 'Tarea',
  create: 'Crear tarea',
  edit: 'Editar tarea',
  save: 'Guardar tarea',
  views: { today: 'Mi día', overdue: 'Vencidas', upcoming: 'Próximas', done: 'Hechas', history: 'Historial' },
  view: 'Filtro de tareas',
  layouts: { list: 'Lista', calendar: 'Calendario' },
  layout: 'Vista',
  priorities: { low: 'Baja', normal: 'Normal', high: 'Alta' },
  noReminder: 'Ninguno',
  reminders: { atDue: 'Al vencer', hour: '1 hora antes', day: '1 día antes' },
  empty: {
    today: {
      title: 'Hoy no vence nada',
      text: 'Aquí aparecen las tareas que vencen hoy, por orden de hora.',
    },
    overdue: {
      title: 'No hay nada vencido',
      text: 'Las tareas vencidas permanecen aquí hasta que se completan.',
    },
    upcoming: {
      title: 'Nada previsto',
      text: 'Aquí aparecen las tareas que vencen después de hoy, por orden de fecha.',
    },
    done: {
      title: 'Todavía no has completado nada',
      text: 'Aquí aparecen las tareas completadas, las más recientes primero.',
    },
  },
  failed: 'No se pudieron cargar las tareas',
  done: (title) => `Hecha: ${title}`,
  undone: (title) => `Reabierta: ${title}`,
  markDone: (title) => `Hecha: ${title}`,
  deleted: (title) => `Tarea «${title}» eliminada`,
  actions: (title) => `Acciones de ${title}`,
  overdue: 'Vencida',
  doneBy: (who) => `${who} completó`,
  dueAt: (when) => `vence ${when}`,
  whose: 'Asignada a',
  mine: 'Mías',
  everyone: 'De todos',
};

export const calendar: Messages['calendar'] = {
  title: 'Calendario',
  month: 'Mes',
  week: 'Semana',
  span: 'Ver por',
  today: 'Hoy',
  previous: 'Anterior',
  next: 'Siguiente',
  more: (count) => `${count} más`,
  on: (day, count) =>
    `${day}, ${count === 0 ? 'sin tareas' : plural(count, { one: '# tarea', other: '# tareas' })}`,
  full: 'Hay más tareas de las que se ven aquí.',
  feed: 'Suscripción al calendario',
  feedText:
    'Suscríbete a esta dirección para ver tus tareas en tu aplicación de calendario. Cualquiera que la tenga puede leerlas: no la compartas.',
  since: (when) =>
    `Tienes una dirección desde ${when}. Solo se mostró una vez. Sustitúyela si la has perdido.`,
  none: 'Todavía no tienes dirección.',
  make: 'Crear dirección',
  renew: 'Sustituir dirección',
  renewTitle: '¿Sustituir la dirección?',
  renewText:
    'La dirección actual deja de funcionar de inmediato en todas las aplicaciones de calendario que la usan.',
  end: 'Eliminar dirección',
  ended: 'Dirección del calendario eliminada',
  address: 'Dirección',
};

export const sentences = (nouns: Nouns): Messages['sentences'] => ({
  moved: (from, to) => `lo pasó de ${from} a ${to}`,
  movedSomewhere: 'lo pasó a otra etapa',
  won: 'lo ganó',
  wonFrom: (from) => `lo ganó, desde ${from}`,
  lost: (reason) => (reason ? `lo perdió: ${reason}` : 'lo perdió'),
  reopened: 'lo reabrió',
  reordered: 'lo movió en el tablero',
  qualified: 'lo calificó',
  disqualified: (reason) => (reason ? `lo descartó: ${reason}` : 'lo descartó'),
  converted: 'lo convirtió',
  rescored: 'Se recalculó la puntuación',
  arrived: (form: string) => `Llegó por el formulario web ${form}`,
  dealCreated: `abrió ${el(nouns.deal)}`,
  dealEnds: { won: `Se ganó ${el(nouns.deal)}`, lost: `Se perdió ${el(nouns.deal)}` },
  leadConverted: `Viene ${del(nouns.lead)}`,
  fields: (names) => `cambió ${names}`,
  kinds: { activity: 'Actividades', task: 'Tareas', deal: nouns.deal.Many, attachment: 'Archivos' },
  file: { created: 'añadió el archivo', deleted: 'eliminó el archivo' },
  upcoming: 'Próximo',
});

export const selling = (nouns: Nouns): Messages['selling'] => ({
  leadsByStatus: `${nouns.lead.Many} por estado`,
  contactsByStatus: `${nouns.contact.Many} por estado`,
  newLeads: `${nouns.lead.Many} de esta semana`,
  openDeals: `${nouns.deal.Many} en curso`,
  worth: (sum) => `por ${sum}`,
  wonMonth: 'Ganado este mes',
  pipeline: 'Embudo',
  pipelineSummary: (parts) => `${nouns.deal.Many} en curso por etapa: ${parts}`,
  weighted: (sum) => `Ponderado ${sum}`,
  myTasks: 'Mis tareas',
  noTasks: 'Estás al día.',
  allTasks: 'Todas las tareas',
});
