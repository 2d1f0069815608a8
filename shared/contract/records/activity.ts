import { about } from '../about.ts';
import { activityKinds } from '../activity-kinds.ts';
import { durationMinutes } from '../duration.ts';
import {
  defaulted,
  externalId,
  field,
  kept,
  instant,
  listedIn,
  longText,
  member,
  optional,
  text,
  yesNo,
} from '../field.ts';
import { limits } from '../limits.ts';
import { timestampInput } from '../moment.ts';
import { recordType, type RecordOf } from '../record-type.ts';
import { byReach, everyone } from '../role.ts';

/** A moment that people and programs enter, with any offset or in the organization's time zone. */
const moment = () => field('timestamp', timestampInput);

/**
 * Something that somebody does for the customers, such as a call, a meeting or a task, planned or done. What people log on
 * a record without planning it is still an entry of the record (../logged-activity.ts).
 */
export const activity = recordType('activity', {
  plural: 'activities',
  nouns: {
    en: { one: 'Activity', many: 'Activities' },
    es: { one: 'Actividad', many: 'Actividades' },
  },
  icon: 'calendar-check',
  group: 'work',
  // These don't depend on who sees which records: what is somebody's own work stays so.
  permissions: { read: byReach, create: everyone, update: byReach, delete: byReach },
  fields: {
    title: text({ max: 200 }),
    kindId: defaulted(listedIn('activityKinds')),
    /** When it begins or is due. */
    dueAt: moment(),
    durationMinutes: optional(field('integer', durationMinutes)),
    /** Who does it: by default, whoever creates it. */
    ownerId: defaulted(member()),
    about: optional(about()),
    priorityId: defaulted(listedIn('activityPriorities')),
    /** What came of it. */
    outcomeId: optional(listedIn('activityOutcomes')),
    notes: optional(longText({ max: limits.noteCharacters })),
    /** When the assignee is reminded. */
    remindAt: optional(moment()),
    done: defaulted(yesNo()),
    doneAt: kept(instant()),
    doneById: kept(member()),
    externalId: externalId(),
  },
  title: 'title',
  // Calendars and lists of own activities have nothing but rows, so these must be whole.
  rowBytes: 2_048,
  row: [
    'createdBy',
    'title',
    'kindId',
    'dueAt',
    'durationMinutes',
    'ownerId',
    'about',
    'priorityId',
    'outcomeId',
    'remindAt',
    'done',
    'doneAt',
    'doneById',
  ],
  sorts: ['createdAt', 'name', 'dueAt'],
  defaultSort: 'dueAt',
  // The path lists what people have logged, as it did before activities were records.
  isOnlyQueried: true,
  filters: ['kindId', 'priorityId', 'outcomeId', 'ownerId', 'done'],
  days: { due: 'dueAt', done: 'doneAt' },
  statusLists: {
    // Programs know five kinds of activities, so each needs an entry.
    activityKinds: {
      needed: activityKinds,
      default: 'task',
      staysWithRecords: true,
      first: [
        { id: 'call', meaning: 'call', en: 'Call', es: 'Llamada' },
        { id: 'email', meaning: 'email', en: 'E-mail', es: 'Correo' },
        { id: 'meeting', meaning: 'meeting', en: 'Meeting', es: 'Reunión' },
        { id: 'note', meaning: 'note', en: 'Note', es: 'Nota' },
        { id: 'task', meaning: 'task', en: 'Task', es: 'Tarea' },
      ],
    },
    // Each is offered for activities of the kind that it means.
    activityOutcomes: {
      needed: [],
      staysWithRecords: true,
      first: [
        { id: 'reached', meaning: 'call', en: 'Reached', es: 'Contestó' },
        { id: 'message', meaning: 'call', en: 'Left a message', es: 'Dejé un mensaje' },
        { id: 'no-answer', meaning: 'call', en: 'No answer', es: 'No contestó' },
        { id: 'wrong-number', meaning: 'call', en: 'Wrong number', es: 'Número equivocado' },
        { id: 'held', meaning: 'meeting', en: 'Took place', es: 'Se hizo' },
        { id: 'no-show', meaning: 'meeting', en: 'No-show', es: 'No asistió' },
        { id: 'postponed', meaning: 'meeting', en: 'Postponed', es: 'Aplazada' },
        { id: 'answered', meaning: 'email', en: 'Answered', es: 'Respondió' },
        { id: 'bounced', meaning: 'email', en: 'Bounced', es: 'Rebotó' },
      ],
    },
    // And three priorities.
    activityPriorities: {
      needed: ['low', 'normal', 'high'],
      default: 'normal',
      staysWithRecords: true,
      first: [
        { id: 'high', meaning: 'high', en: 'High', es: 'Alta' },
        { id: 'normal', meaning: 'normal', en: 'Normal', es: 'Normal' },
        { id: 'low', meaning: 'low', en: 'Low', es: 'Baja' },
      ],
    },
  },
});
export type ActivityRecord = RecordOf<typeof activity.fields>;
