import type { ActivityKind } from '#contract/activity-kinds.ts';
import type { Status } from '#contract/status.ts';
import type { Task } from '#contract/task.ts';
import type { PlanKind } from '#lib/plans/plan-words.ts';
import { firstKind, kindsInUse, type OfKind } from '#lib/records/timeline/activity-kind.ts';
import type { Workspace } from '#lib/workspace.ts';

/** The product's type of a plain task, which tasks don't name. */
export const plainKindId = 'task';

/** The types to choose from. A note isn't planned, but like a retired type it's offered while a task has it. */
export const taskKinds = (workspace: Workspace, currentId: string): Status[] =>
  workspace.organization.activityKinds.filter(
    ({ id, meaning, retired }) => id === currentId || (!retired && meaning !== 'note'),
  );

/** The type of new work that means `kind`: the organization's default one, or else its first one in use. */
export const newKindId = (workspace: Workspace, kind: PlanKind = 'task'): string =>
  firstKind(
    kindsInUse(workspace).filter(({ meaning }) => meaning === kind),
    kind,
  );

/** The type of a task, as activities have it. Undefined for a plain task. */
export function kindOfTask(workspace: Workspace, { kindId }: Pick<Task, 'kindId'>): OfKind | undefined {
  if (kindId === undefined) return undefined;
  const entry = workspace.organization.activityKinds.find(({ id }) => id === kindId);
  return entry && { kind: entry.meaning as ActivityKind, kindId };
}
