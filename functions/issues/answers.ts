import type { InputOf, OutputOf } from '#contract/operation.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Issue } from '#contract/records/issue.ts';
import type { issues } from '#contract/records/issue-operations.ts';
import { downloadAnswerFile, finishAnswerFile, startAnswerFile } from '#data/entries/answer-files.ts';
import { answerByTeam, pageOfAnswers } from '#data/entries/issue-answers.ts';
import type { NoteParent } from '#data/entries/note.ts';
import type { Context } from '#data/organization/context.ts';
import { keyOf } from '#data/records/definition.ts';
import { issueRecords } from '#data/records/issue.ts';
import { loadRecord } from '#data/records/read.ts';
import { actionsOf, change } from '#data/records/write.ts';
import { transact } from '#data/store/transact.ts';
import { checkVersion } from '#data/store/version-match.ts';

type Operations = typeof issues.operations;
type Input<Verb extends keyof Operations> = InputOf<Operations[Verb]>;
type Output<Verb extends keyof Operations> = Promise<OutputOf<Operations[Verb]>>;

async function loadIssue(context: Context, id: string): Promise<NoteParent> {
  const record = await loadRecord(issueRecords, context, id, context.scope);
  if (record.deletedAt) throw new ProblemError('not_found');
  return { definition: issueRecords, record, key: keyOf(issueRecords, context.orgId, id) };
}

export async function answers(context: Context, { id, ...page }: Input<'answers'>): Output<'answers'> {
  const { key } = await loadIssue(context, id);
  return pageOfAnswers(context, key, page);
}

export const answer = (context: Context, { id, body }: Input<'answer'>): Output<'answer'> =>
  answerByTeam(context, () => loadIssue(context, id), body);

export const startFile = async (context: Context, { id, body }: Input<'startFile'>): Output<'startFile'> =>
  startAnswerFile(context, await loadIssue(context, id), body);

export const finishFile = async (
  context: Context,
  { id, fileId }: Input<'finishFile'>,
): Output<'finishFile'> => finishAnswerFile(context, await loadIssue(context, id), fileId);

/** Ends all links to the issue that were made until now. */
export async function revokeLinks(context: Context, { id }: Input<'revokeLinks'>): Output<'revokeLinks'> {
  const { record } = await loadIssue(context, id);
  checkVersion(context, record);
  const written = change(issueRecords, context, record, { linksRevokedAt: context.now }, 'linksRevoked');
  await transact(context, actionsOf(issueRecords, context, [written]));
  return written.record as unknown as Issue;
}

export const downloadFile = async (
  context: Context,
  { id, fileId }: Input<'downloadFile'>,
): Output<'downloadFile'> => downloadAnswerFile(context, await loadIssue(context, id), fileId);
