import { inSentence } from '../in-sentence.ts';
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
  everyRow: (one) =>
    `Cada fila crea una ${inSentence(one)} en el registro que nombra. Si nombra varios registros, cuenta el primero de la lista de campos. Un archivo que se importa dos veces lo crea todo dos veces.`,
  missingText: 'Sin ellos, se rechazan todas las filas.',
  noParent: (many) => `Ninguna columna indica los registros a los que pertenecen las ${inSentence(many)}`,
  noParentText: 'Elige un campo para una columna con sus ID, nombres, códigos o direcciones de correo.',
};
