import type { Issue } from '#contract/records/issue.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import type { Note } from '#contract/note.ts';
import type { portal } from '#contract/portal.ts';
import type { PortalAnswer } from '#contract/portal-issues.ts';
import { fieldProblem } from '#contract/problem.ts';
import { downloadAnswerFile, finishAnswerFile, startAnswerFile } from '#data/entries/answer-files.ts';
import { answerByCustomer, pageOfAnswers } from '#data/entries/issue-answers.ts';
import type { NoteParent } from '#data/entries/note.ts';
import type { Context } from '#data/organization/context.ts';
import type { MemberItem } from '#data/organization/member.ts';
import { clientViewer, customerViewer, inPortal, type CustomerViewer } from '#data/portal/viewer.ts';
import { contactRecords } from '#data/records/contact.ts';
import { keyOf } from '#data/records/definition.ts';
import { issueRecords } from '#data/records/issue.ts';
import { readFinal } from '#data/records/read.ts';
import { memberKey } from '#data/store/keys.ts';
import { getItems } from '#data/store/table.ts';
import { clientCount } from './counts.ts';
import { loadShown, shownIssues } from './shown-records.ts';

type Operations = typeof portal.operations;

export async function answers(
  context: Context,
  { customerId, id, ...page }: InputOf<Operations['answers']>,
): Promise<OutputOf<Operations['answers']>> {
  const { key } = await issueOf(context, await customerViewer(context, customerId), id);
  const { items, nextCursor } = await pageOfAnswers(context, key, page);
  return { items: await shown(context, items), ...(nextCursor === undefined ? {} : { nextCursor }) };
}

export async function answer(
  context: Context,
  { id, body: { body = '', fileIds = [] } }: InputOf<Operations['answer']>,
): Promise<OutputOf<Operations['answer']>> {
  if (body === '' && fileIds.length === 0) throw fieldProblem('/body', 'required');
  const inside = inPortal(context);
  const viewer = await clientViewer(context);
  const load = () => issueOf(context, viewer, id);
  const made = await answerByCustomer(inside, load, { body, fileIds, by: { contactId: viewer.record.id } });
  const [one] = await shown(context, [made.answer]);
  if (!one) throw new Error('there is no answer');
  return one;
}

export async function startFile(
  context: Context,
  { id, body }: InputOf<Operations['startFile']>,
): Promise<OutputOf<Operations['startFile']>> {
  const issue = await issueOf(context, await clientViewer(context), id);
  const inside = inPortal(context);
  const { attachment, upload } = await startAnswerFile(inside, issue, body, [clientCount(inside, 'file')]);
  return { id: attachment.id, upload };
}

export async function finishFile(
  context: Context,
  { id, fileId }: InputOf<Operations['finishFile']>,
): Promise<OutputOf<Operations['finishFile']>> {
  const issue = await issueOf(context, await clientViewer(context), id);
  const finished = await finishAnswerFile(inPortal(context), issue, fileId);
  return { id: finished.id, name: finished.name, type: finished.type, sizeBytes: finished.sizeBytes };
}

export async function file(
  context: Context,
  { customerId, id, fileId }: InputOf<Operations['file']>,
): Promise<OutputOf<Operations['file']>> {
  const issue = await issueOf(context, await customerViewer(context, customerId), id);
  return downloadAnswerFile(context, issue, fileId);
}

async function issueOf(context: Context, viewer: CustomerViewer, id: string): Promise<NoteParent<Issue>> {
  const record = await loadShown(context, viewer, shownIssues, id);
  return { definition: issueRecords, record, key: keyOf(issueRecords, context.orgId, record.id) };
}

/** Answers with the names of their authors: members, and contacts of the customer. */
async function shown(context: Context, notes: readonly Note[]): Promise<PortalAnswer[]> {
  const [members, contacts] = await Promise.all([
    membersBy(
      context,
      notes.flatMap((note) => (isByCustomer(note) ? [] : [note.authorId])),
    ),
    contactsBy(
      context,
      notes.flatMap(({ contactId }) => contactId ?? []),
    ),
  ]);
  return notes.map((note) => {
    const { id, body, files = [], createdAt, authorId, contactId } = note;
    const author = contactId === undefined ? members.get(authorId) : contacts.get(contactId);
    return {
      id,
      body,
      isOwn: isByCustomer(note),
      ...(author === undefined ? {} : { author }),
      files,
      createdAt,
    };
  });
}

const isByCustomer = ({ contactId, isByVisitor }: Note): boolean =>
  contactId !== undefined || isByVisitor === true;

async function membersBy(context: Context, ids: readonly string[]): Promise<Map<string, string>> {
  const keys = [...new Set(ids)].map((id) => memberKey(context.orgId, id));
  const items = await getItems<MemberItem>(context, keys, { strong: false });
  return new Map(items.flatMap((item) => (item ? [[item.userId, item.displayName] as const] : [])));
}

async function contactsBy(context: Context, ids: readonly string[]): Promise<Map<string, string>> {
  const unique = [...new Set(ids)];
  const named = unique.map((id) => ({ definition: contactRecords, id }));
  const found = await readFinal(context, named, false);
  return new Map(found.flatMap((one, index) => (one ? [[unique[index] ?? '', one.fullName] as const] : [])));
}
