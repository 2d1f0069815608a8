import { checkFilter } from '#contract/lists/filter.ts';
import type { ListPage } from '#contract/lists/list-operations.ts';
import type { ListQuestion } from '#contract/lists/list-question.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { withExistingIds } from '#data/lists/existing-ids.ts';
import { listSubject, type ListSubject } from '#data/lists/list-subject.ts';
import { columnErrors, isGroupable, isMeasurable, isSortable } from '#data/lists/question-columns.ts';
import type { Context } from '#data/organization/context.ts';
import type { RecordDefinition } from '#data/records/definition.ts';
import { requestedReach } from '#data/records/read.ts';
import { hasNames } from '#data/lists/names.ts';
import { readPage } from '#data/lists/list-page.ts';
import { withVisibleAbout } from '#data/records/visible-about.ts';

/** A page of the records that match a question, with the exact total and groups of all matching records. */
export async function query(
  definition: RecordDefinition,
  context: Context,
  { body }: { body: ListQuestion },
): Promise<ListPage> {
  const subject = await subjectOf(context, definition, body);
  const reach = await requestedReach(context, body.teamOf, '/teamOf');
  const page = await readPage(context, subject, body, reach, { isCurrent: body.current });
  return { ...page, items: await withVisibleAbout(context, definition.type, page.items) };
}

/** The list that a question is about. Throws with all errors of the question. */
export async function subjectOf(
  context: Context,
  definition: RecordDefinition,
  question: ListQuestion,
): Promise<ListSubject> {
  const { filter, groups } = question;
  const named = groups?.by === undefined ? [] : [groups.by];
  const subject = await withExistingIds(context, await listSubject(context, definition), filter, named);
  check(subject, question);
  return subject;
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
