import { v7 as uuidv7 } from 'uuid';
import type { Job } from '#contract/job.ts';
import type { JobKind } from '#contract/job-kind.ts';
import { customColumnPrefix } from '#contract/lists/column-kind.ts';
import type { Filter } from '#contract/lists/filter-tree.ts';
import { limits } from '#contract/limits.ts';
import type { Scope } from '#contract/role.ts';
import type { StatusListName } from '#contract/status-list.ts';
import type { RecordType } from '#contract/record-type.ts';
import { recordTypes } from '#contract/record-types.ts';
import type { Context } from '../organization/context.ts';
import { changeAction } from '../store/change.ts';
import { recordKey } from '../store/keys.ts';
import { jobKey } from '../store/run-keys.ts';
import type { UserContext } from '../store/request-context.ts';
import type { Action } from '../store/transact.ts';
import type { References } from '../records/relations.ts';
import { usesOf } from '../records/list-uses.ts';
import { jobCount } from './bounds.ts';
import { chunkAction } from './chunk.ts';
import { scheduledChangeActions } from '../organization/scheduled-changes.ts';
import {
  jobFrom,
  type JobItem,
  type JobParams,
  type JobPlan,
  type JobSource,
  type MergeParams,
} from './job.ts';
import { emptyLanes } from './lanes.ts';
import { firstCheck } from './stalled.ts';

/** A new job. Its actions are written in the transaction of the request that starts it. */
export interface NewJob {
  job: Job;
  actions: Action[];
}

type Order<K extends JobKind> = {
  kind: K;
  params: JobParams[K];
  scope: Scope;
  isScheduledChange?: boolean;
  /** Whether the job counts toward the day's limit: true unless another job of the same transaction does. */
  isCounted?: boolean;
  /** See `JobPlan`. */
  expectedTotal?: number | undefined;
} & (
  | { recordType: string; ids: readonly string[] }
  /** `mainType` is the record type that the job is about, if that isn't the first one. */
  | { sources: JobSource[]; mainType?: string }
);

type JobMaker = UserContext & Pick<Context, 'orgId' | 'memberSince'>;

/**
 * Prepares a job with ids, or with the lists whose ids will be frozen. Once the actions are written, the change item
 * among them causes `events/relay` to queue the job.
 */
export function newJob<K extends JobKind>(context: JobMaker, order: Order<K>): NewJob {
  const { orgId, now, actor, memberSince, cause } = context;
  const sources = 'sources' in order ? order.sources : [];
  const mainType = 'sources' in order ? order.mainType : order.recordType;
  const types = [...(mainType ? [mainType] : []), ...sources.map(({ recordType }) => recordType)];
  const ids = 'ids' in order ? [...new Set(order.ids)] : [];
  const plan: JobPlan = {
    id: uuidv7(),
    kind: order.kind,
    recordTypes: [...new Set(types)],
    createdAt: now,
    createdBy: actor.userId,
    ...(actor.apiKeyId ? { apiKeyId: actor.apiKeyId } : {}),
    ...(memberSince ? { memberSince } : {}),
    ...(cause ? { cause } : {}),
    scope: order.scope,
    sources,
    params: order.params,
    ...(order.isScheduledChange ? { isScheduledChange: true } : {}),
    ...(order.expectedTotal === undefined ? {} : { expectedTotal: order.expectedTotal }),
  };
  const item: JobItem = {
    ...jobKey(orgId, plan.id),
    ...firstCheck(plan.id, now),
    kind: 'job',
    org: orgId,
    data: JSON.stringify(plan),
    state: 'ids' in order ? 'running' : 'freezing',
    ...('ids' in order ? {} : { lanes: emptyLanes }),
    total: ids.length,
    done: 0,
    failed: 0,
    step: 0,
    source: 0,
    expiresAt: Math.floor(Date.parse(now) / 1000) + limits.jobDays * 86_400,
  };
  const chunks = 'ids' in order ? chunkActions(orgId, plan.id, item, order.recordType, ids) : [];
  const actions: Action[] = [
    { put: { Item: item } },
    ...chunks,
    ...scheduledChangeActions(orgId, plan, item.expiresAt),
    ...(order.isCounted === false ? [] : [jobCount(orgId, now)]),
    jobChange(context, plan),
  ];
  return { job: jobFrom(item), actions };
}

function chunkActions(
  orgId: string,
  jobId: string,
  { expiresAt }: JobItem,
  type: string,
  ids: readonly string[],
): Action[] {
  const actions: Action[] = [];
  for (let from = 0; from < ids.length; from += limits.jobChunkIds) {
    const part = ids.slice(from, from + limits.jobChunkIds);
    actions.push(chunkAction(orgId, jobId, { lane: undefined, from, type, ids: part, expiresAt }));
  }
  return actions;
}

