import { ProblemError } from '#contract/problem.ts';
import type { Issue } from '#contract/records/issue.ts';
import type { Context } from '../organization/context.ts';
import { transact } from '../store/transact.ts';
import type { AnyRecord } from './definition.ts';
import { isDone } from './issue-clock.ts';
import { issueRecords, stateOf } from './issue.ts';
import { linkedActions, untilLinked } from './linked.ts';
import { actionsOf, change } from './write.ts';

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
  load: () => Promise<AnyRecord>,
  { satisfied, comment }: Rating,
): Promise<Issue> =>
  untilLinked(async () => {
    const before = await load();
    const issue = before as unknown as Issue;
    if (issue.satisfactionAt !== undefined) throw new ProblemError('conflict', 'issue_rated');
    if (!isDone(stateOf(issue, context.settings))) throw new ProblemError('conflict', 'issue_not_resolved');
    const patch = { satisfied, satisfactionAt: context.now, satisfactionComment: comment };
    const written = change(issueRecords, context, before, patch, 'rated');
    await transact(context, linkedActions(actionsOf(issueRecords, context, [written])));
    return written.record as unknown as Issue;
  });
