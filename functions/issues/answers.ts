import { v7 as uuidv7 } from 'uuid';
import { limits } from '#contract/limits.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import type { issues } from '#contract/records/issue-operations.ts';
import type { Issue } from '#contract/records/issue.ts';
import { newAnswer } from '#data/entries/new-entries.ts';
import { findNote, noteFrom, type NoteParent, type StoredNote } from '#data/entries/note.ts';
import type { Context } from '#data/organization/context.ts';
import { decodeCursor, encodeCursor, listHash } from '#data/records/cursor.ts';
import { keyOf } from '#data/records/definition.ts';
import { timedAfter, timedValues } from '#data/records/issue-clock.ts';
import { issueRecords, stateOf } from '#data/records/issue.ts';
import { linkedActions, untilLinked } from '#data/records/linked.ts';
import { loadRecord } from '#data/records/read.ts';
import { actionsOf, change } from '#data/records/write.ts';
import { transactOnce } from '#data/store/idempotency.ts';
import { answerKey, answerPrefix } from '#data/store/keys.ts';
import { query } from '#data/store/table.ts';

type Operations = typeof issues.operations;
type Answered = OutputOf<Operations['answer']>;

/** Answers that were deleted are left out while a page is read, so that it can be short. */
export async function answers(
  context: Context,
  { id, cursor, limit = limits.pageSizeDefault }: InputOf<Operations['answers']>,
): Promise<OutputOf<Operations['answers']>> {
  const { key } = await parentOf(context, id);
  const hash = listHash(['answers', key.pk]);
  const after = decodeCursor(hash, cursor);
  const { items, lastKey } = await query<StoredNote>(context, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    FilterExpression: 'attribute_not_exists(deletedAt)',
    ExpressionAttributeValues: { ':pk': key.pk, ':prefix': answerPrefix },
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: limit,
    ...(after ? { ExclusiveStartKey: { ...answerKey(key, after.id) } } : {}),
  });
  const next = lastKey && String(lastKey.sk).slice(answerPrefix.length);
  return {
    items: items.map(noteFrom),
    ...(next === undefined ? {} : { nextCursor: encodeCursor(hash, { sortValue: '', id: next }) }),
  };
}

/** Writes an answer together with what it changes of the issue. */
export function answer(context: Context, { id, body }: InputOf<Operations['answer']>): Promise<Answered> {
  checkStatus(context, body.statusId);
  const prepare = async () => {
    const parent = await parentOf(context, id);
    const before = parent.record as unknown as Issue;
    const { note, actions } = newAnswer(context, parent, uuidv7(), body.body);
    const written = change(
      issueRecords,
      context,
      parent.record,
      changeBy(context, before, body.statusId),
      'answered',
    );
    return {
      actions: [...actions, ...linkedActions(actionsOf(issueRecords, context, [written]))],
      ids: [note.id],
      value: { answer: note, issue: written.record as unknown as Issue },
    };
  };
  return untilLinked(() => transactOnce(context, prepare, ([made]) => madeBefore(context, id, made ?? '')));
}

/** What an answer of the team changes of an issue. */
function changeBy(
  { now, settings }: Context,
  before: Issue,
  statusId: string = before.statusId,
): Record<string, unknown> {
  const state = stateOf({ statusId }, settings);
  const isSame = before.firstAnsweredAt !== undefined && state === stateOf(before, settings);
  return {
    statusId,
    lastAnswerAt: now,
    ...(isSame ? {} : timedValues(timedAfter(before, { ...before, state, isAnswered: true }, now, settings))),
  };
}

function checkStatus({ settings }: Context, statusId: string | undefined): void {
  if (statusId === undefined) return;
  const status = settings.issueStatuses.find(({ id }) => id === statusId);
  if (!status || status.retired) throw fieldProblem('/statusId', 'not_a_choice');
}

async function parentOf(context: Context, id: string): Promise<NoteParent> {
  const record = await loadRecord(issueRecords, context, id, context.scope);
  if (record.deletedAt) throw new ProblemError('not_found');
  return { definition: issueRecords, record, key: keyOf(issueRecords, context.orgId, id) };
}

async function madeBefore(context: Context, id: string, answerId: string): Promise<Answered> {
  const parent = await parentOf(context, id);
  const found = await findNote(context, parent, answerId);
  if (!found) throw new ProblemError('not_found');
  return { answer: found.note, issue: parent.record as unknown as Issue };
}
