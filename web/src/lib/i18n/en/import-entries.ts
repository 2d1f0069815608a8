import { a } from '#contract/noun.ts';
import { inSentence } from '../in-sentence.ts';

/** Notes, activities and tasks, which belong to records. Fields for their records have the names of these. */
export const entries = {
  fields: {
    body: 'Text',
    createdAt: 'Written on',
    kind: 'Type',
    title: 'Subject',
    notes: 'Notes',
    date: 'Date and time',
    durationMinutes: 'Duration (minutes)',
    dueAt: 'Due',
    remindAt: 'Reminder',
    priority: 'Priority',
    assigneeId: 'Assigned to',
    done: 'Done',
  },
  options: {
    call: 'Call',
    email: 'E-mail',
    meeting: 'Meeting',
    note: 'Note',
    task: 'Task',
    low: 'Low',
    normal: 'Normal',
    high: 'High',
    done: 'Done',
    open: 'Open',
  },
  title: 'Records that rows name',
  everyRow: (one: string) =>
    `Every row creates ${a({ one: inSentence(one) })} on the record that it names. If it names several records, the first one in the list of fields counts. A file that is imported twice creates everything twice.`,
  missingText: 'Without them, every row is refused.',
  noParent: (many: string) => `No column names the records that the ${inSentence(many)} belong to`,
  noParentText: 'Choose a field for a column with their IDs, names, codes or e-mail addresses.',
};
