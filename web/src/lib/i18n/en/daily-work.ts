import { inSentence, pluralIn } from '../plural.ts';

const plural = pluralIn('en');

export const composer = {
  kinds: { note: 'Note', activity: 'Activity', call: 'Call', task: 'Task' },
  label: 'Add to the timeline',
  addActivity: 'Add activity',
  addCall: 'Add call',
  addTask: 'Add task',
  title: 'What',
  notes: 'Notes',
  when: 'When',
  minutes: 'Minutes',
  kind: 'Kind',
  due: 'Due',
  remind: 'Reminder',
  priority: 'Priority',
  assignee: 'Assigned to',
  hints: {
    activity: 'What happened, or is going to happen?',
    call: 'What was the call about?',
    task: 'What has to be done?',
  },
};

export const activities = {
  kinds: { call: 'Call', email: 'E-mail', meeting: 'Meeting', note: 'Note', task: 'Task' },
  did: {
    call: 'called',
    email: 'wrote an e-mail',
    meeting: 'met',
    note: 'noted',
    task: 'did a task',
  },
  planned: {
    call: 'Call',
    email: 'E-mail',
    meeting: 'Meeting',
    note: 'Note',
    task: 'Task',
  },
  minutes: (count: number) => `${count} min`,
  actions: 'Actions of the activity',
  deleted: 'Activity deleted',
};

export const tasks = {
  one: 'Task',
  add: 'Task',
  create: 'Create task',
  edit: 'Edit task',
  save: 'Save task',
  views: { today: 'My day', overdue: 'Overdue', upcoming: 'Upcoming', done: 'Done', history: 'History' },
  view: 'Which tasks',
  layouts: { list: 'List', calendar: 'Calendar' },
  layout: 'View',
  priorities: { low: 'Low', normal: 'Normal', high: 'High' },
  noReminder: 'None',
  reminders: { atDue: 'When due', hour: '1 hour before', day: '1 day before' },
  empty: {
    today: { title: 'Nothing due today', text: 'What is due today stands here, from the first to the last.' },
    overdue: {
      title: 'Nothing is overdue',
      text: 'Tasks whose time has passed wait here until they are done.',
    },
    upcoming: { title: 'Nothing planned', text: 'Tasks due after today stand here by their time.' },
    done: { title: 'Nothing done yet', text: 'What you tick off stays here, the newest first.' },
  },
  failed: 'The tasks could not be loaded',
  done: (title: string) => `Done: ${title}`,
  undone: (title: string) => `Open again: ${title}`,
  markDone: (title: string) => `Done: ${title}`,
  deleted: (title: string) => `Task “${title}” deleted`,
  actions: (title: string) => `Actions for ${title}`,
  overdue: 'Overdue',
  doneBy: (who: string) => `${who} did`,
  dueAt: (when: string) => `due ${when}`,
  whose: 'Whose tasks',
  mine: 'Mine',
  everyone: 'Everyone’s',
};

export const calendar = {
  title: 'Calendar',
  month: 'Month',
  week: 'Week',
  span: 'Span',
  today: 'Today',
  previous: 'Back',
  next: 'On',
  more: (count: number) => `${count} more`,
  on: (day: string, count: number) =>
    `${day}, ${count === 0 ? 'no tasks' : plural(count, { one: '# task', other: '# tasks' })}`,
  full: 'There are more tasks than are shown here.',
  feed: 'Calendar address',
  feedText:
    'With this address, your calendar program shows your tasks. Whoever knows it can read them, so keep it to yourself.',
  since: (when: string) =>
    `You have an address since ${when}. It was shown once; make a new one if it is lost.`,
  none: 'You have no address yet.',
  make: 'Make address',
  renew: 'Renew address',
  renewTitle: 'Renew the address?',
  renewText: 'The address before stops working at once, in every calendar program that has it.',
  end: 'End',
  ended: 'The calendar address has ended',
  address: 'Address',
};

export const sentences = {
  moved: (from: string, to: string) => `moved this from ${from} to ${to}`,
  movedSomewhere: 'moved this to another stage',
  won: 'won this',
  wonFrom: (from: string) => `won this, from ${from}`,
  lost: (reason: string) => (reason ? `lost this: ${reason}` : 'lost this'),
  reopened: 'reopened this',
  reordered: 'gave this another place on the board',
  qualified: 'qualified this',
  disqualified: (reason: string) => (reason ? `disqualified this: ${reason}` : 'disqualified this'),
  converted: 'converted this',
  rescored: 'The score was counted anew',
  arrived: (form: string) => `Came by the web form ${form}`,
  dealCreated: 'opened the deal',
  dealEnds: { won: 'Won the deal', lost: 'Lost the deal' },
  leadConverted: 'Came from the lead',
  fields: (names: string) => `changed ${names}`,
  kinds: { activity: 'Activities', task: 'Tasks', deal: 'Deals', attachment: 'Files' },
  file: { created: 'added the file', deleted: 'deleted the file' },
  upcoming: 'Upcoming',
};

export const selling = {
  byStatus: (many: string) => `${many} by status`,
  newThisWeek: (many: string) => `New ${inSentence(many)} this week`,
  open: (many: string) => `Open ${inSentence(many)}`,
  worth: (sum: string) => `worth ${sum}`,
  wonMonth: 'Won this month',
  pipeline: 'Pipeline',
  pipelineSummary: (parts: string) => `Open deals by stage: ${parts}`,
  weighted: (sum: string) => `Weighted ${sum}`,
  myTasks: 'My tasks',
  noTasks: 'Nothing to do. Enjoy it.',
  allTasks: 'All tasks',
};
