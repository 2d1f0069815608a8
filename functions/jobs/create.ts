import type { BulkAction, Job } from '#contract/job.ts';
import { recordPermission } from '#contract/record-permission.ts';
import { fieldErrorsOf, fieldProblem, ProblemError, type FieldFault } from '#contract/problem.ts';
import { checkFilter } from '#contract/lists/filter.ts';
import { listQuery } from '#contract/lists/list-query.ts';
import type { Context } from '#data/organization/context.ts';
import { readCustomFields } from '#data/custom-fields/definitions.ts';
import { slotForJob } from '#data/jobs/bounds.ts';
import { jobFrom, type JobSource } from '#data/jobs/job.ts';
import { needsOf } from '#data/jobs/kinds.ts';
import { loadOwnJob } from '#data/jobs/read.ts';
import { newJob } from '#data/jobs/start.ts';
import { customForMany } from '#data/custom-fields/values.ts';
import { withExistingIds } from '#data/lists/existing-ids.ts';
import { selectionIn, withIdsFor, type ListSelection } from '#data/lists/list-question.ts';
import { listSubject } from '#data/lists/list-subject.ts';
import { refuseConverting } from '#data/records/backfilled.ts';
import type { RecordDefinition } from '#data/records/definition.ts';
import { definitionOf } from '#data/records/definitions.ts';
import { requestedReach } from '#data/records/read.ts';
import { checkReferences } from '#data/records/references.ts';
import { uniqueFields } from '#data/records/unique-values.ts';
import { unlisted } from '#data/records/listed-values.ts';
import { transactOnce, type Making } from '#data/store/idempotency.ts';
import { scopeNeeded } from '#data/jobs/scope-needed.ts';

interface Body {
  recordType: string;
  ids?: string[] | undefined;
  query?: ListSelection | undefined;
  filters?: Record<string, string> | undefined;
  all?: true | undefined;
  expectedTotal?: number | undefined;
  change: BulkAction;
}

/**
 * Creates a job. Errors in the change itself are reported right away. Problems with single records appear in the job's
 * results.
 */
export function create(context: Context, { body }: { body: Body }): Promise<Job> {
  return transactOnce(
    context,
    () => prepare(context, body),
    async ([id]) => jobFrom(await loadOwnJob(context, id ?? '')),
  );
}

async function prepare(context: Context, body: Body): Promise<Making<Job>> {
  const { recordType, change } = body;
  const definition = definitionOf(recordType);
  if (!definition) throw fieldProblem('/recordType', 'not_a_choice');
  const needs = needsOf({ kind: change.action, params: change }) ?? 'update';
  await refuseConverting(context, definition);
  const scope = scopeNeeded(context, (action) => recordPermission(definition.type.name, action), needs);
  const named = await namedBy(definition, context, body);
  const { action, ...params } = await checked(definition, context, change);
  const { expectedTotal } = body;
  const { job, actions } = newJob(context, {
    kind: action,
    params: params as never,
    scope,
    expectedTotal,
    ...named,
  });
  return { actions: [...actions, await slotForJob(context, job.id)], ids: [job.id], value: job };
}

type Named = { recordType: string; ids: string[] } | { sources: JobSource[] };