function jobChange(context: JobMaker, { id, params, recordTypes: types }: JobPlan): Action {
  const { orgId } = context;
  const key = recordKey(orgId, 'job', id);
  const parameters = { recordTypes: types, ...params };
  const changes = Object.entries(parameters).map(([field, to]) => ({ field, from: null, to: to as unknown }));
  return changeAction(
    context,
    { orgId, type: 'job', id, key, version: 1, before: undefined },
    'created',
    changes,
  );
}

/**
 * For each record type, its list and then its trash, because deleted records can be restored. A record that is deleted
 * while the list is read is found in the trash. A record that is restored in the meantime applies the change itself.
 */
function everywhere(types: readonly string[], filter?: Filter): JobSource[] {
  const selection = filter ? { filter } : {};
  return types.flatMap((recordType) => [
    { recordType, selection },
    { recordType, selection: { ...selection, deleted: true as const } },
  ]);
}

const anyOf = (field: string, value: readonly string[]): Filter => ({ field, op: 'anyOf', value });

const typesFilteredBy = (field: string): string[] =>
  Object.values<RecordType>(recordTypes as never)
    .filter((type) => type.filters.includes(field))
    .map((type) => type.name);

function scheduled<K extends JobKind>(
  context: JobMaker,
  kind: K,
  params: JobParams[K],
  sources: JobSource[],
): Action[] {
  return newJob(context, { kind, params, scope: 'all', sources, isScheduledChange: true }).actions;
}

/** The actions of a job that recalculates lead scores after a change to the weights or the currency. */
export function rescoreJob(context: Context): Action[] {
  return scheduled(context, 'rescore', {}, everywhere(['lead']));
}

/** A job that reserves the e-mail addresses of these record types. Records in the trash get theirs when restored. */
export function uniqueEmailsJob(
  context: Context,
  types: readonly string[],
  { isCounted }: { isCounted: boolean },
): NewJob {
  const sources = types.map((recordType) => ({ recordType, selection: {} }));
  return newJob(context, {
    kind: 'uniqueEmails',
    params: {},
    scope: 'all',
    sources,
    isScheduledChange: true,
    isCounted,
  });
}

/** The actions of a job that updates the lookup terms of these record types after a change of searchable fields. */
export function customFieldsJob(context: JobMaker, types: readonly string[]): Action[] {
  return scheduled(context, 'customFields', {}, everywhere(types));
}

/** The actions of a job that replaces a merged tag with the tag into which it was merged. */
export function tagMergeJob(context: Context, fromId: string, intoId: string): Action[] {
  const sources = everywhere(typesFilteredBy('tagIds'), anyOf('tagIds', [fromId]));
  return scheduled(context, 'tagMerge', { fromId, intoId }, sources);
}

/**
 * The actions of a job that hands over a user's records and open activities to another user. Activities that are done
 * stay with who did them.
 */
export function handOverJob(context: Context, fromUserId: string, toUserId: string): Action[] {
  const types = typesFilteredBy('ownerId').filter((name) => name !== 'activity');
  const sources = [
    ...everywhere(types, anyOf('ownerId', [fromUserId])),
    // Those in the trash can be restored. The others are found by the index of their assignee.
    { recordType: 'activity', selection: { filter: anyOf('ownerId', [fromUserId]), deleted: true as const } },
  ];
  return scheduled(context, 'handOver', { fromUserId, toUserId }, sources);
}

/** A job that moves everything of merged records to the one that stays, and replaces references to them. */
export function mergeJob(context: Context, params: MergeParams, references: readonly References[]): NewJob {
  const sources = references.flatMap(({ type, fields, customKeys, hasRetired }) => {
    const names = [...fields, ...customKeys.map((key) => `${customColumnPrefix}${key}`)];
    const or = names.map((name) => anyOf(name, params.ids));
    // Lists can't be filtered by a retired field, so all records are looked through for those that refer.
    return everywhere([type.name], hasRetired ? undefined : { or });
  });
  const mainType = params.recordType;
  return newJob(context, { kind: 'merge', params, scope: 'all', sources, mainType, isScheduledChange: true });
}

/** A job that moves everything of a merge back. */
export function unmergeJob(context: Context, params: JobParams['unmerge'], types: readonly string[]): NewJob {
  const sources = types.map((recordType) => ({ recordType, ofJob: params.jobId }));
  return newJob(context, { kind: 'unmerge', params, scope: 'all', sources, mainType: params.recordType });
}

/** The actions of a job that replaces retired statuses or sources. `moves` has the new id for each retired id. */
export function statusMoveJob(
  context: Context,
  list: StatusListName,
  moves: Record<string, string>,
): Action[] {
  const sources = usesOf(list).flatMap(({ recordType, field }) =>
    everywhere([recordType], anyOf(field, Object.keys(moves))),
  );
  return scheduled(context, 'statusMove', { list, moves }, sources);
}

/** The actions of a job that moves deals out of removed stages. `moves` has the id of the new stage for each one. */
export function stageMoveJob(context: Context, moves: Record<string, string>): Action[] {
  const sources = everywhere(['deal'], anyOf('stageId', Object.keys(moves)));
  return scheduled(context, 'stageMove', { moves }, sources);
}
