import type { Messages } from '../messages.ts';

/** Notes, activities and tasks, which belong to records. Fields for their records have the names of these. */
export const entries: Messages['imports']['entries'] = {
  fields: {
    body: 'Texto',
    createdAt: 'Fecha de la nota',
    kind: 'Tipo',
    title: 'Asunto',
    notes: 'Notas',
    date: 'Fecha y hora',
    durationMinutes: 'Duración (minutos)',
    dueAt: 'Vence',
    remindAt: 'Recordatorio',
    priority: 'Prioridad',
    assigneeId: 'Asignada a',
    done: 'Hecha',
  },
  options: {
    call: 'Llamada',
    email: 'Correo',
    meeting: 'Reunión',
    note: 'Nota',
    task: 'Tarea',
    low: 'Baja',
    normal: 'Normal',
    high: 'Alta',
    done: 'Hecha',
    open: 'Pendiente',
  },
  title: 'Registros que nombran las filas',
  everyRow:
    'Cada fila crea una entrada en el registro que nombra. Si nombra varios, cuenta el primero según el orden de la lista de campos. Un archivo que se importa dos veces lo crea todo dos veces.',
  noParent: 'Ninguna columna indica los registros a los que pertenecen estas entradas',
  noParentText: 'Elige un campo para una columna con sus ID, nombres, códigos o direcciones de correo.',
};
