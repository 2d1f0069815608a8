import type { Nouns } from '../nouns.ts';

/** UI text for the hours in which issues are worked on, and their targets. */
export const supportTexts = ({ customer, issue }: Nouns) => ({
  support: {
    title: 'Support hours',
    lead: `When your team works on ${issue.many}, and how soon they should be answered and resolved. Changes apply to ${issue.many} once their status or priority changes.`,
    hours: 'Working hours',
    zone: (timeZone: string) => `In the organization’s time zone, ${timeZone}.`,
    from: 'From',
    to: 'Until',
    free: 'Free',
    addSpan: (day: string) => `Add hours on ${day}`,
    removeSpan: 'Remove hours',
    holidays: 'Holidays',
    noHolidays: 'None. Time doesn’t count on holidays.',
    holiday: (place: number) => `Holiday ${place}`,
    addHoliday: 'Add holiday',
    removeHoliday: (date: string) => `Remove ${date}`,
    targets: 'Targets',
    targetsText: `In working hours. Time doesn’t count while the ${customer.one} is asked. Leave a field empty if there is no target.`,
    firstAnswer: 'First answer',
    resolution: 'Resolution',
  },
});
