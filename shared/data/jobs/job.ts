import type { CustomField } from '#contract/custom-field.ts';
import type { Job, JobKind, JobState } from '#contract/job.ts';
import type { Scope } from '#contract/role.ts';
import type { ScheduledChange, Replacements } from '../organization/scheduled-changes.ts';
import { jobKey, type Key } from '../store/keys.ts';
import { getItem } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';

/** The parameters of each kind of job. */
export interface JobParams extends Replacements {
  /**
   * Definitions are not stored with the plan; custom values are validated against the current ones at each step.
   */
  update: { values: Record<string, unknown>; fields?: readonly CustomField[] };
  addTags: { tagIds: string[] };
  removeTags: { tagIds: string[] };
  delete: object;
  /** Not stored with the plan: the scheduled changes that restored records must apply, as of each step. */
  restore: { scheduledChanges?: readonly ScheduledChange[] };
  rescore: object;
  customFields: object;
}

/** A list that a job works on, with its query parameters. */
export interface JobSource {
  recordType: string;
  query: Record<string, string>;
}

/** The immutable request of a job. */
export interface JobPlan {
  id: string;
  kind: JobKind;
  recordTypes: string[];
  createdAt: string;
  createdBy: string;
  apiKeyId?: string;
  /** When the creator joined. The job ends with that membership, even if the creator joins again. */
  memberSince?: string;
  /** The creator's scope. The job stops if it becomes smaller. */
  scope: Scope;
  /** Lists whose records are frozen one after the other; empty if the request contains ids. */
  sources: JobSource[];
  params: JobParams[JobKind];
  /** Not before this instant, ISO 8601. */
  startsAt?: string;
}

/** The state of the work. Every step updates it conditionally, in the same transaction as its effects. */
export interface JobProgress {
  state: JobState;
  total: number;
  done: number;
  failed: number;
  /** While freezing: number of steps, the current source, and where its next page starts. */
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
  /** Epoch seconds. All items of a job expire at the same time. */
  expiresAt: number;
}

export const planOf = (item: JobItem): JobPlan => JSON.parse(item.data) as JobPlan;

export const isUnfinished = ({ state }: Pick<JobItem, 'state'>): boolean =>
  state === 'freezing' || state === 'running';

/** The public view of a job. */
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

/** A job that hasn't expired. */
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

/** Someone else has advanced the job: a duplicate delivery or a cancellation. */
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
