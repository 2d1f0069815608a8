import type { OnMatch } from '#contract/import.ts';
import type { CustomField } from '#contract/custom-field.ts';
import { unfinishedJobStates, type BulkAction, type Job, type JobState } from '#contract/job.ts';
import { isOfImport, isRequested, type JobKind } from '#contract/job-kind.ts';
import { withConditions, type Condition } from '#contract/lists/filter-tree.ts';
import type { Permission } from '#contract/permission.ts';
import { importPermission, recordPermission } from '#contract/record-permission.ts';
import type { Scope } from '#contract/role.ts';
import type { ListSelection } from '../lists/list-question.ts';
import type { ScheduledChange, Replacements } from '../organization/scheduled-changes.ts';
import { isKept } from '../store/kept.ts';
import { type Key } from '../store/keys.ts';
import { jobKey } from '../store/run-keys.ts';
import { getItem } from '../store/table.ts';
import type { Cause } from '../store/request-context.ts';
import type { Session } from '../store/units.ts';

/** The action on the record type that the creator of a job must be permitted. */
export type Needs = 'create' | 'update' | 'delete';

export interface JobParams extends Replacements {
  /**
   * `fields` are read before each step instead of stored with the plan, so that custom values are validated against the
   * current custom fields.
   */
  update: { values: Record<string, unknown>; fields?: readonly CustomField[] };
  addTags: { tagIds: string[] };
  removeTags: { tagIds: string[] };
  delete: object;
  /** `scheduledChanges` must be applied to restored records. They are read before each step, not stored in the plan. */
  restore: { scheduledChanges?: readonly ScheduledChange[] };
  /**
   * `needs` is the permission that the undone job needed. `undone` is the change that the job takes back, or with
   * `isRedo`, makes again because the undone job took it back. `scheduledChanges` and `fields` are
   * those of `restore` and `update`. `changesSince` are the scheduled changes since the undone job was created.
   */
  /** `fieldsOf` are the `fields` of `update`, by record type. */
  import: {
    importId: string;
    onMatch: OnMatch;
    allowErased?: boolean;
    fieldsOf?: Readonly<Record<string, readonly CustomField[]>>;
  };
  undo: {
    jobId: string;
    jobCreatedAt: string;
    needs: Needs;
    undone?: BulkAction;
    isRedo?: boolean;
    scheduledChanges?: readonly ScheduledChange[];
    changesSince?: readonly ScheduledChange[];
    fields?: readonly CustomField[];
    /** The jobs of imports that are undone once this job is done, one after the other. */
    then?: readonly string[];
  };
  merge: MergeParams;
  unmerge: MergeParams & { jobId: string; jobCreatedAt: string };
  rescore: object;
  customFields: object;
  uniqueEmails: object;
}

/** Records that were merged into another one. */
export interface MergeParams {
  recordType: string;
  intoId: string;
  ids: readonly string[];
  /** The version of the remaining record that the merge wrote. */
  version: number;
  /** False since version 0.14, whose merges replace what activities are about like other references. */
  movesTasks?: boolean;
  /** The custom fields by record type, read before each step. */
  fieldsOf?: Readonly<Record<string, readonly CustomField[]>>;
}

/** The records that a job works on. */
export interface JobSource {
  recordType: string;
  selection?: ListSelection;
  /** An ended job. The records that it has changed are those of this one. */
  ofJob?: string;
  /** A plan of an import, with its number of parts. Its records are those of this source. */
  plan?: { name: string; parts: number };
  /** Version 0.3 and earlier stored the query parameters of a list. */
  query?: Record<string, string>;
}

/** The request for a job, which never changes. */
export interface JobPlan {
  id: string;
  kind: JobKind;
  recordTypes: string[];
  createdAt: string;
  createdBy: string;
  apiKeyId?: string;
  /** The cause of the change that started the job, if it has one. */
  cause?: Cause;
  /**
   * When the creator joined the organization. A job that needs a permission stops if that membership ends, even if the
   * creator joins again.
   */
  memberSince?: string;
  /** The creator's scope at the start. A job that needs a permission stops if the creator's scope becomes smaller. */
  scope: Scope;
  /** Lists whose record ids are frozen one after the other; empty if the request contains ids. */
  sources: JobSource[];
  params: JobParams[JobKind];
  /** Whether the job applies a change of settings, so that it must find every write that used the previous settings. */
  isScheduledChange?: boolean;
  /** The number of records that the caller expects to change. The job stops if it finds another one. */
  expectedTotal?: number;
  /** Version 0.3 and earlier stored the instant (ISO 8601) at which such a job starts. */
  startsAt?: string;
}

/** How far a list of ids has been processed. */
export interface Progress {
  state: JobState;
  total: number;
  done: number;
  failed: number;
  /** How many rows of an import have created their record. */
  created?: number;
  /** How many of the records that are done or failed are those that rows of an import name. */
  relatedDone?: number;
  relatedFailed?: number;
}

/**
 * The progress of a job. It is updated in the transaction in which a step stores ids or changes records, on condition
 * that no other run has advanced the job.
 */
export interface JobProgress extends Progress {
  /**
   * The number of ids in each lane. While a job with lanes is running, `done` and `failed` are in the items of its
   * lanes. Jobs for ids, and jobs of version 0.3 and earlier, have no lanes.
   */
  lanes?: number[];
  /** The number of times that a scheduled change was applied to all records found. */
  passes?: number;
  /** The number of records that the first pass found. Later passes can find the same ones again. */
  found?: number;
  /** While freezing: the number of steps so far, the index of the current source, and where its next page starts. */
  step: number;
  source: number;
  cursor?: string;
  finishedAt?: string;
}

