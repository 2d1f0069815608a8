import { dayParameters } from '#contract/day-of.ts';
import { limits } from '#contract/limits.ts';
import type { Stage } from '#contract/organization.ts';
import type { StatusMeaning } from '#contract/status.ts';
import { addressOf } from '#lib/api/address.ts';
import { may, type Workspace } from '#lib/workspace.ts';

/** The records that a number in a report counts, described by list filters. */
interface RecordsBehind {
  records: 'deal' | 'lead' | 'customer';
  /** Which date must be in the report's period: the creation date or the close date. */
  day: 'created' | 'close';
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

/** Additional filters of a report or of one of its parts, named like the query parameters of lists. */
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
const sorts = { created: '-createdAt', close: '-closeDate' };

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

/** Link to the list of records that a number counts; undefined if no list can show them or the user has no access. */
export function listBehind(
  workspace: Workspace,
  behind: Behind,
  period: { from: string; to: string } | undefined,
  narrowed: Narrowed = {},
): string | undefined {
  if (behind.records === 'activity') return historyBehind(workspace, behind, period, narrowed);
  const { records, day, meanings, isConverted, isAnswered } = behind;
  if (!may(workspace, `${records}:read`)) return undefined;
  const entries =
    records === 'deal' ? stagesOf(workspace, narrowed.pipelineId) : workspace.organization.leadStatuses;
  const meant = entries.filter(({ meaning }) => meaning && meanings?.includes(meaning)).map(({ id }) => id);
  if (Math.max(meant.length, narrowed.furthestStageId?.length ?? 0) > limits.statusesPerList)
    return undefined;
  const { from, to } = dayParameters(day);
  const path = `${workspace.base}/${plurals[records]}`;
  return addressOf(
    { path },
    {
      ...(records === 'deal' ? { view: 'list' } : {}),
      ...narrowed,
      ...(meanings ? { [records === 'deal' ? 'stageId' : 'statusId']: meant } : {}),
      ...(period ? { [from]: period.from, [to]: period.to } : {}),
      // Matches every converted lead that was created in the period, because no lead is converted before it is created.
      ...(isConverted ? { convertedFrom: period?.from } : {}),
      ...(isAnswered ? { hasActivities: true } : {}),
      // The index of a customer's deals is sorted by creation date. A list with another sort order can't use it.
      sort: !period && narrowed.customerId ? sorts.created : sorts[day],
    },
  );
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
