import type { infer as Infer } from 'zod/mini';
import type { Activity } from '#contract/logged-activity.ts';
import type { Note } from '#contract/note.ts';
import { activityActions, retryTallyConflicts, tallyMore, type StoredActivity } from '../entries/activity.ts';
import {
  attachmentActions,
  fileKey,
  keyOfFile,
  takeRoom,
  type FileName,
  type StoredAttachment,
} from '../entries/attachment.ts';
import { keyOfNote, noteActions, parentExists } from '../entries/note.ts';
import { fitsContent } from '../files/file-content.ts';
import { putObject } from '../files/object-store.ts';
import { keyOf } from '../records/definition.ts';
import { recordAttributes, type Parent } from '../records/read.ts';
import { isGone, recordFrom, type RecordItem } from '../records/stored.ts';
import { activityKey, recordKey, type Key } from '../store/keys.ts';
import { getItems } from '../store/table.ts';
import { transact, type Action } from '../store/transact.ts';
import { ArchiveError } from './archive-error.ts';
import { attachedFilePath } from './archive-format.ts';
import type { EntryOf } from './archived-entries.ts';
import { importedDefinition, importRecords } from './import-records.ts';
import { memberOf, notWritten, type ImportTarget } from './import-target.ts';
import { mustHold } from './line-rules.ts';
import { activityLine, fileLine, noteLine, taskLine } from './line-schemas.ts';

type Line = Readonly<Record<string, unknown>>;

/** Entries that fit into one transaction, with the checks of their records. */
export const entriesTogether = 30;

const keyOfParent = ({ context }: ImportTarget, { recordType, recordId }: EntryOf): Key =>
  recordKey(context.orgId, recordType, recordId);

/** The records of entries by their ids, without those that are in the trash by now. */
async function parentsOf(
  target: ImportTarget,
  entries: readonly EntryOf[],
): Promise<ReadonlyMap<string, Parent>> {
  const { context } = target;
  const named = [...new Map(entries.map((entry) => [entry.recordId, entry])).values()];
  const keys = named.map((entry) => keyOfParent(target, entry));
  const items = await getItems<RecordItem>(context, keys, recordAttributes);
  return new Map(
    named.flatMap(({ recordType, recordId }, index) => {
      const definition = importedDefinition(recordType);
      const item = items[index];
      const record = item && recordFrom(definition, item);
      if (!record || record.deletedAt !== undefined || isGone(record, context.now)) return [];
      return [[recordId, { definition, record, key: keyOf(definition, context.orgId, recordId) }] as const];
    }),
  );
}

/** The entries whose records exist, with these. */
async function withParents<Entry extends EntryOf>(
  target: ImportTarget,
  entries: readonly Entry[],
): Promise<{ entry: Entry; parent: Parent }[]> {
  const parents = await parentsOf(target, entries);
  return entries.flatMap((entry) => {
    const parent = parents.get(entry.recordId);
    return parent ? [{ entry, parent }] : [];
  });
}

const distinct = (parents: readonly Parent[]): Parent[] => [
  ...new Map(parents.map((parent) => [parent.record.id, parent])).values(),
];

export async function importNotes(target: ImportTarget, lines: readonly Line[]): Promise<void> {
  const { context } = target;
  const missing = await notWritten(
    target,
    lines.map((line) => noteLine.parse(line)),
    (entry) => keyOfNote(keyOfParent(target, entry), entry),
  );
  const placed = await withParents(target, missing);
  if (placed.length === 0) return;
  const writes = placed.flatMap(({ entry, parent }) => {
    const { recordType: _type, recordId: _id, ...values } = entry;
    const written: Note = { ...values, authorId: memberOf(target, values.authorId), version: 1 };
    return noteActions(context, parent, written, undefined, 'created', []);
  });
  const checks = distinct(placed.map(({ parent }) => parent)).map(parentExists);
  await transact(context, [...checks, ...writes]);
}

export async function importActivities(target: ImportTarget, lines: readonly Line[]): Promise<void> {
  const { context } = target;
  const missing = await notWritten(
    target,
    lines.map((line) => activityLine.parse(line)),
    (entry) => activityKey(keyOfParent(target, entry), entry.date, entry.id),
  );
  const placed = (await withParents(target, missing)).filter(
    ({ parent }) => parent.definition.type.hasActivities,
  );
  if (placed.length === 0) return;
  const writes = placed.flatMap(({ entry, parent }) => {
    const written: StoredActivity = { ...entry, userId: memberOf(target, entry.userId), version: 1 };
    return activityActions(context, parent, undefined, written, 'created', []);
  });
  await retryTallyConflicts(async () => {
    const tallies: Action[] = [];
    for (const { key, record } of distinct(placed.map(({ parent }) => parent))) {
      const dates = placed.flatMap(({ entry }): Activity['date'][] =>
        entry.recordId === record.id ? [entry.date] : [],
      );
      tallies.push(await tallyMore(context, key, dates));
    }
    await transact(context, [...tallies, ...writes]);
  });
}

type TaskLine = Infer<typeof taskLine>;

/** A task names its record by type and id, or has none. */
export function taskIn(line: Line): TaskLine {
  const task = taskLine.parse(line);
  mustHold((task.recordType === undefined) === (task.recordId === undefined));
  return task;
}

/** Since version 0.13, the tasks in archives are records. */
export const importTasks = (target: ImportTarget, lines: readonly Line[]): Promise<void> =>
  importRecords(target, { recordType: 'activity', schema: 1 }, lines.map(taskIn));

const nameOf = ({ id, answerId }: { id: string; answerId?: string | undefined }): FileName => ({
  id,
  ...(answerId === undefined ? {} : { isAnswer: true }),
});

/** Stores one file and its content, whose checksum was compared before. */
export async function importFiles(target: ImportTarget, lines: readonly Line[]): Promise<void> {
  const { context, archive } = target;
  const files = lines.map((line) => fileLine.parse(line));
  const missing = await notWritten(target, files, (entry) =>
    keyOfFile(keyOfParent(target, entry), nameOf(entry)),
  );
  for (const { entry, parent } of await withParents(target, missing)) {
    const { recordType: _type, recordId: _id, ...values } = entry;
    const path = attachedFilePath(values.id);
    const chunks: Uint8Array[] = [];
    for await (const chunk of archive.read(path, values.sizeBytes)) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    if (!fitsContent(values.type, bytes)) throw new ArchiveError('invalid_line', { path });
    await putObject(fileKey(context.orgId, values.id), values.type, bytes);
    const authorId = memberOf(target, values.authorId);
    const written: StoredAttachment = { ...values, ...nameOf(values), authorId, version: 1, state: 'ready' };
    await transact(context, [
      parentExists(parent),
      takeRoom(context, values.sizeBytes),
      ...attachmentActions(context, parent, written, 'created', []),
    ]);
  }
}
