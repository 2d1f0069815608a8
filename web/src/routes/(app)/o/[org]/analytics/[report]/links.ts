import type { Workspace } from '#lib/workspace.ts';
import { daysOf, listBehind, type Behind, type Narrowed } from '#lib/analytics/behind.ts';
import { partNarrowing } from './parts.ts';
import { addDays } from '#lib/i18n/days.ts';
import type { Measure, Report } from './measures.ts';
import type { ReportData } from './reports.ts';

/** A report as displayed, with its filters. */
interface Shown {
  workspace: Workspace;
  report: Report;
  filters: { ownerId?: string | undefined; teamOf?: string | undefined; pipelineId?: string | undefined };
  data: Pick<ReportData, 'from' | 'to' | 'periods' | 'parts' | 'currency'>;
}

/**
 * Returns functions that link the numbers of a report to the records they count: for the total, for a period by its
 * first day, and for a part by its id. `narrowed` contains the report's filters as list filters.
 */
export function linksOf({ workspace, report, filters, data }: Shown) {
  const { ownerId, teamOf, pipelineId } = filters;
  // A funnel always shows one pipeline: the selected one or the first that isn't retired.
  const first = workspace.organization.pipelines.find(({ retired }) => !retired)?.id;
  const narrowed: Narrowed = {
    ownerId,
    teamOf,
    currency: data.currency,
    ...(report.takesPipeline
      ? { pipelineId: pipelineId ?? (report.parts === 'stage' ? first : undefined) }
      : {}),
  };
  const { from, to, periods } = data;
  const periodOf = (behind: Behind) => ('age' in behind ? daysOf(behind.age, to) : { from, to });
  return {
    narrowed,
    ofAll: ({ behind }: Measure) => behind && listBehind(workspace, behind, periodOf(behind), narrowed),
    ofPeriod({ behind }: Measure, start: string) {
      const next = periods[periods.findIndex((period) => period.start === start) + 1]?.start;
      const period = { from: start, to: next ? addDays(next, -1) : to };
      return behind && listBehind(workspace, behind, period, narrowed);
    },
    ofPart({ behind }: Measure, id: string) {
      const came = behind && 'came' in behind ? behind.came : undefined;
      const part =
        report.parts === 'stage' ? came && stagesFrom(data, id, came) : partNarrowing(report.parts, id);
      if (!behind || !part) return undefined;
      return listBehind(workspace, behind, periodOf(behind), { ...narrowed, ...part });
    },
  };
}

/**
 * The list filter for a stage of a funnel: deals that reached the stage (`atLeast`) or went no further (`noFurther`).
 * The parts of a funnel are its stages, in order.
 */
function stagesFrom(
  { parts }: Pick<ReportData, 'parts'>,
  id: string,
  came: 'atLeast' | 'noFurther',
): Narrowed {
  const ids = parts.map((part) => part.id);
  return { furthestStageId: came === 'atLeast' ? ids.slice(ids.indexOf(id)) : [id] };
}
