import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('es');

export const composer: Messages['composer'] = {
  kinds: { note: 'Nota', activity: 'Actividad', call: 'Llamada', task: 'Tarea' },
  label: 'Añadir a la cronología',
  addActivity: 'Añadir actividad',
  addCall: 'Añadir llamada',
  addTask: 'Añadir tarea',
  title: 'Qué',
  notes: 'Notas',
  when: 'Cuándo',
  minutes: 'Minutos',
  kind: 'Tipo',
  due: 'Vence',
  remind: 'Recordatorio',
  priority: 'Prioridad',
  assignee: 'Asignada a',
  hints: {
    activity: '¿Qué pasó, o qué va a pasar?',
    call: '¿De qué se habló?',
    task: '¿Qué hay que hacer?',
  },
};

export const activities: Messages['activities'] = {
  kinds: { call: 'Llamada', email: 'Correo', meeting: 'Reunión', note: 'Nota', task: 'Tarea' },
  did: {
    call: 'llamó',
    email: 'escribió un correo',
    meeting: 'se reunió',
    note: 'anotó',
    task: 'hizo una tarea',
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
  view: 'Qué tareas',
  layouts: { list: 'Lista', calendar: 'Calendario' },
  layout: 'Vista',
  priorities: { low: 'Baja', normal: 'Normal', high: 'Alta' },
  noReminder: 'Ninguno',
  reminders: { atDue: 'Al vencer', hour: '1 hora antes', day: '1 día antes' },
  empty: {
    today: { title: 'Hoy no vence nada', text: 'Aquí está lo que vence hoy, de lo primero a lo último.' },
    overdue: {
      title: 'No hay nada vencido',
      text: 'Las tareas pasadas de hora esperan aquí hasta que se hacen.',
    },
    upcoming: {
      title: 'Nada previsto',
      text: 'Aquí están, por su hora, las tareas que vencen después de hoy.',
    },
    done: { title: 'Todavía no hay nada hecho', text: 'Lo que marcas queda aquí, lo más nuevo primero.' },
  },
  failed: 'No se pudieron cargar las tareas',
  done: (title) => `Hecha: ${title}`,
  undone: (title) => `Abierta de nuevo: ${title}`,
  markDone: (title) => `Hecha: ${title}`,
  deleted: (title) => `Tarea «${title}» eliminada`,
  actions: (title) => `Acciones de ${title}`,
  overdue: 'Vencida',
  doneBy: (who) => `${who} hizo`,
  dueAt: (when) => `vence ${when}`,
  whose: 'Tareas de quién',
  mine: 'Mías',
  everyone: 'De todos',
};

export const calendar: Messages['calendar'] = {
  title: 'Calendario',
  month: 'Mes',
  week: 'Semana',
  span: 'Periodo',
  today: 'Hoy',
  previous: 'Atrás',
  next: 'Adelante',
  more: (count) => `${count} más`,
  on: (day, count) =>
    `${day}, ${count === 0 ? 'sin tareas' : plural(count, { one: '# tarea', other: '# tareas' })}`,
  full: 'Hay más tareas de las que se ven aquí.',
  feed: 'Dirección del calendario',
  feedText:
    'Con esta dirección, tu programa de calendario muestra tus tareas. Quien la conoce puede leerlas: no la compartas.',
  since: (when) => `Tienes una dirección desde ${when}. Se mostró una vez; crea otra si se perdió.`,
  none: 'Todavía no tienes dirección.',
  make: 'Crear dirección',
  renew: 'Renovar dirección',
  renewTitle: '¿Renovar la dirección?',
  renewText: 'La dirección anterior deja de funcionar al momento en todos los calendarios que la tienen.',
  end: 'Terminar',
  ended: 'La dirección del calendario ha terminado',
  address: 'Dirección',
};

export const sentences: Messages['sentences'] = {
  moved: (from, to) => `lo pasó de ${from} a ${to}`,
  movedSomewhere: 'lo pasó a otra etapa',
  won: 'lo ganó',
  wonFrom: (from) => `lo ganó, desde ${from}`,
  lost: (reason) => (reason ? `lo perdió: ${reason}` : 'lo perdió'),
  reopened: 'lo reabrió',
  reordered: 'le dio otro lugar en el tablero',
  qualified: 'lo calificó',
  disqualified: (reason) => (reason ? `lo descartó: ${reason}` : 'lo descartó'),
  converted: 'lo convirtió',
  rescored: 'Se recalculó la puntuación',
  arrived: (form: string) => `Llegó por el formulario web ${form}`,
  dealCreated: 'abrió el negocio',
  dealEnds: { won: 'Se ganó el negocio', lost: 'Se perdió el negocio' },
  leadConverted: 'Viene del prospecto',
  fields: (names) => `cambió ${names}`,
  kinds: { activity: 'Actividades', task: 'Tareas', deal: 'Negocios', attachment: 'Archivos' },
  file: { created: 'añadió el archivo', deleted: 'eliminó el archivo' },
  upcoming: 'Próximo',
};

export const selling: Messages['selling'] = {
  byStatus: (many) => `${many} por estado`,
  newThisWeek: (many) => `${many} de esta semana`,
  open: (many) => `${many} en curso`,
  worth: (sum) => `por ${sum}`,
  wonMonth: 'Ganado este mes',
  pipeline: 'Embudo',
  pipelineSummary: (parts) => `Negocios abiertos por etapa: ${parts}`,
  weighted: (sum) => `Ponderado ${sum}`,
  myTasks: 'Mis tareas',
  noTasks: 'No hay nada que hacer. Disfrútalo.',
  allTasks: 'Todas las tareas',
};
