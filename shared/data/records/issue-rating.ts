import { ProblemError } from '#contract/problem.ts';
import type { Issue } from '#contract/records/issue.ts';
import type { Context } from '../organization/context.ts';
import { transact } from '../store/transact.ts';
import { isDone } from './issue-clock.ts';
import { issueRecords, stateOf } from './issue.ts';
import { linkedActions, untilLinked } from './linked.ts';
import { records } from './records.ts';

export interface Rating {
  satisfied: boolean;
  comment?: string | undefined;
}

/**
 * Writes whether the customer is satisfied, once the issue is resolved and only once. `load` reads the issue for a caller
 * who may say so; it is read again if the issue changes meanwhile.
 */
export const rateIssue = (
  context: Context,
  load: () => Promise<Issue>,
  { satisfied, comment }: Rating,
): Promise<Issue> =>
  untilLinked(async () => {
    const issue = await load();
    if (issue.satisfactionAt !== undefined) throw new ProblemError('conflict', 'issue_rated');
    if (!isDone(stateOf(issue, context.settings))) throw new ProblemError('conflict', 'issue_not_resolved');
    const patch = { satisfied, satisfactionAt: context.now, satisfactionComment: comment };
    const { record, actions } = records(issueRecords)(context).changed(issue, patch, 'rated');
    await transact(context, linkedActions(actions));
    return record;
  });
