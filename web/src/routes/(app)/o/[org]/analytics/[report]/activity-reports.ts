import { activityKinds } from '#contract/activity-kinds.ts';
import type { Behind } from '#lib/analytics/behind.ts';
import { plain, ratio, type Measure, type Report } from './measures.ts';

const done: Behind = { records: 'activity' };
const planned: Behind = { records: 'plannedActivity' };
const kept: Behind = { records: 'plannedActivity', isDone: true };

const all = plain('activities', 'number', { source: 'done', behind: done });
const byKind = activityKinds.map((kind) => plain(kind, 'number', { behind: { records: 'activity', kind } }));
const minutes = plain('minutes', 'number', { behind: done });
const plans: readonly Measure[] = [
  plain('planned', 'number', { behind: planned }),
  plain('kept', 'number', { behind: kept }),
  ratio('keptShare', 'share', 'kept', ['planned'], kept),
];

/** What a report by person says about activities. */
export const ofActivities: readonly Measure[] = [...byKind, minutes, ...plans];

export const activityReports: readonly Report[] = [
  { name: 'activities', parts: 'activityType', takesPipeline: false, measures: [all, ...ofActivities] },
  { name: 'activityOutcomes', parts: 'outcome', takesPipeline: false, measures: [all, minutes] },
];
