import type { PortalIssue, PortalIssueDetail } from '#contract/portal-issues.ts';
import { limits } from '#contract/limits.ts';
import type { Contact } from '#contract/records/contact.ts';
import type { Issue } from '#contract/records/issue.ts';
import type { Context } from '#data/organization/context.ts';
import { contactRecords } from '#data/records/contact.ts';
import { isDone } from '#data/records/issue-clock.ts';
import { stateOf } from '#data/records/issue.ts';
import { readFinal } from '#data/records/read.ts';

export const issueShown = (issue: Issue): PortalIssue => {
  const { id, code, subject, statusId, createdAt, lastAnswerAt, resolvedAt } = issue;
  return {
    id,
    code,
    subject,
    statusId,
    createdAt,
    ...(lastAnswerAt === undefined ? {} : { lastAnswerAt }),
    ...(resolvedAt === undefined ? {} : { resolvedAt }),
  };
};

/** An issue with what its client can do. */
export async function detailOf(context: Context, issue: Issue): Promise<PortalIssueDetail> {
  const { description, contactId, resolvedAt, satisfied, satisfactionAt } = issue;
  const isOver = isDone(stateOf(issue, context.settings));
  const until = isOver && resolvedAt !== undefined ? reopenableUntil(resolvedAt) : undefined;
  const [contact] =
    contactId === undefined ? [] : await readFinal(context, [{ definition: contactRecords, id: contactId }]);
  return {
    ...issueShown(issue),
    ...(description === undefined ? {} : { description }),
    ...(contact && !contact.deletedAt ? { contact: (contact as Partial<Contact>).fullName ?? '' } : {}),
    ...(until === undefined ? {} : { answerableUntil: until }),
    canAnswer: until === undefined || until >= context.now,
    canResolve: !isOver,
    canRate: isOver && satisfactionAt === undefined,
    ...(satisfied === undefined ? {} : { satisfied }),
  };
}

/** When an answer doesn't open a resolved issue again any more. */
const reopenableUntil = (resolvedAt: string): string =>
  new Date(Date.parse(resolvedAt) + limits.reopenDays * 86_400_000).toISOString();
