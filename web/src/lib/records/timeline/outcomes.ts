import type { ActivityKind } from '#contract/activity-kinds.ts';
import type { Status } from '#contract/status.ts';
import type { Workspace } from '#lib/workspace.ts';

/** The outcomes to choose from for an activity of a kind. A retired one is offered while an activity has it. */
export const outcomesOf = (
  { organization }: Workspace,
  kind: ActivityKind,
  currentId: string | undefined,
): Status[] =>
  organization.activityOutcomes.filter(
    ({ id, meaning, retired }) => meaning === kind && (!retired || id === currentId),
  );

/** The name of the outcome of an activity, if it has one. */
export const outcomeName = (
  { organization }: Workspace,
  { outcomeId }: { outcomeId?: string | undefined },
): string | undefined => organization.activityOutcomes.find(({ id }) => id === outcomeId)?.name;
