/** What the five kinds of activities are called. Organizations can rename them in lists of their own. */
export const activityKindNames = {
  call: 'Call',
  email: 'E-mail',
  meeting: 'Meeting',
  note: 'Note',
  task: 'Task',
};