/** The ids in the request, or the question whose matches the job freezes when it starts. */
async function namedBy(
  definition: RecordDefinition,
  context: Context,
  { recordType, ids, query, filters, all, expectedTotal, change }: Body,
): Promise<Named> {
  if (query && filters) throw fieldProblem('/query', 'not_allowed');
  if (ids && (query ?? filters)) throw fieldProblem(query ? '/query' : '/filters', 'not_allowed');
  if (ids && (all ?? expectedTotal) !== undefined)
    throw fieldProblem(all ? '/all' : '/expectedTotal', 'not_allowed');
  if (ids) return { recordType, ids };
  const isRestoration = change.action === 'restore';
  if (filters?.deleted !== undefined && !isRestoration) throw fieldProblem('/filters/deleted', 'not_allowed');
  const selection = query
    ? await checkedQuery(context, definition, query)
    : filters && (await checkedFilters(context, definition, filters));
  if (!selection) throw fieldProblem('/ids', 'required');
  const isLimited = [selection.filter, selection.q, selection.teamOf].some((one) => one !== undefined);
  if (isLimited === (all === true)) throw fieldProblem('/all', all ? 'not_allowed' : 'selects_all');
  // Refuses a team that the caller can't know before the job starts.
  await requestedReach(context, selection.teamOf, query ? '/query/teamOf' : '/filters/teamOf');
  const whole: ListSelection = isRestoration ? { ...selection, deleted: true } : selection;
  return { sources: [{ recordType, selection: whole }] };
}

async function checkedQuery(
  context: Context,
  definition: RecordDefinition,
  query: ListSelection,
): Promise<ListSelection> {
  const list = await listSubject(context, definition);
  const { columns } = await withExistingIds(context, list, query.filter);
  const errors = query.filter ? checkFilter(query.filter, columns, '/query/filter') : [];
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
  return query;
}

async function checkedFilters(
  context: Context,
  definition: RecordDefinition,
  filters: Record<string, string>,
): Promise<ListSelection> {
  const result = listQuery(definition.type).safeParse(filters, { reportInput: true });
  if (!result.success)
    throw new ProblemError('invalid_input', undefined, fieldErrorsOf(result.error.issues, '/filters'));
  const list = await listSubject(context, definition);
  return selectionIn(await withIdsFor(context, list, result.data), result.data, '/filters');
}

async function checked(
  definition: RecordDefinition,
  context: Context,
  change: BulkAction,
): Promise<BulkAction> {
  if (change.action === 'update') {
    return { ...change, values: await checkedValues(definition, context, change.values) };
  }
  if (change.action === 'addTags' || change.action === 'removeTags') {
    if (!('tagIds' in definition.type.fields)) throw fieldProblem('/change/action', 'not_allowed');
  }
  if (change.action === 'addTags') {
    await checkReferences(definition, context, { tagIds: change.tagIds }, undefined, '/change');
  }
  return change;
}

/**
 * Validates the values as in an update and returns them. Unique fields, and fields that can't be changed in bulk, only
 * accept null, which clears them.
 */
async function checkedValues(
  definition: RecordDefinition,
  context: Context,
  values: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const pointer = '/change/values';
  if (Object.keys(values).length === 0) throw fieldProblem(pointer, 'required');
  const result = definition.type.update.safeParse(values, { reportInput: true });
  if (!result.success) {
    throw new ProblemError('invalid_input', undefined, fieldErrorsOf(result.error.issues, pointer));
  }
  const parsed = result.data as Record<string, unknown>;
  const filters = Object.fromEntries(Object.entries(parsed).filter(([, value]) => value !== null));
  const single = [...uniqueFields(definition, context.settings), ...(definition.rules?.singly ?? [])];
  const refused = single.filter((field) => field in filters);
  if (refused.length > 0) throw notAllowed(refused.map((field) => `${pointer}/${field}`));
  const wrong =
    unlisted(definition, context.settings, filters) ??
    definition.rules?.checkForMany?.(parsed, context.settings);
  if (wrong) throw fieldProblem(`${pointer}/${wrong.field}`, wrong.code);
  const fields = parsed.custom ? (await readCustomFields(context, definition.type.name)).items : [];
  const complete = parsed.custom
    ? { ...parsed, custom: customForMany(fields, parsed.custom as never, pointer) }
    : parsed;
  await checkReferences(definition, context, complete, undefined, pointer, fields);
  return complete;
}

function notAllowed(pointers: readonly string[]): ProblemError {
  const errors = pointers.map((pointer): FieldFault => ({ pointer, code: 'not_allowed' }));
  return new ProblemError('invalid_input', undefined, errors);
}
