import type { CustomField } from '#contract/custom-field.ts';
import type { Job, JobKind, JobState } from '#contract/job.ts';
import type { StatusListName } from '#contract/status-list.ts';
import type { Scope } from '#contract/permission.ts';
import { jobKey, type Key } from '../keys.ts';
import { getItem } from '../table.ts';
import type { Action } from '../transact.ts';
import type { Session } from '../units.ts';

/** What a job of each kind is told. */
export interface JobParams {
  /** The definitions are not kept with the plan: custom values are held to them as they stand at each step. */
  update: { values: Record<string, unknown>; fields?: readonly CustomField[] };
  addTags: { tagIds: string[] };
  removeTags: { tagIds: string[] };
  delete: object;
  /** Not kept with the plan: what restored records have to follow, as it stands at each step. */
  restore: { decisions?: readonly Decision[] };
  rescore: object;
  tagMerge: { fromId: string; intoId: string };
  handOver: { fromUserId: string; toUserId: string };
  /** Where deals go, by the stage that they are in. */
  stageMove: { moves: Record<string, string> };
  /** Which entry of a list comes in the place of which. */
  statusMove: { list: StatusListName; moves: Record<string, string> };
  customFields: object;
}

/** Kinds of decisions that put something in the place of something else. */
export type Replacing = 'tagMerge' | 'handOver' | 'stageMove' | 'statusMove';

/** A decision that a job carries out, by the job's id. */
export interface Decision {
  id: string;
  kind: Replacing;
  /** What comes in the place of what. */
  moves: Readonly<Record<string, string>>;
}

/** A list that a job works on, by its query parameters as text. */
export interface JobSource {
  recordType: string;
  query: Record<string, string>;
}

/** What was asked for; it never changes. */
export interface JobPlan {
  id: string;
  kind: JobKind;
  recordTypes: string[];
  createdAt: string;
  createdBy: string;
  apiKeyId?: string;
  /** When the maker had joined: the job ends with that membership, also where the maker comes back. */
  memberSince?: string;
  /** How far the maker's right reached; a job stops when it reaches less far. */
  scope: Scope;
  /** Lists whose records are frozen one after the other; none where ids were given. */
  sources: JobSource[];
  params: JobParams[JobKind];
  /** Not before this instant, ISO 8601. */
  startsAt?: string;
}

/** Where the work stands. Every step moves it under a condition, in one transaction with what the step did. */
export interface JobProgress {
  state: JobState;
  total: number;
  done: number;
  failed: number;
  /** While freezing: steps taken, the source that is read, and where its next page begins. */
  step: number;
  source: number;
  cursor?: string;
  finishedAt?: string;
}

export interface JobItem extends Key, JobProgress {
  kind: 'job';
  org: string;
  /** A `JobPlan`. */
  data: string;
  /** Epoch seconds. All that a job leaves goes at the same time. */
  expiresAt: number;
}

export const planOf = (item: JobItem): JobPlan => JSON.parse(item.data) as JobPlan;

export const isUnfinished = ({ state }: Pick<JobItem, 'state'>): boolean =>
  state === 'freezing' || state === 'running';

/** The job as callers see it. */
export function jobFrom(item: JobItem): Job {
  const { id, kind, recordTypes, createdAt, createdBy } = planOf(item);
  const { state, total, done, failed, finishedAt } = item;
  return {
    id,
    kind,
    recordTypes,
    state,
    createdAt,
    createdBy,
    total,
    done,
    failed,
    ...(finishedAt ? { finishedAt } : {}),
  };
}

/** A job that is still kept. */
export async function readJob(
  session: Session,
  orgId: string,
  id: string,
  now: string,
): Promise<JobItem | undefined> {
  const item = await getItem<JobItem>(session, jobKey(orgId, id));
  return item && isKept(item, now) ? item : undefined;
}

export const isKept = ({ expiresAt }: JobItem, now: string): boolean => expiresAt * 1000 > Date.parse(now);

/** Somebody else has moved the job meanwhile: another delivery of the same message, or a cancellation. */
export class Overtaken extends Error {}

/** Ends a job before its last record. */
export function endAction(item: JobItem, state: 'cancelled' | 'stopped', now: string): Action {
  return {
    update: {
      Key: { pk: item.pk, sk: item.sk },
      UpdateExpression: 'SET #state = :ended, finishedAt = :now REMOVE #cursor',
      ConditionExpression: '#state IN (:freezing, :running)',
      ExpressionAttributeNames: { '#state': 'state', '#cursor': 'cursor' },
      ExpressionAttributeValues: {
        ':ended': state,
        ':now': now,
        ':freezing': 'freezing',
        ':running': 'running',
      },
    },
    refuse: () => new Overtaken(),
  };
}
