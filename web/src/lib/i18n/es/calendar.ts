import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('es');

const calendar: Messages['calendar'] = {
  title: 'Calendario',
  spans: { day: 'Día', week: 'Semana', month: 'Mes', agenda: 'Agenda' },
  span: 'Ver por',
  today: 'Hoy',
  previous: 'Anterior',
  next: 'Siguiente',
  more: (count) => `${count} más`,
  on: (day, count) =>
    `${day}, ${count === 0 ? 'sin tareas' : plural(count, { one: '# tarea', other: '# tareas' })}`,
  openDay: 'Ver día',
  of: (day, tone) => `, ${day}${{ normal: '', done: ', hecha', overdue: ', vencida' }[tone]}`,
  createAt: (day, time) => `Crear tarea el ${day}, ${time}`,
  missing: 'Cambio de hora: este día no tiene esta hora',
  nothing: 'Sin tareas',
  empty: 'No hay tareas aquí. Haz clic o arrastra para crear una.',
  emptyToRead: 'No hay tareas aquí.',
  lift: 'Pulsa Espacio para mover esta tarea con el teclado',
  lifted: (title, when, resizes) =>
    `Moviendo «${title}». ${when}. Usa las flechas para mover, ${resizes ? 'Mayús con las flechas arriba y abajo para cambiar la duración, ' : ''}Espacio para soltar y Escape para cancelar.`,
  putBack: (title) => `${title} vuelve a su sitio`,
  moved: (title, when) => `«${title}» se movió: ${when}`,
  notMoved: (title, why) => `${title} volvió a su sitio: ${why}`,
  until: (time, minutes) => `Fin: ${time}, ${minutes} minutos`,
  resized: (title, minutes) =>
    minutes === undefined ? `«${title}» no tiene duración` : `«${title}» dura ${minutes} minutos`,
  notResized: (title, why) => `La duración de «${title}» no se cambió: ${why}`,
  reminder: (when) => `Recordatorio: ${when}`,
  done: 'Hecha',
  full: 'Hay más tareas de las que se ven aquí.',
  feed: 'Suscripción al calendario',
  feedText:
    'Suscríbete a una dirección privada para ver tus tareas en tu aplicación de calendario. Cualquiera que tenga la dirección puede leerlas: no la compartas.',
  shows: 'El calendario contiene',
  contents: {
    titles: { label: 'Títulos y horas', text: 'Por ejemplo, «Volver a llamar».' },
    records: {
      label: 'También con quién o sobre qué',
      text: 'El título del registro y un enlace, si puedes verlo.',
    },
    notes: { label: 'También las notas', text: 'Todo lo anterior y tus notas.' },
  },
  saved: 'Guardado. Las aplicaciones lo mostrarán cuando vuelvan a leer el calendario.',
  notAllowed: 'Tu organización no lo permite.',
  since: (when) => `Tienes una dirección desde ${when}. Solo se mostró una vez. Sustitúyela si la perdiste.`,
  none: 'Todavía no tienes una dirección de calendario.',
  make: 'Crear dirección',
  renew: 'Sustituir dirección',
  renewTitle: '¿Sustituir la dirección?',
  renewText:
    'La dirección actual deja de funcionar de inmediato en todas las aplicaciones de calendario que la usan.',
  end: 'Eliminar dirección',
  ended: 'Dirección del calendario eliminada',
  address: 'Dirección',
};

/** UI text for the calendar. */
export const texts = () => ({ calendar });
