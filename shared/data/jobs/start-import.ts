import type { Permission } from '#contract/permission.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Scope } from '#contract/role.ts';
import { importPermission } from '#contract/record-permission.ts';
import {
  importRuns,
  nextImport,
  readImport,
  withoutStart,
  type StoredImport,
} from '../imports/import-runs.ts';
import { notesPlan, partsOf, relatedPlan, rowsPlan } from '../imports/import-objects.ts';
import { newFieldActions } from '../imports/new-fields.ts';
import { createTags } from '../imports/new-tags.ts';
import { rememberActions } from '../imports/remembered-mapping.ts';
import type { Context } from '../organization/context.ts';
import { presentContext } from '../organization/rights.ts';
import type { UserContext } from '../store/request-context.ts';
import { isTemporary } from '../store/table.ts';
import { transact, type Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { slotAfter, slotForJob } from './bounds.ts';
import { newJob } from './start.ts';

/** Starts the job that writes the rows of a checked import as planned by the last check. */
export async function startImport(
  context: Context,
  stored: StoredImport,
  further: readonly Action[] = [],
): Promise<StoredImport> {
  const { next, actions } = await startActions(context, stored);
  await transact(context, [...actions, ...further]);
  return next;
}

/** Whether a start of a checked import would write anything. */
export const hasRows = ({ file: { check } }: StoredImport): boolean =>
  check !== undefined && check.creates + check.updates > 0;

/**
 * The actions that start the job of a checked import. New tags are created before. `endedJobId` is the job that this one
 * follows, in the transaction that ends it: both of them count as one.
 */
export async function startActions(
  context: Context,
  stored: StoredImport,
  endedJobId?: string,
): Promise<{ next: StoredImport; actions: Action[] }> {
  const { recordType, onMatch = 'skip', rows = 0, check: checked, allowErased } = stored.file;
  if (!checked || !hasRows(stored)) throw new ProblemError('conflict', 'import_empty');
  const scope = scopeForImport(context, stored);
  const fieldActions = await newFieldActions(context, stored);
  await createTags(context, checked.newTags);
  const { job, actions } = newJob(context, {
    kind: 'import',
    params: { importId: stored.id, onMatch, ...(allowErased ? { allowErased } : {}) },
    scope,
    mainType: recordType,
    isCounted: endedJobId === undefined,
    sources: [
      ...(checked.related ?? []).map(({ recordType: type, creates }) => ({
        recordType: type,
        plan: { name: relatedPlan(type), parts: partsOf(creates) },
      })),
      { recordType, plan: { name: rowsPlan, parts: partsOf(rows) } },
      ...(checked.notes ? [{ recordType: 'note', plan: { name: notesPlan, parts: partsOf(rows) } }] : []),
    ],
  });
  const next = nextImport(context, withoutStart(stored), { state: 'started', jobId: job.id });
  return {
    next,
    actions: [
      ...importRuns.write(context, stored, next, 'started'),
      ...actions,
      ...fieldActions,
      endedJobId === undefined
        ? await slotForJob(context, job.id)
        : await slotAfter(context, endedJobId, job.id),
      ...(await rememberActions(context, stored)),
    ],
  };
}

/** The scope in which the caller can create records. Throws `forbidden` without the permissions for all that is written. */
export function scopeForImport(
  context: Context,
  { file: { recordType, check } }: Pick<StoredImport, 'file'>,
): Scope {
  const { updates = 0, notes = 0, related = [], newTags = [], newFields = [] } = check ?? {};
  const scope = context.scopeFor(importPermission(recordType, 'create'));
  const canUpdate = context.scopeFor(importPermission(recordType, 'update')) !== undefined;
  const others = related.map(({ recordType: type }) => importPermission(type, 'create'));
  const further: Permission[] = [
    ...others,
    ...(notes > 0 ? (['note:create'] as const) : []),
    ...(newTags.length > 0 ? (['tag:create'] as const) : []),
    ...(newFields.length > 0 ? (['customField:update'] as const) : []),
  ];
  const canCreate = further.every((permission) => context.scopeFor(permission) !== undefined);
  if (!scope || !canCreate || (updates > 0 && !canUpdate)) throw new ProblemError('forbidden');
  return scope;
}

/**
 * Starts a checked import that starts by itself, with the present rights of its creator. A repeated call finds it started.
 * If it can't start, it stays `checked` with the reason.
 */
export async function startIfDue(
  session: Session,
  { orgId, importId }: { orgId: string; importId: string },
): Promise<void> {
  const now = new Date().toISOString();
  const stored = await readImport(session, orgId, importId, now);
  if (stored?.state !== 'checked' || !stored.start) return;
  const { createdBy, apiKeyId, memberSince } = stored;
  const actor = { userId: createdBy, ...(apiKeyId ? { apiKeyId } : {}) };
  const base: UserContext = { ...session, requestId: importId, now, actor, via: 'job' };
  const context = await presentContext(base, orgId, memberSince);
  try {
    if (!context) throw new ProblemError('forbidden');
    await startImport({ ...context, ...(memberSince ? { memberSince } : {}) }, stored);
  } catch (error) {
    if (!(error instanceof ProblemError) || isTemporary(error)) throw error;
    const next = nextImport(base, withoutStart(stored), { problem: { code: 'not_started' } });
    const place = { ...base, orgId };
    await transact(place, importRuns.write(place, stored, next, 'checked'));
  }
}
