import { createHash } from 'node:crypto';
import product from '../../../package.json' with { type: 'json' };
import { limits } from '#contract/limits.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import { fileKey } from '../entries/attachment.ts';
import { getObject } from '../files/object-store.ts';
import type { Context } from '../organization/context.ts';
import { readMembers } from '../organization/member.ts';
import { activityRecords } from '../records/activity.ts';
import { refuseConverting } from '../records/backfilled.ts';
import type { RecordDefinition } from '../records/definition.ts';
import { definitionOf } from '../records/definitions.ts';
import { zipFile, type ZipEntry } from '../table-files/zip-file.ts';
import {
  archiveFormat,
  archiveFormatVersion,
  attachedFilePath,
  manifestPath,
  type ArchivedAttachment,
  type ArchiveFile,
  type ArchiveManifest,
} from './archive-format.ts';
import { linesEntry, type LinesHead } from './archive-lines.ts';
import { archivedTypes } from './archived-types.ts';
import { activitiesAndFilesOf, notesOf, type AttachedFile } from './archived-entries.ts';
import { archivedRecord, liveIds, peopleIn, readLive } from './archived-records.ts';
import {
  archivedBilling,
  archivedCustomFields,
  archivedForms,
  archivedOrganization,
  archivedTags,
  archivedViews,
} from './archived-settings.ts';

/** Thrown if an organization has more than an archive can contain. */
export class ArchiveLimitError extends Error {
  readonly of: 'records' | 'files';

  constructor(of: 'records' | 'files') {
    super(`too many ${of}`);
    this.of = of;
  }
}

/** An archive while it is written. */
interface Archive {
  context: Context;
  /** The ids of the records in it, by type. */
  ids: Map<RecordTypeName, string[]>;
  /** The ids of the people to whom something in it refers. */
  people: Set<string>;
  /** The files whose contents are still to be written. */
  attached: AttachedFile[];
  attachedBytes: number;
  attachments: ArchivedAttachment[];
  files: ArchiveFile[];
  /** Called with the number of records that were written. */
  onRecords: (count: number) => void;
}

interface ArchiveOptions {
  /** Called once with the number of records, before any of them is written. */
  onTotal: (count: number) => void;
  onRecords: (count: number) => void;
}

/**
 * The bytes of an organization's archive. Memory holds the ids of all records and the index of all attached files, and
 * otherwise one page of records, or some files.
 */
export async function* organizationArchive(
  context: Context,
  { onTotal, onRecords }: ArchiveOptions,
): AsyncGenerator<Uint8Array, void> {
  await refuseConverting(context, activityRecords);
  const ids = await allIds(context);
  onTotal([...ids.values()].reduce((sum, { length }) => sum + length, 0));
  const nothing = { attached: [], attachedBytes: 0, attachments: [], files: [] };
  const archive: Archive = { context, ids, people: new Set(), ...nothing, onRecords };
  yield* zipFile(entriesOf(archive), { isLarge: true });
}

async function allIds(context: Context): Promise<Map<RecordTypeName, string[]>> {
  const all = new Map<RecordTypeName, string[]>();
  let total = 0;
  for (const name of archivedTypes) {
    const ofType: string[] = [];
    for await (const ids of liveIds(context, definitionNamed(name))) {
      for (const id of ids) ofType.push(id);
      total += ids.length;
      if (total > limits.archiveRecords) throw new ArchiveLimitError('records');
    }
    all.set(name, ofType);
  }
  return all;
}

function definitionNamed(name: RecordTypeName): RecordDefinition {
  const definition = definitionOf(name);
  if (!definition) throw new Error(`no definition of ${name}`);
  return definition;
}

/** The files in an order in which each needs only what was written before: the people and the manifest come last. */
async function* entriesOf(archive: Archive): AsyncGenerator<ZipEntry, void> {
  const { context, people } = archive;
  const lines = (head: LinesHead, objects: Iterable<object> | AsyncIterable<object>) =>
    linesEntry(head, objects, (file) => archive.files.push(file));
  const settings = (kind: ArchiveFile['kind'], name: string): LinesHead => ({
    path: `settings/${name}.jsonl`,
    kind,
    schema: 1,
  });
  const entries = (kind: 'notes' | 'activities'): LinesHead => ({
    path: `entries/${kind}.jsonl`,
    kind,
    schema: 1,
  });
  yield lines(settings('organization', 'organization'), [archivedOrganization(context)]);
  yield lines(settings('billing', 'billing'), [await archivedBilling(context)]);
  yield lines(settings('customFields', 'custom-fields'), archivedCustomFields(context));
  yield lines(settings('tags', 'tags'), await archivedTags(context));
  for (const recordType of archivedTypes) {
    const { type, schema } = definitionNamed(recordType);
    const head = { path: `records/${type.plural}.jsonl`, kind: 'records', recordType, schema } as const;
    yield lines(head, recordLines(archive, recordType));
  }
  yield lines(entries('notes'), noteLines(archive));
  yield lines(entries('activities'), activityLines(archive));
  yield* attachedFiles(archive);
  yield lines({ path: 'entries/files.jsonl', kind: 'files', schema: 1 }, archive.attachments);
  yield lines(settings('views', 'views'), await archivedViews(context, people));
  yield lines(settings('forms', 'forms'), await archivedForms(context, people));
  yield lines({ path: 'people.jsonl', kind: 'people', schema: 1 }, await peopleLines(archive));
  yield { path: manifestPath, chunks: [manifestOf(archive)] };
}

