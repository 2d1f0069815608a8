import { checkFilter } from '#contract/lists/filter.ts';
import type { ListPage, ListQuestion } from '#contract/lists/list-operations.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { withExistingIds } from '#data/lists/existing-ids.ts';
import { listSubject, type ListSubject } from '#data/lists/list-subject.ts';
import { columnErrors, isGroupable, isMeasurable, isSortable } from '#data/lists/question-columns.ts';
import type { Context } from '#data/organization/context.ts';
import type { RecordDefinition } from '#data/records/definition.ts';
import { requestedReach } from '#data/records/read.ts';
import { hasNames } from './names.ts';
import { readPage } from './page.ts';

/** A page of the records that match a question, with the exact total and groups of all matching records. */
export async function query(
  definition: RecordDefinition,
  context: Context,
  { body }: { body: ListQuestion },
): Promise<ListPage> {
  const named = body.groups?.by === undefined ? [] : [body.groups.by];
  const subject = await withExistingIds(context, await listSubject(context, definition), body.filter, named);
  check(subject, body);
  return readPage(context, subject, body, await requestedReach(context, body.teamOf));
}

/** Throws with all errors of the columns that a question names. */
function check({ columns }: ListSubject, question: ListQuestion): void {
  const { filter, sorts = [], columns: shown = [], include = [], groups, cursor, offset } = question;
  const errors = [
    ...(filter ? checkFilter(filter, columns) : []),
    ...sorts.flatMap(({ field }, at) => columnErrors(columns, field, `/sorts/${at}/field`, isSortable)),
    ...shown.flatMap((name, at) => columnErrors(columns, name, `/columns/${at}`)),
    ...include.flatMap((name, at) => columnErrors(columns, name, `/include/${at}`, hasNames)),
    ...(groups?.by === undefined ? [] : columnErrors(columns, groups.by, '/groups/by', isGroupable)),
    ...(groups?.measures ?? []).flatMap((name, at) =>
      columnErrors(columns, name, `/groups/measures/${at}`, isMeasurable),
    ),
  ];
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
  if (cursor !== undefined && offset !== undefined) throw fieldProblem('/offset', 'not_allowed');
}