export interface JobItem extends Key, JobProgress {
  kind: 'job';
  org: string;
  /** The job that undoes this job, or undid it last. */
  undoneBy?: string;
  /** The time of the next check of the job's progress, in the index of due checks (see `stalled.ts`). */
  g6pk?: string;
  g6sk?: string;
  /** The job's progress at the last check. */
  seen?: number;
  /** A `JobPlan` as JSON. */
  data: string;
  /** Epoch seconds. All items of a job expire at the same time. */
  expiresAt: number;
}

/**
 * The permission for an action on what a job writes of a type. Entries that imports create can be called like a record
 * type: what people log are activities, and so are records.
 */
export const jobPermission = (job: Pick<Job, 'kind' | 'change'>, type: string, action: string): Permission =>
  (isOfImport(job) ? importPermission : recordPermission)(type, action);

export const planOf = ({ data }: Pick<JobItem, 'data'>): JobPlan => JSON.parse(data) as JobPlan;

export const isUnfinished = ({ state }: Pick<JobItem, 'state'>): boolean =>
  unfinishedJobStates.includes(state);

/** What a job that someone requested does to each record. For `undo`, the change that it takes back or makes again. */
export function changeOf(kind: JobKind, params: JobPlan['params']): BulkAction | undefined {
  if (kind === 'undo') return (params as JobParams['undo']).undone;
  if (kind === 'import' || kind === 'merge' || kind === 'unmerge') return undefined;
  return isRequested(kind) ? ({ action: kind, ...params } as BulkAction) : undefined;
}

/** The public view of a job. */
export function jobFrom(item: JobItem): Job {
  const { id, kind, recordTypes, createdAt, createdBy, params, sources, expectedTotal } = planOf(item);
  const change = changeOf(kind, params);
  const { state, finishedAt, undoneBy } = item;
  return {
    id,
    kind,
    recordTypes,
    state,
    createdAt,
    createdBy,
    ...countsOf(item),
    ...(expectedTotal === undefined ? {} : { expectedTotal }),
    ...(finishedAt ? { finishedAt } : {}),
    ...(change ? { change } : {}),
    ...(isRequested(kind) ? queryOf(sources, createdBy) : {}),
    ...(kind === 'undo' ? undoOf(params as JobParams['undo']) : {}),
    ...(kind === 'merge' || kind === 'unmerge' ? mergeOf(params as MergeParams) : {}),
    ...(kind === 'unmerge' ? { undoes: (params as JobParams['unmerge']).jobId } : {}),
    ...(undoneBy ? { undoneBy } : {}),
  };
}

const mergeOf = ({ intoId, ids }: MergeParams): Pick<Job, 'merge'> => ({ merge: { intoId, ids: [...ids] } });

/** The query means the same for everyone who reads it, so `me` becomes the person who started the job. */
function queryOf([source]: readonly JobSource[], createdBy: string): Pick<Job, 'query'> {
  if (!source?.selection) return {};
  const { deleted: _deleted, filter, ...query } = source.selection;
  return { query: { ...query, ...(filter ? { filter: withConditions(filter, namedBy(createdBy)) } : {}) } };
}

const namedBy =
  (userId: string) =>
  (condition: Condition): Condition =>
    Array.isArray(condition.value)
      ? { ...condition, value: condition.value.map((one: unknown) => (one === 'me' ? userId : one)) }
      : condition;

/** A record counts once, however many passes have found it. */
const countsOf = ({
  total,
  done,
  failed,
  found,
  created,
  relatedDone = 0,
  relatedFailed = 0,
}: JobItem): Pick<Job, 'total' | 'done' | 'failed' | 'created' | 'related'> =>
  found === undefined
    ? {
        ...{ total, done, failed },
        ...(created === undefined ? {} : { created }),
        ...(relatedDone + relatedFailed > 0 ? { related: { done: relatedDone, failed: relatedFailed } } : {}),
      }
    : { total: found, done: found - failed, failed };

const undoOf = ({ jobId, isRedo = false }: JobParams['undo']): Pick<Job, 'undoes' | 'isRedo'> => ({
  undoes: jobId,
  isRedo,
});

/** A job by id; undefined if it doesn't exist or has expired. */
export async function readJob(
  session: Session,
  orgId: string,
  id: string,
  now: string,
): Promise<JobItem | undefined> {
  const item = await getItem<JobItem>(session, jobKey(orgId, id));
  return item && isKept(item, now) ? item : undefined;
}

/** An update of the item of a job or a lane. Values that are undefined are removed. */
export function updateOf({ pk, sk }: Key, values: Readonly<Record<string, unknown>>) {
  const names = Object.keys(values);
  const set = names.filter((name) => values[name] !== undefined);
  const removed = names.filter((name) => values[name] === undefined);
  const expression = [
    `SET ${set.map((name) => `#${name} = :${name}`).join(', ')}`,
    ...(removed.length > 0 ? [`REMOVE ${removed.map((name) => `#${name}`).join(', ')}`] : []),
  ];
  return {
    Key: { pk, sk },
    UpdateExpression: expression.join(' '),
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(set.map((name) => [`:${name}`, values[name]])),
  };
}

/** Thrown if another run has advanced the job in the meantime, or if the job has ended. */
export class Overtaken extends Error {}
