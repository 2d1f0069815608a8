import type { Organization, Pipeline } from '#contract/organization.ts';
import type { Status } from '#contract/status.ts';

/** Whether a settings change affects what existing records contribute to counters and reports. */
export const needsRecount = (before: Organization, after: Organization): boolean =>
  before.timeZone !== after.timeZone ||
  before.currency !== after.currency ||
  changesFunnel(before, after) ||
  changesLeads(before, after);

/** The open stages in use, which make up the funnel, in order. */
export const openStages = (stages: Pipeline['stages']): Pipeline['stages'] =>
  stages.filter(({ meaning, retired }) => meaning === 'open' && !retired);

/** Whether a settings change affects which stages count as reached by deals. */
function changesFunnel(before: Organization, after: Organization): boolean {
  return before.pipelines.some((pipeline) => {
    const other = after.pipelines.find(({ id }) => id === pipeline.id);
    const was = openStages(pipeline.stages).map(({ id }) => id);
    const is = openStages(other?.stages ?? []).map(({ id }) => id);
    return was.join() !== is.filter((id) => was.includes(id)).join();
  });
}

/** Whether leads with this status count as disqualified. */
export const isDisqualified = (status: Status | undefined): boolean =>
  status?.meaning === 'disqualified' || status?.meaning === 'lost';

/** Whether leads with this status count as closed. */
export const isClosed = (status: Status | undefined): boolean =>
  isDisqualified(status) || status?.meaning === 'won';

/** Whether a settings change affects which statuses count as disqualified or closed. */
const changesLeads = (before: Organization, after: Organization): boolean =>
  before.leadStatuses.some((status) => {
    const other = after.leadStatuses.find(({ id }) => id === status.id);
    if (other === undefined) return false;
    return isDisqualified(other) !== isDisqualified(status) || isClosed(other) !== isClosed(status);
  });
