import type { Nouns } from '../nouns.ts';

export const issueReportTitles = ({ customer, issue }: Nouns) => ({
  issues: issue.Many,
  issuePeople: `${issue.Many} by assignee`,
  issueCustomers: `${issue.Many} by ${customer.one}`,
});
export const issueParts = { priority: 'By priority', assignee: 'By assignee' };
export const issuePart = { priority: 'Priority', assignee: 'Assignee' };

/** Labels and definitions of the measures of issues. */
export const issueMeasureTexts = ({ customer, issue: { many, Many } }: Nouns) => ({
  issuesOpened: { label: `New ${many}`, about: `${Many} opened in the period.` },
  issuesAnswered: {
    label: 'First answers',
    about: `${Many} that got their first answer in the period.`,
  },
  firstAnswerTime: {
    label: 'Time to first answer',
    about: `Average working time until the first answer to ${many}.`,
  },
  answeredInTime: {
    label: 'Answered in time',
    about: `Of the ${many} with a target, the share whose first answer was in time.`,
  },
  issuesResolved: { label: `${Many} resolved`, about: `${Many} resolved in the period.` },
  resolutionTime: {
    label: 'Time to resolution',
    about: `Average working time until ${many} were resolved, without the time in which the ${customer.one} was asked.`,
  },
  resolvedInTime: {
    label: 'Resolved in time',
    about: `Of the ${many} with a target, the share that was resolved in time.`,
  },
  issuesRated: { label: 'Ratings', about: `${Many} that the ${customer.one} rated in the period.` },
  satisfied: {
    label: 'Satisfied',
    about: `Of the rated ${many}, the share with which the ${customer.one} was satisfied.`,
  },
});
