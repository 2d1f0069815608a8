import type { Issue } from '#contract/records/issue.ts';
import type { Organization } from '#contract/organization.ts';
import { dateIn } from '../values/day.ts';
import { factOf, type Fact } from './facts.ts';

type Counted = Pick<
  Issue,
  | 'createdAt'
  | 'priorityId'
  | 'firstAnsweredAt'
  | 'firstAnswerMinutes'
  | 'firstAnswerInTime'
  | 'resolvedAt'
  | 'resolutionMinutes'
  | 'resolutionInTime'
  | 'satisfied'
  | 'satisfactionAt'
>;

/** The facts of an issue: that it was opened, first answered, resolved and rated, each on its own day. */
export function issueFacts(issue: Counted, { timeZone }: Pick<Organization, 'timeZone'>): Fact[] {
  const { createdAt, priorityId, firstAnsweredAt, resolvedAt, satisfactionAt } = issue;
  const on = (at: string | undefined, amounts: Parameters<typeof factOf<'issues'>>[3]): Fact[] =>
    at === undefined ? [] : [factOf('issues', dateIn(timeZone, at), priorityId, amounts)];
  return [
    ...on(createdAt, { opened: 1 }),
    ...on(firstAnsweredAt, {
      answered: 1,
      answerSeconds: (issue.firstAnswerMinutes ?? 0) * 60,
      answerTargets: issue.firstAnswerInTime === undefined ? 0 : 1,
      answeredInTime: issue.firstAnswerInTime ? 1 : 0,
    }),
    ...on(resolvedAt, {
      resolved: 1,
      resolutionSeconds: (issue.resolutionMinutes ?? 0) * 60,
      resolutionTargets: issue.resolutionInTime === undefined ? 0 : 1,
      resolvedInTime: issue.resolutionInTime ? 1 : 0,
    }),
    ...on(satisfactionAt, { rated: 1, ratedGood: issue.satisfied ? 1 : 0 }),
  ];
}
