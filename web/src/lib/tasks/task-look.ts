import type { Task } from '#contract/task.ts';
import { activityIcons } from '#lib/records/timeline/activity-icons.ts';
import { kindName } from '#lib/records/timeline/activity-kind.ts';
import type { Workspace } from '#lib/workspace.ts';
import { kindOfTask } from './task-kinds.ts';

/** The icon and the name of a task's type. Undefined for a plain task, which needs neither. */
export function taskLook(workspace: Workspace, task: Pick<Task, 'kindId'>) {
  const kind = kindOfTask(workspace, task);
  return kind && { Icon: activityIcons[kind.kind], name: kindName(workspace, kind) };
}
