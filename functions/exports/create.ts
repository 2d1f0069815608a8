import type { Export, exportsResource } from '#contract/export.ts';
import { checkFilter } from '#contract/lists/filter.ts';
import type { InputOf } from '#contract/operation.ts';
import { ProblemError, type FieldFault } from '#contract/problem.ts';
import { recordPermission } from '#contract/record-permission.ts';
import { fileNameOf } from '#data/exports/file-name.ts';
import { withExistingIds } from '#data/lists/existing-ids.ts';
import { listSubject } from '#data/lists/list-subject.ts';
import { columnErrors, isSortable } from '#data/lists/question-columns.ts';
import type { Context } from '#data/organization/context.ts';
import { definitionOf } from '#data/records/definitions.ts';
import { requestedReach } from '#data/records/read.ts';
import { newExport, queued } from './queued.ts';

type Input = InputOf<(typeof exportsResource)['operations']['create']>;

/** Creates an export, which `events/relay` queues. */
export async function create(context: Context, { body }: Input): Promise<Export> {
  const scope = context.scopeFor(recordPermission(body.recordType, 'read'));
  if (!scope) throw new ProblemError('forbidden');
  return queued(context, async () => {
    await checkList({ ...context, scope }, body);
    return { ...newExport(context), ...body, fileName: fileNameOf(context, body) };
  });
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
