import type { Activity } from '#contract/logged-activity.ts';
import type { Note } from '#contract/note.ts';
import { isPending, type StoredAttachment } from '../entries/attachment.ts';
import type { Context } from '../organization/context.ts';
import { contactRecords } from '../records/contact.ts';
import { keyOf, type RecordDefinition } from '../records/definition.ts';
import { readFinal } from '../records/read.ts';
import {
  activityPrefix,
  answerFilePrefix,
  answerPrefix,
  attachmentPrefix,
  notePrefix,
  pinnedNotePrefix,
  type Key,
} from '../store/keys.ts';
import { query, type Item } from '../store/table.ts';

/** The record of an entry. */
export interface EntryOf {
  recordType: string;
  recordId: string;
}

interface DataItem extends Key {
  data: string;
}
const valueIn = <T>({ data }: DataItem): T => JSON.parse(data) as T;
const placeOf = ({ type }: RecordDefinition, recordId: string): EntryOf => ({
  recordType: type.name,
  recordId,
});

const byCreation = (a: { createdAt: string; id: string }, b: { createdAt: string; id: string }): number =>
  a.createdAt < b.createdAt || (a.createdAt === b.createdAt && a.id < b.id) ? -1 : 1;

/**
 * A record's items with each of some prefixes, which are in order. One query reads all, so there must be few items
 * between them: the trash of activities is all there is.
 */
async function itemsWith(
  context: Context,
  definition: RecordDefinition,
  recordId: string,
  prefixes: readonly string[],
): Promise<DataItem[][]> {
  const { pk } = keyOf(definition, context.orgId, recordId);
  const all: DataItem[] = [];
  let start: Item | undefined;
  do {
    const { items, lastKey } = await query<DataItem>(context, {
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':pk': pk, ':from': prefixes[0], ':to': `${prefixes.at(-1)}\uffff` },
      ConsistentRead: true,
      ...(start ? { ExclusiveStartKey: start } : {}),
    });
    all.push(...items);
    start = lastKey;
  } while (start);
  return prefixes.map((prefix) => all.filter(({ sk }) => sk.startsWith(prefix)));
}

/** The notes of a record, and its answers to customers, in the order of their creation. */
export async function notesOf(
  context: Context,
  definition: RecordDefinition,
  recordId: string,
): Promise<object[]> {
  const prefixes = [notePrefix, pinnedNotePrefix, ...(definition.type.hasAnswers ? [answerPrefix] : [])];
  const items = await itemsWith(context, definition, recordId, prefixes);
  const notes = items
    .flat()
    .map((item) => valueIn<Note>(item))
    .filter(({ deletedAt }) => deletedAt === undefined);
  return (await withFinalContacts(context, notes))
    .sort(byCreation)
    .map(({ id, body, pinned, isAnswer, contactId, isByVisitor, files, authorId, createdAt, editedAt }) => ({
      id,
      ...placeOf(definition, recordId),
      body,
      pinned,
      ...(isAnswer ? { isAnswer } : {}),
      ...(contactId === undefined ? {} : { contactId }),
      ...(isByVisitor ? { isByVisitor } : {}),
      ...(files === undefined ? {} : { files }),
      authorId,
      createdAt,
      ...(editedAt === undefined ? {} : { editedAt }),
    }));
}

/** Notes with the contacts into which theirs were merged, because merged records aren’t in archives. */
async function withFinalContacts(context: Context, notes: readonly Note[]): Promise<Note[]> {
  const ids = [...new Set(notes.flatMap(({ contactId }) => contactId ?? []))];
  const contacts = await readFinal(
    context,
    ids.map((id) => ({ definition: contactRecords, id })),
  );
  const finalIds = new Map(ids.map((id, index) => [id, contacts[index]?.id]));
  return notes.map((note) => {
    const { contactId } = note;
    return contactId === undefined ? note : { ...note, contactId: finalIds.get(contactId) ?? contactId };
  });
}

/** A file with its record. */
export type AttachedFile = EntryOf & StoredAttachment;

/**
 * The activities of a record by date, and its files that can be downloaded, which are next to them in the table, with
 * those of its answers.
 */
export async function activitiesAndFilesOf(
  context: Context,
  definition: RecordDefinition,
  recordId: string,
): Promise<{ activities: object[]; files: AttachedFile[] }> {
  const prefixes = [activityPrefix, attachmentPrefix];
  const [activities = [], files = []] = await itemsWith(context, definition, recordId, prefixes);
  const [ofAnswers = []] = definition.type.hasAnswers
    ? await itemsWith(context, definition, recordId, [answerFilePrefix])
    : [];
  const place = placeOf(definition, recordId);
  return {
    activities: activities.map((item) => {
      const { version: _version, deletedAt: _deletedAt, ...activity } = valueIn<Activity>(item);
      return { ...activity, ...place };
    }),
    files: [...files, ...ofAnswers]
      .map((item) => valueIn<StoredAttachment>(item))
      .filter((file) => !isPending(file) && file.deletedAt === undefined)
      .map((file) => ({ ...file, ...place })),
  };
}
