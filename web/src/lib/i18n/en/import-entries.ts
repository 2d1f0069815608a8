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
  everyRow:
    'Every row creates an entry on the record that it names. If it names several, the first one counts in the order of the list of fields. A file that is imported twice creates everything twice.',
  noParent: 'No column names the records that these entries belong to',
  noParentText: 'Choose a field for a column with their IDs, names, codes or e-mail addresses.',
};
