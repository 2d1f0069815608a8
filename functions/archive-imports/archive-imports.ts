import { v7 as uuidv7 } from 'uuid';
import type { ArchiveImport, archiveImports } from '#contract/archive-import.ts';
import type { Upload } from '#contract/attachment.ts';
import { limits } from '#contract/limits.ts';
import type { InputOf } from '#contract/operation.ts';
import { fieldLimit, fieldProblem, ProblemError } from '#contract/problem.ts';
import {
  archiveImportRuns,
  isUnfinished,
  nextArchiveImport,
  readArchiveImport,
  type StoredArchiveImport,
} from '#data/archives/archive-import-runs.ts';
import { addressOf, findObject } from '#data/files/object-store.ts';
import { importFileKey } from '#data/imports/import-objects.ts';
import { dayCount } from '#data/limits/day-count.ts';
import type { Context } from '#data/organization/context.ts';
import { transactOnce } from '#data/store/idempotency.ts';
import { importCountKey } from '#data/store/run-keys.ts';
import { transact, type Action } from '#data/store/transact.ts';

type Input = InputOf<(typeof archiveImports)['operations']['create']>;

async function load(context: Context): Promise<StoredArchiveImport> {
  const stored = await readArchiveImport(context, context.orgId);
  if (!stored) throw new ProblemError('not_found');
  return stored;
}

export async function get(context: Context): Promise<ArchiveImport> {
  return archiveImportRuns.shown(await load(context));
}

/** Creates the import and returns the upload URL. Nothing is read until `start` is called. */
export function create(
  context: Context,
  { body: { sizeBytes } }: Input,
): Promise<ArchiveImport & { upload: Upload }> {
  return transactOnce(
    context,
    async () => {
      const before = await readArchiveImport(context, context.orgId);
      if (before && (isUnfinished(before) || before.state === 'done'))
        throw new ProblemError('conflict', 'archive_import_started');
      const { actor, memberSince, now } = context;
      const stored: StoredArchiveImport = {
        id: uuidv7(),
        version: (before?.version ?? 0) + 1,
        state: 'uploading',
        sizeBytes,
        done: 0,
        place: { file: 0, line: 0 },
        createdBy: actor.userId,
        ...(memberSince ? { memberSince } : {}),
        createdAt: now,
        updatedAt: now,
      };
      return {
        actions: [...archiveImportRuns.write(context, before, stored, 'created'), importCount(context)],
        ids: [stored.id],
        value: withUpload(context, stored),
      };
    },
    async () => withUpload(context, await load(context)),
  );
}

/** It counts as one of the day's imports. */
function importCount({ orgId, now }: Context): Action {
  const limit = limits.importsPerDay;
  return dayCount(importCountKey(orgId, now.slice(0, 10)), 'import-count', limit, now, (seconds) =>
    fieldLimit(seconds, '', 'imports_a_day', { limit }),
  );
}

/** The presigned URL makes S3 reject a file of another length. */
function withUpload(context: Context, stored: StoredArchiveImport): ArchiveImport & { upload: Upload } {
  const headers = { 'content-type': 'application/zip' };
  const { url, expiresAt } = addressOf('PUT', importFileKey(context.orgId, stored.id), {
    headers: { ...headers, 'content-length': String(stored.sizeBytes) },
    expiresSeconds: limits.importUploadMinutes * 60,
  });
  return { ...archiveImportRuns.shown(stored), upload: { url, headers, expiresAt } };
}

/** Queues the check of the uploaded file. One that replaces it later isn't read. A repeated request changes nothing. */
export async function start(context: Context): Promise<ArchiveImport> {
  const stored = await load(context);
  if (stored.state !== 'uploading') return archiveImportRuns.shown(stored);
  const found = await findObject(importFileKey(context.orgId, stored.id));
  if (!found) throw fieldProblem('', 'not_uploaded');
  if (found.sizeBytes !== stored.sizeBytes) throw fieldProblem('', 'other_content');
  const { actor, memberSince, now } = context;
  const creator = { createdBy: actor.userId, ...(memberSince ? { memberSince } : {}) };
  const next = nextArchiveImport(stored, { ...creator, state: 'checking', etag: found.etag }, now);
  await transact(context, archiveImportRuns.write(context, stored, next, 'started'));
  return archiveImportRuns.shown(next);
}
