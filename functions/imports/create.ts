import { v7 as uuidv7 } from 'uuid';
import type { Upload } from '#contract/attachment.ts';
import type { Import, imports } from '#contract/import.ts';
import { limits } from '#contract/limits.ts';
import type { InputOf } from '#contract/operation.ts';
import type { Permission } from '#contract/permission.ts';
import { fieldLimit, ProblemError } from '#contract/problem.ts';
import { addressOf } from '#data/files/object-store.ts';
import { importActions, importFrom, loadImport, type StoredImport } from '#data/imports/import-item.ts';
import { importFileKey } from '#data/imports/import-objects.ts';
import { dayCount } from '#data/limits/day-count.ts';
import type { Context } from '#data/organization/context.ts';
import { transactOnce } from '#data/store/idempotency.ts';
import { importCountKey } from '#data/store/run-keys.ts';
import type { Action } from '#data/store/transact.ts';
import { checkMatchBy } from './settings.ts';

type Input = InputOf<(typeof imports)['operations']['create']>;

/** Creates an import and returns the upload URL. Nothing is read until `read` is called. */
export function create(context: Context, { body }: Input): Promise<Import & { upload: Upload }> {
  const { file, start = false, refusalsMax = 0 } = body;
  if (!context.scopeFor(`${file.recordType}:create` as Permission)) throw new ProblemError('forbidden');
  checkMatchBy(file);
  return transactOnce(
    context,
    () => {
      const { actor, memberSince, now } = context;
      const stored: StoredImport = {
        id: uuidv7(),
        version: 1,
        state: 'uploading',
        file,
        ...(start ? { start, refusalsMax } : {}),
        createdBy: actor.userId,
        ...(actor.apiKeyId ? { apiKeyId: actor.apiKeyId } : {}),
        ...(memberSince ? { memberSince } : {}),
        createdAt: now,
        updatedAt: now,
      };
      return Promise.resolve({
        actions: [...importActions(context, undefined, stored, 'created'), importCount(context)],
        ids: [stored.id],
        value: answer(context, stored),
      });
    },
    async ([id = '']) => answer(context, await loadImport(context, id)),
  );
}

function importCount({ orgId, now }: Context): Action {
  const limit = limits.importsPerDay;
  return dayCount(importCountKey(orgId, now.slice(0, 10)), 'import-count', limit, now, (seconds) =>
    fieldLimit(seconds, '', 'imports_a_day', { limit }),
  );
}

/** The presigned URL makes S3 reject a file of another length. */
function answer(context: Context, stored: StoredImport): Import & { upload: Upload } {
  const headers = { 'content-type': 'application/octet-stream' };
  const { url, expiresAt } = addressOf('PUT', importFileKey(context.orgId, stored.id), {
    headers: { ...headers, 'content-length': String(stored.file.sizeBytes) },
    expiresSeconds: limits.importUploadMinutes * 60,
  });
  return { ...importFrom(stored), upload: { url, headers, expiresAt } };
}
