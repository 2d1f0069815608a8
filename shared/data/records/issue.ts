import { dueNext } from '#contract/issue-due.ts';
import { issueMergeRefusal } from '#contract/merge-refusal.ts';
import { issue, type Issue } from '#contract/records/issue.ts';
import { issueFacts } from '../counters/issue-facts.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import type { RecordDefinition } from './definition.ts';
import { isDone, answersFromMerged, timedAfter, timedValues, type IssueState } from './issue-clock.ts';
import { plainDefinition } from './plain-definition.ts';

/** What an issue's status means. A status that the cached settings don't have yet counts as open. */
export const stateOf = (
  { statusId }: Pick<Issue, 'statusId'>,
  { issueStatuses }: Pick<OrganizationSettings, 'issueStatuses'>,
): IssueState => (issueStatuses.find(({ id }) => id === statusId)?.meaning ?? 'open') as IssueState;

const plain = plainDefinition<Issue>(issue);

export const issueRecords: RecordDefinition<Issue> = {
  ...plain,
  lists: [{ index: 'g1', sort: 'createdAt' }],
  sorts: { ...plain.sorts, createdAt: (record) => record.createdAt },
  computed: { values: { dueAt: (record) => dueNext(record)?.at }, basis: () => [] },
  search: { ...plain.search, detail: ({ code }) => code, relation: 'customerId' },
  counting: { facts: issueFacts },
  waiting: (record) => {
    const { firstAnswerDueAt, resolutionDueAt, resolvedAt } = record;
    const due = dueNext(record);
    return due && resolvedAt === undefined
      ? { from: due.at, values: { firstAnswerDueAt, resolutionDueAt } }
      : undefined;
  },
  rules: {
    // The customer of the issue that stays can read the answers of both.
    mayMerge: issueMergeRefusal,
  },
  filledIn: {
    keep(record, before, { now, settings }) {
      const state = stateOf(record, settings);
      const stateBefore = before && stateOf(before, settings);
      if (stateBefore === state && before?.priorityId === record.priorityId) return {};
      const timed = timedValues(timedAfter(before ?? {}, { ...record, state }, now, settings));
      const isReopened = stateBefore !== undefined && isDone(stateBefore) && !isDone(state);
      return isReopened ? { ...timed, ...unrated } : timed;
    },
    fromMerged: answersFromMerged,
  },
};

/** Once an issue is opened again, its customer is asked again. The history has the former rating. */
const unrated = { satisfied: null, satisfactionAt: null, satisfactionComment: null };
