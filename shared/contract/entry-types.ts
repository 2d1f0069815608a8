import * as z from 'zod/mini';
import { activityKinds } from './activity-kinds.ts';
import { durationMinutes } from './duration.ts';
import {
  defaulted,
  instant,
  integer,
  longText,
  member,
  optional,
  relation,
  text,
  type Field,
  type Fields,
} from './field.ts';
import type { EntryTypeName } from './entry-type-names.ts';
import { limits } from './limits.ts';
import { timestampInput } from './moment.ts';
import type { NounForms } from './noun.ts';
import { recordType, type RecordType } from './record-type.ts';
import { recordTypes } from './record-types.ts';
import { withinReach } from './role.ts';
import { taskPriorities } from './task.ts';

type Options = NonNullable<Field['options']>;

/** Options by their IDs, with texts that mean them, in English and Spanish and as other programs export them. */
const optionsOf = <Id extends string>(texts: Record<Id, string>): Options =>
  Object.entries<string>(texts).flatMap(([id, labels]) => labels.split('|').map((label) => ({ id, label })));

const choice = <Id extends string>(ids: readonly Id[], texts: Record<Id, string>): Field<Id, 'required'> => ({
  kind: 'choice',
  mode: 'required',
  schema: z.enum(ids),
  options: optionsOf(texts),
});

/** A moment as the operations on entries take it. */
const moment = (): Field<string, 'required'> => ({ ...instant(), schema: timestampInput });

const relationsOf = ({ name, fields }: RecordType): number =>
  Object.values<Field>(fields).filter(({ to = name, mode }) => to !== name && mode !== 'kept').length;

/**
 * A field for each type of records that can have such entries. If several of them have a value, the first one counts: types
 * that refer to others come first, because other programs name the customer of a deal beside it.
 */
const parents = (canHave: (type: RecordType) => boolean): Fields =>
  Object.fromEntries(
    Object.values<RecordType>(recordTypes as never)
      // Files name no activities, because many have the same title.
      .filter((type) => type.name !== 'activity' && canHave(type))
      .toSorted((one, other) => relationsOf(other) - relationsOf(one))
      .map(({ name }) => [`${name}Id`, optional(relation(name))]),
  );

/** The fields that name the record of an entry, in the order in which they count. */
export const parentFields = ({ fields }: { fields: Fields }): { name: string; to: string }[] =>
  Object.entries(fields).flatMap(([name, { kind, to }]) =>
    kind === 'relation' && to !== undefined ? { name, to } : [],
  );

/** What an import needs to know about entries: a declaration like that of a record type, which is no record type. */
const entryType = (
  name: EntryTypeName,
  plural: string,
  nouns: Record<'en' | 'es', NounForms>,
  title: string,
  fields: Fields,
): RecordType =>
  recordType(name, {
    plural,
    nouns,
    title,
    fields,
    row: [],
    sorts: [],
    filters: [],
    // Entries have permissions and places of their own, which these don't replace.
    permissions: withinReach,
    icon: 'sticky-note',
    group: 'organization',
  });

/** Entries of records that can be imported, with the fields that the columns of a file can be for. */
export const entryTypes: Record<EntryTypeName, RecordType> = {
  note: entryType(
    'note',
    'notes',
    { en: { one: 'Note', many: 'Notes' }, es: { one: 'Nota', many: 'Notas' } },
    'body',
    {
      body: longText({ max: limits.noteCharacters }),
      createdAt: optional(moment()),
      ...parents(() => true),
    },
  ),
  activity: entryType(
    'activity',
    'activities',
    { en: { one: 'Activity', many: 'Activities' }, es: { one: 'Actividad', many: 'Actividades' } },
    'title',
    {
      kind: defaulted(
        choice(activityKinds, {
          call: 'Call|Llamada|Phone call|Llamada telefónica|Phone|Teléfono|Logged call|Calls|Llamadas',
          email:
            'E-mail|Correo|Email|Correo electrónico|Mail|Incoming email|Forwarded email|List email|Emails|Correos',
          meeting:
            'Meeting|Reunión|Event|Evento|Appointment|Cita|Visit|Visita|Lunch|Almuerzo|Comida|Demo|Meetings|Reuniones|Events|Eventos',
          note: 'Note|Nota|Comment|Comentario|SMS|WhatsApp|LinkedIn message|Other|Otro|Otra',
          task: 'Task|Tarea|To do|Todo|Deadline|Plazo|Fecha límite|Follow up|Seguimiento',
        }),
      ),
      title: text({ max: 200 }),
      notes: optional(longText({ max: limits.noteCharacters })),
      date: optional(moment()),
      durationMinutes: {
        ...optional(integer({ min: 0, max: 1_440 })),
        schema: durationMinutes,
        isMinutes: true,
      },
      ...parents(({ hasActivities }) => hasActivities === true),
    },
  ),
  task: entryType(
    'task',
    'tasks',
    { en: { one: 'Task', many: 'Tasks' }, es: { one: 'Tarea', many: 'Tareas' } },
    'title',
    {
      title: text({ max: 200 }),
      notes: optional(longText({ max: limits.noteCharacters })),
      dueAt: moment(),
      remindAt: optional(moment()),
      priority: optional(
        choice(taskPriorities, {
          low: 'Low|Baja|Lowest|Bajo|Muy baja',
          normal: 'Normal|Medium|Media|None|Ninguna|Medio',
          high: 'High|Alta|Highest|Alto|Urgent|Urgente|Muy alta',
        }),
      ),
      assigneeId: optional(member()),
      done: optional(
        choice(['done', 'open'] as const, {
          done: 'Done|Hecha|Completed|Complete|Completada|Completado|Hecho|Terminada|Finalizada|Closed|Cerrada|Held|Yes|Sí|True|Verdadero|1|x',
          open: 'Open|Pendiente|Not started|In progress|Waiting|Waiting on someone else|Waiting for input|Deferred|To do|Planned|Not held|Sin empezar|No iniciada|No iniciado|En curso|En progreso|Aplazada|Aplazado|Abierta|En espera|No|False|Falso|0',
        }),
      ),
      ...parents(() => true),
    },
  ),
};
