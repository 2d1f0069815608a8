import type { Issue } from '#contract/records/issue.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import type { issues as contract } from '#contract/records/issue-operations.ts';
import { downloadAnswerFile, finishAnswerFile, startAnswerFile } from '#data/entries/answer-files.ts';
import { answerByTeam, pageOfAnswers } from '#data/entries/issue-answers.ts';
import type { NoteParent } from '#data/entries/note.ts';
import type { Context } from '#data/organization/context.ts';
import { keyOf } from '#data/records/definition.ts';
import { issueRecords } from '#data/records/issue.ts';
import { records } from '#data/records/records.ts';

const issues = records(issueRecords);

type Operations = typeof contract.operations;
type Input<Verb extends keyof Operations> = InputOf<Operations[Verb]>;
type Output<Verb extends keyof Operations> = Promise<OutputOf<Operations[Verb]>>;

async function loadIssue(context: Context, id: string): Promise<NoteParent<Issue>> {
  const record = await issues(context).read(id);
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
  const record = await issues(context).load(id);
  return issues(context).write(record, { linksRevokedAt: context.now }, 'linksRevoked');
}

export const downloadFile = async (
  context: Context,
  { id, fileId }: Input<'downloadFile'>,
): Output<'downloadFile'> => downloadAnswerFile(context, await loadIssue(context, id), fileId);
