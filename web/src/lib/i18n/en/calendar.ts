import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

const calendar = {
  title: 'Calendar',
  spans: { day: 'Day', week: 'Week', month: 'Month', agenda: 'Agenda' },
  span: 'View by',
  today: 'Today',
  previous: 'Previous',
  next: 'Next',
  more: (count: number) => `${count} more`,
  on: (day: string, count: number) =>
    `${day}, ${count === 0 ? 'no tasks' : plural(count, { one: '# task', other: '# tasks' })}`,
  openDay: 'Show day',
  /** What screen readers say after the time and the title of an entry. */
  of: (day: string, tone: 'normal' | 'done' | 'overdue') =>
    `, ${day}${{ normal: '', done: ', done', overdue: ', overdue' }[tone]}`,
  createAt: (day: string, time: string) => `Create task on ${day}, ${time}`,
  missing: 'Clocks change: this time doesn’t exist on this day',
  nothing: 'No tasks',
  empty: 'No tasks here. Click or drag to create one.',
  emptyToRead: 'No tasks here.',
  lift: 'Press Space to move this task with the keyboard',
  lifted: (title: string, when: string, resizes: boolean) =>
    `${title} picked up. ${when}. Use the arrow keys to move, ${resizes ? 'Shift with the up and down arrows to change the duration, ' : ''}Space to drop, Escape to cancel.`,
  putBack: (title: string) => `${title} put back`,
  moved: (title: string, when: string) => `${title} moved to ${when}`,
  notMoved: (title: string, why: string) => `${title} was moved back: ${why}`,
  /** What screen readers say while the duration is changed. */
  until: (time: string, minutes: number) => `Until ${time}, ${minutes} minutes`,
  resized: (title: string, minutes: number | undefined) =>
    minutes === undefined ? `${title} has no duration` : `${title} takes ${minutes} minutes`,
  notResized: (title: string, why: string) => `The duration of ${title} wasn’t changed: ${why}`,
  reminder: (when: string) => `Reminder: ${when}`,
  done: 'Done',
  full: 'There are more tasks than are shown here.',
  feed: 'Calendar feed',
  feedText:
    'Subscribe to a private address to see your tasks in your calendar app. Anyone who has the address can read them, so don’t share it.',
  shows: 'The feed contains',
  contents: {
    titles: { label: 'Titles and times', text: 'Such as “Call again”.' },
    records: {
      label: 'Also who or what',
      text: 'The title of the record and a link, as far as you can see it.',
    },
    notes: { label: 'Also notes', text: 'Everything above and your notes.' },
  },
  saved: 'Saved. Calendar apps show it when they read the feed again.',
  notAllowed: 'Your organization doesn’t allow this.',
  since: (when: string) =>
    `You’ve had an address since ${when}. It was shown only once. Replace it if you’ve lost it.`,
  none: 'You don’t have a calendar address yet.',
  make: 'Create address',
  renew: 'Replace address',
  renewTitle: 'Replace the address?',
  renewText: 'The current address stops working immediately in every calendar app that uses it.',
  end: 'Remove address',
  ended: 'Calendar address removed',
  address: 'Address',
};

/** UI text for the calendar. */
export const texts = () => ({ calendar });
