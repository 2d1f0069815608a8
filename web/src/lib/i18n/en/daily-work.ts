import { pluralIn } from '../plural.ts';
import type { Nouns } from '../nouns.ts';

const plural = pluralIn('en');

export const composer = {
  kinds: { note: 'Note', activity: 'Activity', call: 'Call', task: 'Task' },
  label: 'Add to the timeline',
  addActivity: 'Add activity',
  addCall: 'Add call',
  addTask: 'Add task',
  title: 'Title',
  notes: 'Notes',
  when: 'When',
  minutes: 'Minutes',
  kind: 'Type',
  due: 'Due',
  remind: 'Reminder',
  priority: 'Priority',
  assignee: 'Assigned to',
  hints: {
    activity: 'What happened, or what’s planned?',
    call: 'What was the call about?',
    task: 'What needs to be done?',
  },
};

export const activities = {
  kinds: { call: 'Call', email: 'E-mail', meeting: 'Meeting', note: 'Note', task: 'Task' },
  act: { call: 'Call', email: 'E-mail' },
  did: {
    call: 'called',
    email: 'sent an e-mail',
    meeting: 'had a meeting',
    note: 'wrote a note',
    task: 'completed a task',
  },
  planned: {
    call: 'Call',
    email: 'E-mail',
    meeting: 'Meeting',
    note: 'Note',
    task: 'Task',
  },
  minutes: (count: number) => `${count} min`,
  actions: 'Activity actions',
  deleted: 'Activity deleted',
};

export const tasks = {
  one: 'Task',
  add: 'Task',
  create: 'Create task',
  edit: 'Edit task',
  save: 'Save task',
  views: { today: 'My day', overdue: 'Overdue', upcoming: 'Upcoming', done: 'Done', history: 'History' },
  view: 'Task filter',
  layouts: { list: 'List', calendar: 'Calendar' },
  layout: 'View',
  priorities: { low: 'Low', normal: 'Normal', high: 'High' },
  noReminder: 'None',
  reminders: { atDue: 'When due', hour: '1 hour before', day: '1 day before' },
  empty: {
    today: { title: 'Nothing due today', text: 'Tasks due today appear here, earliest first.' },
    overdue: {
      title: 'Nothing is overdue',
      text: 'Overdue tasks stay here until they’re done.',
    },
    upcoming: { title: 'Nothing planned', text: 'Tasks due after today appear here, earliest first.' },
    done: { title: 'No activities yet', text: 'Tasks you complete appear here, newest first.' },
  },
  failed: 'The tasks could not be loaded',
  done: (title: string) => `Done: ${title}`,
  undone: (title: string) => `Reopened: ${title}`,
  markDone: (title: string) => `Done: ${title}`,
  deleted: (title: string) => `Task “${title}” deleted`,
  actions: (title: string) => `Actions for ${title}`,
  overdue: 'Overdue',
  doneBy: (who: string) => `${who} completed`,
  dueAt: (when: string) => `due ${when}`,
  whose: 'Assignee',
  mine: 'Mine',
  everyone: 'Everyone’s',
};

export const calendar = {
  title: 'Calendar',
  month: 'Month',
  week: 'Week',
  span: 'View by',
  today: 'Today',
  previous: 'Previous',
  next: 'Next',
  more: (count: number) => `${count} more`,
  on: (day: string, count: number) =>
    `${day}, ${count === 0 ? 'no tasks' : plural(count, { one: '# task', other: '# tasks' })}`,
  full: 'There are more tasks than are shown here.',
  feed: 'Calendar feed',
  feedText:
    'Subscribe to this address to see your tasks in your calendar app. Anyone who has it can read them, so keep it private.',
  since: (when: string) =>
    `You’ve had an address since ${when}. It was shown only once. Replace it if you’ve lost it.`,
  none: 'You don’t have an address yet.',
  make: 'Create address',
  renew: 'Replace address',
  renewTitle: 'Replace the address?',
  renewText: 'The current address stops working immediately in every calendar app that uses it.',
  end: 'Remove address',
  ended: 'Calendar address removed',
  address: 'Address',
};

export const sentences = (nouns: Nouns) => ({
  moved: (from: string, to: string) => `moved this from ${from} to ${to}`,
  movedSomewhere: 'moved this to another stage',
  won: 'won this',
  wonFrom: (from: string) => `won this, from ${from}`,
  lost: (reason: string) => (reason ? `lost this: ${reason}` : 'lost this'),
  reopened: 'reopened this',
  reordered: 'moved this on the board',
  qualified: 'qualified this',
  disqualified: (reason: string) => (reason ? `disqualified this: ${reason}` : 'disqualified this'),
  converted: 'converted this',
  rescored: 'The score was recalculated',
  arrived: (form: string) => `Came in through the web form ${form}`,
  dealCreated: `opened the ${nouns.deal.one}`,
  dealEnds: { won: `Won the ${nouns.deal.one}`, lost: `Lost the ${nouns.deal.one}` },
  leadConverted: `Came from the ${nouns.lead.one}`,
  fields: (names: string) => `changed ${names}`,
  kinds: { activity: 'Activities', task: 'Tasks', deal: nouns.deal.Many, attachment: 'Files' },
  file: { created: 'added the file', deleted: 'deleted the file' },
  upcoming: 'Upcoming',
});

export const selling = (nouns: Nouns) => ({
  leadsByStatus: `${nouns.lead.Many} by status`,
  contactsByStatus: `${nouns.contact.Many} by status`,
  newLeads: `New ${nouns.lead.many} this week`,
  openDeals: `Open ${nouns.deal.many}`,
  worth: (sum: string) => `worth ${sum}`,
  wonMonth: 'Won this month',
  pipeline: 'Pipeline',
  pipelineSummary: (parts: string) => `Open ${nouns.deal.many} by stage: ${parts}`,
  weighted: (sum: string) => `Weighted ${sum}`,
  myTasks: 'My tasks',
  noTasks: 'You’re all caught up.',
  allTasks: 'All tasks',
});
