import { dueNext } from '#contract/issue-due.ts';
import { isLocked, lockedFields } from '#contract/locked-fields.ts';
import { issueMergeRefusal } from '#contract/merge-refusal.ts';
import { issue, type Issue } from '#contract/records/issue.ts';
import { issueFacts } from '../counters/issue-facts.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';
import { isDone, answersFromMerged, timedAfter, timedValues, type IssueState } from './issue-clock.ts';
import { plainDefinition } from './plain-definition.ts';

type IssueRecord = Issue & AnyRecord;

/** What an issue's status means. A status that the cached settings don't have yet counts as open. */
export const stateOf = (
  { statusId }: Pick<Issue, 'statusId'>,
  { issueStatuses }: Pick<OrganizationSettings, 'issueStatuses'>,
): IssueState => (issueStatuses.find(({ id }) => id === statusId)?.meaning ?? 'open') as IssueState;

const plain = plainDefinition<IssueRecord>(issue);
/** The fields that say who reads the answers. */
const readersOf = [...lockedFields.issue.fields, ...lockedFields.issue.later.fields];

const definition: RecordDefinition<IssueRecord> = {
  ...plain,
  lists: [{ index: 'g1', sort: 'createdAt' }],
  sorts: { ...plain.sorts, createdAt: (record) => record.createdAt },
  computed: { values: { dueAt: (record) => dueNext(record)?.at }, basis: () => [] },
  searchDetail: ({ code }) => code,
  searchedBy: { relation: 'customerId' },
  counting: { facts: issueFacts },
  rules: {
    locked: (record) => readersOf.filter((name) => isLocked(lockedFields.issue, record, name)),
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

export const issueRecords = definition as unknown as RecordDefinition;
