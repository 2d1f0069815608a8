import type { ImportColumn } from '#contract/import-column.ts';
import type { CheckSummary, Import, ImportFile } from '#contract/import.ts';
import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import { importPermission } from '#contract/record-permission.ts';
import type { Context } from '../organization/context.ts';
import { isOwn } from '../organization/own.ts';
import { runsOf, type RunItem } from '../runs/run-kinds.ts';
import { importKey } from '../store/run-keys.ts';
import { isKept } from '../store/kept.ts';
import type { UserContext } from '../store/request-context.ts';
import { query } from '../store/table.ts';
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

/** The imports of organizations. Their changes make `events/relay` queue what follows. */
export const importRuns = runsOf<StoredImport, Import, ImportAction | 'created'>({
  kind: 'import',
  keyOf: (orgId, { id }) => importKey(orgId, id),
  shown: ({
    etag: _etag,
    apiKeyId: _apiKeyId,
    chainId: _chainId,
    memberSince: _memberSince,
    rowsStored: _rowsStored,
    readings: _readings,
    evidence: _evidence,
    ...shown
  }) => shown,
  // Lists of imports leave the header of the file out, because it can be large.
  dataOf: ({ file: { header: _header, ...file }, ...stored }) => ({ ...stored, file }),
  joined: (stored, { header }) =>
    header === undefined
      ? stored
      : { ...stored, file: { ...stored.file, header: JSON.parse(header as string) as ImportColumn[] } },
  attributes: ({ rowsStored = 0, file: { header }, jobId, createdAt, updatedAt }) => ({
    rows: rowsStored,
    ...(header ? { header: JSON.stringify(header) } : {}),
    // A job reads the plan as long as it runs.
    expiresAt: epochSeconds(jobId ? updatedAt : createdAt) + limits.importDays * 86_400,
  }),
});

export type ImportItem = RunItem & { expiresAt: number };

/** An import as its clients see it. */
export function importFrom(context: Pick<Context, 'scopeFor'>, stored: StoredImport): Import {
  const shown = importRuns.shown(stored);
  return canReadRows(context, shown) ? shown : { ...shown, file: withoutContent(shown.file) };
}

/** Whether the caller can read what the rows become. */
const canReadRows = ({ scopeFor }: Pick<Context, 'scopeFor'>, { file }: Pick<Import, 'file'>): boolean =>
  scopeFor(importPermission(file.recordType, 'read')) !== undefined;

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

export const readImport = (
  session: Session,
  orgId: string,
  id: string,
  now: string,
): Promise<StoredImport | undefined> => importRuns.read(session, importKey(orgId, id), now);

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
    .map(importRuns.from)
    .filter((one) => isOwn(context, one))
    .slice(0, limits.importsListed);
}

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
