import { dayParameters } from '#contract/day-of.ts';
import type { Condition } from '#contract/lists/filter-tree.ts';
import { listLimits } from '#contract/lists/list-limits.ts';
import type { Stage } from '#contract/organization.ts';
import type { StatusMeaning } from '#contract/status.ts';
import { addressOf } from '#lib/api/address.ts';
import { simplified } from '#lib/records/conditions.ts';
import { filterText, readableQuery } from '#lib/records/filter-address.ts';
import { may, type Workspace } from '#lib/workspace.ts';

/** The records that a number in a report counts, described by list filters. */
interface RecordsBehind {
  records: 'deal' | 'lead' | 'customer';
  /** Which date must be in the report's period: the creation date, the close date, or when a lead was closed. */
  day: 'created' | 'close' | 'closed';
  /** Includes only deals in stages, or leads with statuses, that have one of these meanings. */
  meanings?: readonly (Stage['meaning'] | StatusMeaning)[];
  /** Whether to include only converted leads. */
  isConverted?: true;
  /** Whether to include only leads with at least one activity. */
  isAnswered?: true;
  /** For a funnel stage: deals that reached at least this stage, or that went no further. */
  came?: 'atLeast' | 'noFurther';
}
/** Activities, of all kinds if `kind` is undefined. */
interface ActivitiesBehind {
  records: 'activity';
  kind?: string;
}
export type Behind = RecordsBehind | ActivitiesBehind;

/** Additional filters of a report or of one of its parts, named like the fields of records. */
export interface Narrowed {
  ownerId?: string | undefined;
  teamOf?: string | undefined;
  pipelineId?: string | undefined;
  sourceId?: string | undefined;
  statusId?: string | undefined;
  customerId?: string | undefined;
  furthestStageId?: readonly string[] | undefined;
}

const plurals = { deal: 'deals', lead: 'leads', customer: 'customers' };
const sorts = { created: '-createdAt', close: '-closeDate', closed: '-closedAt' };
const dayFields = { created: 'createdAt', close: 'closeDate', closed: 'closedAt' };

/**
 * Deals that are in a stage with one of the meanings and were closed in the period. For open deals, the expected close
 * date counts.
 */
export const dealsOf = (...meanings: Stage['meaning'][]): Behind => ({
  records: 'deal',
  day: 'close',
  meanings,
});
export const leadsMade: RecordsBehind = { records: 'lead', day: 'created' };
export const leadsClosed: RecordsBehind = { records: 'lead', day: 'closed' };

/** Link to the list of records that a number counts; undefined if no list can show them or the user has no access. */
export function listBehind(
  workspace: Workspace,
  behind: Behind,
  period: { from: string; to: string } | undefined,
  narrowed: Narrowed = {},
): string | undefined {
  if (behind.records === 'activity') return historyBehind(workspace, behind, period, narrowed);
  const { records, day, meanings } = behind;
  if (!may(workspace, `${records}:read`)) return undefined;
  const entries =
    records === 'deal' ? stagesOf(workspace, narrowed.pipelineId) : workspace.organization.leadStatuses;
  const meant = entries.filter(({ meaning }) => meaning && meanings?.includes(meaning)).map(({ id }) => id);
  const { teamOf, ...fields } = narrowed;
  const conditions = [
    ...Object.entries(fields).flatMap(([field, value]) => conditionOf(field, [value ?? []].flat())),
    ...(meanings ? conditionOf(records === 'deal' ? 'stageId' : 'statusId', meant) : []),
    ...periodOf(behind, period),
  ];
  const counts = conditions.map(({ value }) => (Array.isArray(value) ? value.length : 1));
  if (Math.max(...counts) > listLimits.valuesPerCondition) return undefined;
  // Undated deals are shown first in lists without a period, except in those of a customer, which are few.
  const sort = !period && narrowed.customerId ? sorts.created : sorts[day];
  const filter = simplified({ and: conditions });
  const query = new URLSearchParams({
    ...(records === 'deal' ? { view: 'list' } : {}),
    ...(filter ? { filter: filterText(filter) } : {}),
    ...(teamOf ? { teamOf } : {}),
    sort,
  });
  return `${workspace.base}/${plurals[records]}?${readableQuery(query)}`;
}

/** A condition that a field has one of some ids. `none` stands for records without a value. */
function conditionOf(field: string, ids: readonly string[]): Condition[] {
  if (ids.length === 0) return [];
  return ids.includes('none') ? [{ field, op: 'isEmpty' }] : [{ field, op: 'anyOf', value: [...ids] }];
}

/** The conditions on dates and activities. */
function periodOf(
  { day, isConverted, isAnswered }: RecordsBehind,
  period: { from: string; to: string } | undefined,
): Condition[] {
  const field = dayFields[day];
  return [
    ...(period ? [{ field, op: 'between', value: [period.from, period.to] } as const] : []),
    ...(isConverted ? [{ field: 'convertedAt', op: 'isNotEmpty' } as const] : []),
    ...(isAnswered ? [{ field: 'lastActivityAt', op: 'isNotEmpty' } as const] : []),
  ];
}

function historyBehind(
  workspace: Workspace,
  { kind }: ActivitiesBehind,
  period: { from: string; to: string } | undefined,
  { ownerId: userId, teamOf }: Narrowed,
): string | undefined {
  if (!may(workspace, 'analytics:read')) return undefined;
  const { from, to } = dayParameters('date');
  return addressOf(
    { path: `${workspace.base}/tasks` },
    {
      view: 'history',
      kind,
      userId,
      teamOf: userId ? undefined : teamOf,
      [from]: period?.from,
      [to]: period?.to,
    },
  );
}

const stagesOf = ({ organization }: Workspace, pipelineId: string | undefined): Stage[] =>
  organization.pipelines
    .filter(({ id }) => pipelineId === undefined || id === pipelineId)
    .flatMap(({ stages }) => stages);
