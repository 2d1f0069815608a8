/** Labels and definitions of the measures of activities. */
export const activityMeasureTexts = {
  activities: {
    label: 'Activities',
    about: 'Activities that were logged, by their date, and planned ones, by the day when they were done.',
  },
  call: { label: 'Calls', about: 'Activities of a type that means calls.' },
  email: { label: 'E-mails', about: 'Activities of a type that means e-mails.' },
  meeting: { label: 'Meetings', about: 'Activities of a type that means meetings.' },
  note: { label: 'Notes', about: 'Activities of a type that means notes.' },
  task: { label: 'Tasks', about: 'Completed tasks.' },
  minutes: { label: 'Minutes', about: 'Total duration of activities.' },
  planned: {
    label: 'Planned',
    about: 'Activities planned for the period, done or not. They count for their assignee.',
  },
  kept: {
    label: 'Planned and done',
    about: 'Of the activities planned for the period, those that are done.',
  },
  keptShare: {
    label: 'Share done',
    about: 'Of the activities planned for the period, the share that is done.',
  },
};
