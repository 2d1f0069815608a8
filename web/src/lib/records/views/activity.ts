import { a } from '#contract/noun.ts';
import { capitalized } from '#lib/i18n/plural.ts';
import { o, un } from '#lib/i18n/spanish.ts';
import { recordView } from '../record-view.ts';

export default recordView('activity', {
  columns: [
    { field: 'title', width: 260 },
    { field: 'about', width: 180 },
    { field: 'kindId', width: 112 },
    { field: 'dueAt', width: 176, minWidth: 160 },
    { field: 'ownerId', width: 148 },
    { field: 'priorityId', width: 104 },
    { field: 'done', width: 80 },
  ],
  subtitle: ['kindId', 'dueAt'],
  dueFields: ['dueAt'],
  dueField: ({ done }) => (done === true ? undefined : 'dueAt'),
  readOnlyFields: ['doneAt', 'doneById'],
  // No activity is about another one.
  unlisted: ['nextTaskAt', 'lastTouchAt', 'lastDoneAt'],
  defaults: () => ({ done: false }),
  texts: {
    en: (nouns) => ({
      about: `${capitalized(a(nouns.activity))} is something to do, such as a call, a meeting or a task, with a time, an assignee and the records that it’s about.`,
      fields: {
        kindId: 'Type',
        dueAt: 'When',
        durationMinutes: 'Minutes',
        ownerId: 'Assignee',
        about: 'About',
        priorityId: 'Priority',
        outcomeId: 'Outcome',
        notes: 'Notes',
        remindAt: 'Reminder',
        done: 'Done',
        doneAt: 'Completed',
        doneById: 'Completed by',
      },
      help: { dueAt: 'When it starts or is due.' },
    }),
    es: (nouns) => ({
      about: `${capitalized(un(nouns.activity))} es algo que hay que hacer, como una llamada, una reunión o una tarea: cuándo, quién se encarga y a qué registros se refiere.`,
      fields: {
        kindId: 'Tipo',
        dueAt: 'Cuándo',
        durationMinutes: 'Minutos',
        ownerId: `Asignad${o(nouns.activity)} a`,
        about: 'Sobre',
        priorityId: 'Prioridad',
        outcomeId: 'Resultado',
        notes: 'Notas',
        remindAt: 'Recordatorio',
        done: `Hech${o(nouns.activity)}`,
        doneAt: `Completad${o(nouns.activity)}`,
        doneById: `Completad${o(nouns.activity)} por`,
      },
      help: { dueAt: 'Cuándo empieza o vence.' },
    }),
  },
});
