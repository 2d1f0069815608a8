import { dayParameters } from '#contract/day-of.ts';
import { limits } from '#contract/limits.ts';
import type { Stage, StatusMeaning } from '#contract/organization.ts';
import { addressOf } from '#lib/api/address.ts';
import { may, type Workspace } from '#lib/workspace.ts';

/** The records that a number of a report is about, as lists find them. */
interface RecordsBehind {
  records: 'deal' | 'lead' | 'customer';
  /** The day of theirs that lies in the period. */
  day: 'created' | 'close';
  /** Stages of deals, or statuses of leads, of these meanings alone. */
  meanings?: readonly (Stage['meaning'] | StatusMeaning)[];
  /** Leads that were converted since they came. */
  isConverted?: true;
  /** Leads on which something was done. */
  isAnswered?: true;
  /** Of a stage: deals that came to it or beyond, or just to it, whatever became of them. */
  came?: 'atLeast' | 'noFurther';
}
/** Activities, of one kind or all. */
interface ActivitiesBehind {
  records: 'activity';
  kind?: string;
}
export type Behind = RecordsBehind | ActivitiesBehind;

/** What else a report, or a part of it, is narrowed to. Values of one field, as in a list's address. */
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

/** Deals whose day of closing lies in the period: that of open ones is the expected one. */
export const dealsOf = (...meanings: Stage['meaning'][]): Behind => ({
  records: 'deal',
  day: 'close',
  meanings,
});
export const leadsMade: RecordsBehind = { records: 'lead', day: 'created' };

/** The address of the list behind a number; undefined where the reader may not see it, or no address has room for it. */
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
      // Nobody is converted before they came.
      ...(isConverted ? { convertedFrom: period?.from } : {}),
      ...(isAnswered ? { hasActivities: true } : {}),
      // Those of a customer lie by their making.
      sort: period ? sorts[day] : sorts.created,
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
