import type { ImportColumn } from '#contract/import-column.ts';
import type { CheckSummary, Import, ImportFile } from '#contract/import.ts';
import { limits } from '#contract/limits.ts';
import type { Permission } from '#contract/permission.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Context } from '../organization/context.ts';
import { isOwn } from '../organization/own.ts';
import { changeAction } from '../store/change.ts';
import { ifAbsent, ifVersion } from '../store/condition.ts';
import { nextItemState, withItemState } from '../store/item-state.ts';
import { recordKey, type Key } from '../store/keys.ts';
import { importKey } from '../store/run-keys.ts';
import { isKept } from '../store/kept.ts';
import type { UserContext } from '../store/request-context.ts';
import { getItem, query } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { ColumnEvidence } from './column-evidence.ts';
import type { Session } from '../store/units.ts';
import { epochSeconds } from '../values/epoch.ts';

/** A stored import. */
export interface StoredImport extends Import {
  /** The ETag of the uploaded file. Whatever replaces it later is not read. */
  etag?: string;
  apiKeyId?: string;
  /** The largest number of rows that were ever stored, so that all of them are deleted with the import. */
  rowsStored?: number;
  /** The chain of an import that was created `after` another one. */
  chainId?: string;
  /** How often another encoding, separator or sheet was chosen. Each reading of the file has corrections of its own. */
  readings?: number;
  /** What the texts of the columns say about how they are read. */
  evidence?: ColumnEvidence[];
  /** When the creator joined the organization. Without that membership, the import can't go on. */
  memberSince?: string;
}

/** What changes an import, besides its creation. `readRequested` and `checkRequested` queue the work that follows. */
export type ImportAction =
  | 'readRequested'
  | 'read'
  | 'changed'
  | 'checkRequested'
  | 'checked'
  | 'started'
  | 'deleted';

export interface ImportItem extends Key {
  version: number;
  schema: number;
  digest?: string;
  /** A `StoredImport` as JSON, without the header of its file. */
  data: string;
  /** The header as JSON. Lists of imports leave it out, because it can be large. */
  header?: string;
  /** Epoch seconds. */
  expiresAt: number;
}

export const importFromItem = (item: ImportItem): StoredImport => {
  const stored = JSON.parse(item.data) as StoredImport;
  const header = item.header && (JSON.parse(item.header) as ImportColumn[]);
  return withItemState({ ...stored, file: { ...stored.file, ...(header ? { header } : {}) } }, item);
};

/** An import as its clients see it. */
export function importFrom(
  context: Pick<Context, 'scopeFor'>,
  {
    etag: _etag,
    apiKeyId: _apiKeyId,
    chainId: _chainId,
    memberSince: _memberSince,
    rowsStored: _rowsStored,
    readings: _readings,
    evidence: _evidence,
    ...shown
  }: StoredImport,
): Import {
  return canReadRows(context, shown) ? shown : { ...shown, file: withoutContent(shown.file) };
}

/** Whether the caller can read what the rows become. */
const canReadRows = ({ scopeFor }: Pick<Context, 'scopeFor'>, { file }: Pick<Import, 'file'>): boolean =>
  scopeFor(`${file.recordType}:read` satisfies Permission) !== undefined;

/** A file without texts of its cells, and without settings, which can contain such texts. */
function withoutContent({ name, sizeBytes, recordType, format, rows, check }: ImportFile): ImportFile {
  return {
    name,
    sizeBytes,
    recordType,
    ...(format === undefined ? {} : { format }),
    ...(rows === undefined ? {} : { rows }),
    ...(check ? { check: withoutValues(check) } : {}),
  };
}

const withoutValues = ({ rows, creates, updates, skips, refusals }: CheckSummary): CheckSummary => ({
  ...{ rows, creates, updates, skips, refusals },
  problems: [],
});

/** Throws `forbidden` for callers who can't read what the rows of an import become, and so can't see the rows. */
export function checkRowsSeen(context: Context, stored: StoredImport): void {
  if (!canReadRows(context, stored)) throw new ProblemError('forbidden');
}

