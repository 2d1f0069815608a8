import type { Column } from '#contract/lists/column.ts';
import { checkFilter } from '#contract/lists/filter.ts';
import type { ListPage, ListQuestion } from '#contract/lists/list-operations.ts';
import { errorAt, fieldProblem, ProblemError, type FieldError } from '#contract/problem.ts';
import { withExistingIds } from '#data/lists/existing-ids.ts';
import { isSortable } from '#data/lists/list-question.ts';
import { listSubject, type ListSubject } from '#data/lists/list-subject.ts';
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
  const fitting = (name: string, pointer: string, fits: (column: Column) => boolean): FieldError[] => {
    const column = columns.get(name);
    if (!column) return [errorAt(pointer, 'unknown_field')];
    return fits(column) ? [] : [errorAt(pointer, 'not_allowed')];
  };
  const errors = [
    ...(filter ? checkFilter(filter, columns) : []),
    ...sorts.flatMap(({ field }, at) => fitting(field, `/sorts/${at}/field`, isSortable)),
    ...shown.flatMap((name, at) => fitting(name, `/columns/${at}`, () => true)),
    ...include.flatMap((name, at) => fitting(name, `/include/${at}`, hasNames)),
    ...(groups?.by === undefined
      ? []
      : fitting(groups.by, '/groups/by', ({ kind }) => kind === 'choice' || kind === 'choices')),
    ...(groups?.measures ?? []).flatMap((name, at) =>
      fitting(name, `/groups/measures/${at}`, ({ kind }) => kind === 'number' || kind === 'money'),
    ),
  ];
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
  if (cursor !== undefined && offset !== undefined) throw fieldProblem('/offset', 'not_allowed');
}
