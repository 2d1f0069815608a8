/** UI text for planning: lines that name a day, what something is about, and when it is put off to. */
export const texts = () => ({
  plans: {
    hint: 'You can type when, such as “tue 10” or “in 3 days”.',
    /** Before the day and time that were understood in a title. */
    due: 'Due',
    undo: 'Keep these words in the title',
    outcomeOf: (title: string) => `Outcome of ${title}`,
    about: 'About',
    nothing: 'No record',
    next: 'What’s next?',
    nextAbout: (title: string) => `What’s next for ${title}?`,
    nextHint: 'What’s next? Such as “call tue 10”',
    nextAdded: (title: string, when: string) => `Added: ${title}, due ${when}`,
    snooze: {
      hour: { today: 'In an hour', later: 'An hour later' },
      day: { today: 'Tomorrow', later: 'A day later' },
      monday: { today: 'Monday', later: 'The following Monday' },
      week: { today: 'In a week', later: 'A week later' },
      pick: 'Pick a date…',
      title: (title: string) => `Snooze “${title}”`,
      until: 'Due',
    },
  },
});