/** An import whose rows the caller can see. */
export async function loadWithRows(context: Context, id: string): Promise<StoredImport> {
  const stored = await loadImport(context, id);
  checkRowsSeen(context, stored);
  return stored;
}

export async function readImport(
  session: Session,
  orgId: string,
  id: string,
  now: string,
): Promise<StoredImport | undefined> {
  const item = await getItem<ImportItem>(session, importKey(orgId, id));
  return item && isKept(item, now) ? importFromItem(item) : undefined;
}

/** An import that the caller can see. Throws `not_found` otherwise. */
export async function loadImport(context: Context, id: string): Promise<StoredImport> {
  const found = await readImport(context, context.orgId, id, context.now);
  if (!found || !isOwn(context, found)) throw new ProblemError('not_found');
  return found;
}

/** Maximum number of imports read to find those that the caller can see. */
const readItems = 200;

/** The newest imports that the caller can see, without the headers of their files. */
export async function listImports(context: Context): Promise<StoredImport[]> {
  const { items } = await query<ImportItem>(context, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': importKey(context.orgId, '').pk },
    ProjectionExpression: 'pk, sk, #version, #schema, #data, expiresAt',
    ExpressionAttributeNames: { '#version': 'version', '#schema': 'schema', '#data': 'data' },
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: readItems,
  });
  return items
    .filter((item) => isKept(item, context.now))
    .map(importFromItem)
    .filter((one) => isOwn(context, one))
    .slice(0, limits.importsListed);
}

type Place = UserContext & Pick<Context, 'orgId'>;

/**
 * The actions that write an import, conditional on its previous version. The change item makes `events/relay` queue what
 * follows from it. It has no values, because files can contain personal data.
 */
export function importActions(
  context: Place,
  before: StoredImport | undefined,
  after: StoredImport,
  action: ImportAction | 'created',
): Action[] {
  const { header, ...file } = after.file;
  const change = changeAction(context, { ...subjectOf(context, after), before }, action, []);
  return [
    {
      put: {
        Item: {
          ...importKey(context.orgId, after.id),
          kind: 'import',
          org: context.orgId,
          ...nextItemState(before, 1, change),
          version: after.version,
          rows: after.rowsStored ?? 0,
          data: JSON.stringify({ ...after, file }),
          ...(header ? { header: JSON.stringify(header) } : {}),
          // A job reads the plan as long as it runs.
          expiresAt:
            epochSeconds(after.jobId ? after.updatedAt : after.createdAt) + limits.importDays * 86_400,
        },
        ...(before ? ifVersion(before.version) : ifAbsent),
      },
      refuse: () => new ProblemError('precondition_failed'),
    },
    change,
  ];
}

export function importRemoval(context: Place, before: StoredImport): Action[] {
  const subject = { ...subjectOf(context, { ...before, version: before.version + 1 }), before };
  return [
    {
      remove: { Key: importKey(context.orgId, before.id), ...ifVersion(before.version) },
      refuse: () => new ProblemError('precondition_failed'),
    },
    changeAction(context, subject, 'deleted', []),
  ];
}

const subjectOf = ({ orgId }: Place, { id, version }: StoredImport) => ({
  orgId,
  type: 'import',
  id,
  key: recordKey(orgId, 'import', id),
  version,
});

/** An import without its last problem, which no longer starts by itself, because somebody goes on with it. */
export function withoutStart({
  start: _start,
  startsAfter: _startsAfter,
  refusalsMax: _refusalsMax,
  problem: _problem,
  ...stored
}: StoredImport): StoredImport {
  return stored;
}

/** The next version of an import. */
export const nextImport = (
  { now }: UserContext,
  before: StoredImport,
  changes: Partial<
    Pick<
      StoredImport,
      'state' | 'file' | 'problem' | 'jobId' | 'etag' | 'readings' | 'startsAfter' | 'evidence'
    >
  >,
): StoredImport => ({
  ...before,
  ...changes,
  rowsStored: Math.max(before.rowsStored ?? 0, changes.file?.rows ?? 0),
  version: before.version + 1,
  updatedAt: now,
});
