import { v7 as uuidv7 } from 'uuid';
import { limits } from '#contract/limits.ts';
import type { Note } from '#contract/note.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import type { Issue } from '#contract/records/issue.ts';
import type { Context } from '../organization/context.ts';
import { decodeCursor, encodeCursor, listHash } from '../records/cursor.ts';
import { isDone, timedAfter, timedValues } from '../records/issue-clock.ts';
import { issueRecords, stateOf } from '../records/issue.ts';
import { linkedActions, untilLinked } from '../records/linked.ts';
import { records, type Patch } from '../records/records.ts';
import { entryWith } from '../records/status-with.ts';
import { transactOnce } from '../store/idempotency.ts';
import { answerKey, answerPrefix, type Key } from '../store/keys.ts';
import { query } from '../store/table.ts';
import { filesToSend, sentActions } from './answer-files.ts';
import { noticeActions } from './answer-notices.ts';
import { newAnswer } from './new-entries.ts';
import { findNote, noteFrom, type NoteParent, type StoredNote } from './note.ts';

export interface Answered {
  answer: Note;
  issue: Issue;
}

/** Reads the issue for a caller who may answer it. It is read again if it changes meanwhile. */
export type LoadIssue = () => Promise<NoteParent<Issue>>;

export interface AnswerInput {
  body: string;
  /** Finished uploads of the caller for this issue, see `answer-files.ts`. */
  fileIds?: readonly string[] | undefined;
}

/**
 * The answers of an issue, newest first: all that its customer can read. Answers that were deleted are left out while a
 * page is read, so that it can be short.
 */
export async function pageOfAnswers(
  context: Context,
  issue: Key,
  { cursor, limit = limits.pageSizeDefault }: { cursor?: string | undefined; limit?: number | undefined },
): Promise<{ items: Note[]; nextCursor?: string }> {
  const hash = listHash(['answers', issue.pk]);
  const after = decodeCursor(hash, cursor);
  const { items, lastKey } = await query<StoredNote>(context, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    FilterExpression: 'attribute_not_exists(deletedAt)',
    ExpressionAttributeValues: { ':pk': issue.pk, ':prefix': answerPrefix },
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: limit,
    ...(after ? { ExclusiveStartKey: { ...answerKey(issue, after.id) } } : {}),
  });
  const next = lastKey && String(lastKey.sk).slice(answerPrefix.length);
  return {
    items: items.map(noteFrom),
    ...(next === undefined ? {} : { nextCursor: encodeCursor(hash, { sortValue: '', id: next }) }),
  };
}

/** Answers the customer, and sets the status that the issue then has. */
export function answerByTeam(
  context: Context,
  load: LoadIssue,
  { statusId, ...input }: AnswerInput & { statusId?: string | undefined },
): Promise<Answered> {
  checkStatus(context, statusId);
  return answered(context, load, input, {
    action: 'answered',
    changeOf: (before) => changeByTeam(context, before, statusId),
  });
}

/** Who answers for the customer: a contact, or the visitor who opened the issue through a form. */
export type CustomerSide = { contactId: string } | { isByVisitor: true };

/** Answers the team for the customer. The issue is open again if it waited for that, or was resolved. */
export const answerByCustomer = (
  context: Context,
  load: LoadIssue,
  input: AnswerInput & { by: CustomerSide },
): Promise<Answered> =>
  answered(context, load, input, {
    action: 'answeredByCustomer',
    changeOf: (before) => changeByCustomer(context, before),
  });

/** Writes an answer and its files together with what it changes of the issue. */
function answered(
  context: Context,
  load: LoadIssue,
  { body, fileIds = [], by }: AnswerInput & { by?: CustomerSide },
  { action, changeOf }: { action: string; changeOf: (before: Issue) => Patch<Issue> },
): Promise<Answered> {
  const prepare = async () => {
    const parent = await load();
    const stored = await filesToSend(context, parent, fileIds);
    const files = stored.map(({ id, name, type, sizeBytes }) => ({ id, name, type, sizeBytes }));
    const { note, actions } = newAnswer(context, parent, uuidv7(), { body, ...by, files });
    const before = parent.record;
    const { record, actions: changes } = records(issueRecords)(context).changed(
      before,
      changeOf(before),
      action,
    );
    return {
      actions: [
        ...actions,
        ...sentActions(context, parent, stored, note.id),
        ...linkedActions(changes),
        ...(by === undefined ? await noticeActions(context, before, note.id) : []),
      ],
      ids: [note.id],
      value: { answer: note, issue: record },
    };
  };
  return untilLinked(() => transactOnce(context, prepare, ([made]) => answeredBefore(context, load, made)));
}

function changeByTeam(
  { now, settings }: Context,
  before: Issue,
  statusId: string = before.statusId,
): Patch<Issue> {
  const state = stateOf({ statusId }, settings);
  const isSame = before.firstAnsweredAt !== undefined && state === stateOf(before, settings);
  return {
    statusId,
    lastAnswerAt: now,
    ...(isSame ? {} : timedValues(timedAfter(before, { ...before, state, isAnswered: true }, now, settings))),
  };
}

/** The clock follows from the status. */
function changeByCustomer({ now, settings }: Context, before: Issue): Patch<Issue> {
  const state = stateOf(before, settings);
  if (isDone(state) && daysBetween(before.resolvedAt ?? now, now) > limits.reopenDays)
    throw new ProblemError('conflict', { code: 'issue_closed', limit: limits.reopenDays });
  const isOpenAgain = state === 'waiting' || isDone(state);
  return {
    lastAnswerAt: now,
    ...(isOpenAgain ? { statusId: entryWith(settings.issueStatuses, 'open') } : {}),
  };
}

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

function checkStatus({ settings }: Context, statusId: string | undefined): void {
  if (statusId === undefined) return;
  const status = settings.issueStatuses.find(({ id }) => id === statusId);
  if (!status || status.retired) throw fieldProblem('/statusId', 'not_a_choice');
}

async function answeredBefore(context: Context, load: LoadIssue, answerId = ''): Promise<Answered> {
  const parent = await load();
  const found = await findNote(context, parent, answerId);
  if (!found) throw new ProblemError('not_found');
  return { answer: found.note, issue: parent.record };
}