/** Records that are read together, as many as one BatchGetItem reads. */
const recordsTogether = 100;

async function* recordLines(archive: Archive, name: RecordTypeName): AsyncGenerator<object, void> {
  const { context, ids, people } = archive;
  const definition = definitionNamed(name);
  const all = ids.get(name) ?? [];
  const written: string[] = [];
  for (let from = 0; from < all.length; from += recordsTogether) {
    const records = await readLive(context, definition, all.slice(from, from + recordsTogether));
    for (const record of records) {
      written.push(record.id);
      for (const person of peopleIn(definition.type, record)) people.add(person);
      yield archivedRecord(definition.type, record);
    }
    archive.onRecords(records.length);
  }
  ids.set(name, written);
}

/** Records whose entries are read at the same time. */
const readersTogether = 20;

/** What is read for each record in the archive, in their order. */
async function* ofEachRecord<Found>(
  archive: Archive,
  read: (context: Context, definition: RecordDefinition, id: string) => Promise<Found>,
): AsyncGenerator<Found, void> {
  for (const [name, ids] of archive.ids) {
    const definition = definitionNamed(name);
    for (let from = 0; from < ids.length; from += readersTogether) {
      const some = ids.slice(from, from + readersTogether);
      const found = await Promise.all(some.map((id) => read(archive.context, definition, id)));
      archive.onRecords(0);
      yield* found;
    }
  }
}

async function* noteLines(archive: Archive): AsyncGenerator<object, void> {
  for await (const notes of ofEachRecord(archive, notesOf)) yield* withPeople(archive, notes);
}

/** The activities. The files, which are next to them in the table, are kept for later. */
async function* activityLines(archive: Archive): AsyncGenerator<object, void> {
  for await (const { activities, files } of ofEachRecord(archive, activitiesAndFilesOf)) {
    for (const file of withPeople(archive, files)) addFile(archive, file);
    yield* withPeople(archive, activities);
  }
}

function addFile(archive: Archive, file: AttachedFile): void {
  archive.attached.push(file);
  archive.attachedBytes += file.sizeBytes;
  if (archive.attached.length > limits.archiveFiles || archive.attachedBytes > limits.archiveFileBytes)
    throw new ArchiveLimitError('files');
}

const personNames = ['authorId', 'userId'];

/** The entries, whose people are noted. */
function withPeople<Entry extends object>({ people }: Archive, entries: readonly Entry[]): readonly Entry[] {
  for (const entry of entries as readonly Record<string, unknown>[])
    for (const name of personNames) {
      const person = entry[name];
      if (typeof person === 'string') people.add(person);
    }
  return entries;
}

/** Files that are read at the same time, of up to 25 MB each. */
const filesTogether = 8;

/** The contents of the files, each with a line of the index. */
async function* attachedFiles(archive: Archive): AsyncGenerator<ZipEntry, void> {
  const { attached } = archive;
  for (let from = 0; from < attached.length; from += filesTogether)
    yield* contentsOf(archive, attached.slice(from, from + filesTogether));
}

/** Files that were removed meanwhile are left out. */
async function* contentsOf(archive: Archive, files: readonly AttachedFile[]): AsyncGenerator<ZipEntry, void> {
  archive.onRecords(0);
  const contents = await Promise.all(
    files.map(({ id, sizeBytes }) => getObject(fileKey(archive.context.orgId, id), sizeBytes)),
  );
  for (const [index, file] of files.entries()) {
    const bytes = contents[index];
    if (!bytes) continue;
    const { id, recordType, recordId, name, type, sizeBytes, answerId, authorId, createdAt } = file;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    yield { path: attachedFilePath(id), chunks: [bytes] };
    archive.attachments.push({
      id,
      recordType,
      recordId,
      name,
      type,
      sizeBytes,
      sha256,
      ...(answerId === undefined ? {} : { answerId }),
      authorId,
      createdAt,
    });
  }
}

/** The names and e-mail addresses of the people to whom the archive refers, as far as they are members. */
async function peopleLines({ context, people }: Archive): Promise<object[]> {
  const members = await readMembers(context, context.orgId);
  const known = new Map(members.map((member) => [member.userId, member]));
  return [...people].sort().map((id) => {
    const member = known.get(id);
    return member ? { id, name: member.displayName, email: member.email } : { id };
  });
}

function manifestOf({ context, files }: Archive): Uint8Array {
  const { id, name, slug } = context.settings;
  const manifest: ArchiveManifest = {
    format: archiveFormat,
    formatVersion: archiveFormatVersion,
    productVersion: product.version,
    createdAt: context.now,
    organization: { id, name, slug },
    files,
  };
  return Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
}
