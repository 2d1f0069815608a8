import { v7 as uuidv7 } from 'uuid';
import type { Export, exportsResource } from '#contract/export.ts';
import { limits } from '#contract/limits.ts';
import { checkFilter } from '#contract/lists/filter.ts';
import type { InputOf } from '#contract/operation.ts';
import type { Permission } from '#contract/permission.ts';
import { ProblemError, type FieldFault } from '#contract/problem.ts';
import {
  exportActions,
  exportCount,
  exportFrom,
  loadExport,
  slotForExport,
  type StoredExport,
} from '#data/exports/export-item.ts';
import { fileNameOf } from '#data/exports/file-name.ts';
import { withExistingIds } from '#data/lists/existing-ids.ts';
import { listSubject } from '#data/lists/list-subject.ts';
import { columnErrors, isSortable } from '#data/lists/question-columns.ts';
import type { Context } from '#data/organization/context.ts';
import { definitionOf } from '#data/records/definitions.ts';
import { requestedReach } from '#data/records/read.ts';
import { transactOnce } from '#data/store/idempotency.ts';

type Input = InputOf<(typeof exportsResource)['operations']['create']>;

const dayMs = 86_400_000;

/** Creates an export, which `events/relay` queues. */
export async function create(context: Context, { body }: Input): Promise<Export> {
  const scope = context.scopeFor(`${body.recordType}:read` as Permission);
  if (!scope) throw new ProblemError('forbidden');
  return transactOnce(
    context,
    async () => {
      await checkList({ ...context, scope }, body);
      const { actor, memberSince, now } = context;
      const stored: StoredExport = {
        ...body,
        id: uuidv7(),
        version: 1,
        state: 'queued',
        fileName: fileNameOf(context, body),
        rows: 0,
        createdBy: actor.userId,
        ...(actor.apiKeyId ? { apiKeyId: actor.apiKeyId } : {}),
        ...(memberSince ? { memberSince } : {}),
        runs: 0,
        createdAt: now,
        updatedAt: now,
        expiresAt: new Date(Date.parse(now) + limits.exportDays * dayMs).toISOString(),
      };
      const actions = exportActions(context, undefined, stored, 'created');
      return {
        actions: [...actions, exportCount(context), await slotForExport(context, stored.id)],
        ids: [stored.id],
        value: exportFrom(context, stored),
      };
    },
    async ([id = '']) => exportFrom(context, await loadExport(context, id)),
  );
}

/** Throws with all errors of the columns that the list’s filter, order and file name. */
async function checkList(
  context: Context,
  { recordType, query = {}, columns }: Input['body'],
): Promise<void> {
  const definition = definitionOf(recordType);
  if (!definition) throw new ProblemError('not_found');
  const { filter, sorts = [], teamOf } = query;
  const list = await withExistingIds(context, await listSubject(context, definition), filter);
  const errors: FieldFault[] = [
    ...(filter ? checkFilter(filter, list.columns, '/query/filter') : []),
    ...sorts.flatMap(({ field }, at) =>
      columnErrors(list.columns, field, `/query/sorts/${at}/field`, isSortable),
    ),
    ...columns.flatMap(({ field }, at) => {
      const pointer = `/columns/${at}/field`;
      const isRepeated = columns.findIndex((one) => one.field === field) < at;
      return isRepeated
        ? [{ pointer, code: 'repeated' as const }]
        : columnErrors(list.columns, field, pointer);
    }),
  ];
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
  await requestedReach(context, teamOf);
}
