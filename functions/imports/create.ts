import { v7 as uuidv7 } from 'uuid';
import type { Upload } from '#contract/attachment.ts';
import type { Import, imports } from '#contract/import.ts';
import { limits } from '#contract/limits.ts';
import type { InputOf } from '#contract/operation.ts';
import { fieldLimit, fieldProblem, ProblemError } from '#contract/problem.ts';
import { importPermission } from '#contract/record-permission.ts';
import { addressOf } from '#data/files/object-store.ts';
import { linkAfter, shownImport, shownIn } from '#data/imports/chain.ts';
import {
  importRuns,
  importFrom,
  loadImport,
  readImport,
  type StoredImport,
} from '#data/imports/import-runs.ts';
import { importFileKey } from '#data/imports/import-objects.ts';
import { dayCount } from '#data/limits/day-count.ts';
import type { Context } from '#data/organization/context.ts';
import { transactOnce } from '#data/store/idempotency.ts';
import { importCountKey } from '#data/store/run-keys.ts';
import type { Action } from '#data/store/transact.ts';
import { checkMatchBy, checkNewOwner } from './settings.ts';

type Input = InputOf<(typeof imports)['operations']['create']>;

/** Creates an import and returns the upload URL. Nothing is read until `read` is called. */
export function create(context: Context, { body }: Input): Promise<Import & { upload: Upload }> {
  const { file, start = false, refusalsMax = 0, after } = body;
  if (!context.scopeFor(importPermission(file.recordType, 'create'))) throw new ProblemError('forbidden');
  checkMatchBy(file);
  if (start && after !== undefined) throw fieldProblem('/start', 'not_allowed');
  return transactOnce(
    context,
    async () => {
      await checkNewOwner(context, file);
      const { actor, memberSince, now } = context;
      const id = uuidv7();
      const link =
        after === undefined ? undefined : await linkAfter(context, await followed(context, after), id);
      const stored: StoredImport = {
        id,
        version: 1,
        state: 'uploading',
        file,
        ...(start ? { start, refusalsMax } : {}),
        createdBy: actor.userId,
        ...(actor.apiKeyId ? { apiKeyId: actor.apiKeyId } : {}),
        ...(memberSince ? { memberSince } : {}),
        ...(link ? { chainId: link.chainId } : {}),
        createdAt: now,
        updatedAt: now,
      };
      return {
        actions: [
          ...importRuns.write(context, undefined, stored, 'created'),
          importCount(context),
          ...(link?.actions ?? []),
        ],
        ids: [id],
        value: answer(
          context,
          stored,
          link ? await shownIn(context, link, stored) : importFrom(context, stored),
        ),
      };
    },
    async ([id = '']) => {
      const stored = await loadImport(context, id);
      return answer(context, stored, await shownImport(context, stored));
    },
  );
}

/** The import that a new one follows: the caller's own, which has to be started together with it. */
async function followed(context: Context, after: string): Promise<StoredImport> {
  const found = await readImport(context, context.orgId, after, context.now);
  if (found?.createdBy !== context.actor.userId) throw fieldProblem('/after', 'unknown_reference');
  if (found.state === 'started' || found.startsAfter || found.start)
    throw fieldProblem('/after', 'not_allowed');
  return found;
}

function importCount({ orgId, now }: Context): Action {
  const limit = limits.importsPerDay;
  return dayCount(importCountKey(orgId, now.slice(0, 10)), 'import-count', limit, now, (seconds) =>
    fieldLimit(seconds, '', 'imports_a_day', { limit }),
  );
}

/** The presigned URL makes S3 reject a file of another length. */
function answer(context: Context, stored: StoredImport, shown: Import): Import & { upload: Upload } {
  const headers = { 'content-type': 'application/octet-stream' };
  const { url, expiresAt } = addressOf('PUT', importFileKey(context.orgId, stored.id), {
    headers: { ...headers, 'content-length': String(stored.file.sizeBytes) },
    expiresSeconds: limits.importUploadMinutes * 60,
  });
  return { ...shown, upload: { url, headers, expiresAt } };
}
