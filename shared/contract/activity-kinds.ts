/**
 * Kinds of activities, which are also what the kinds of an organization's own list mean. Activities of the kind `task`
 * are not the tasks of `task.ts`, which have an assignee and a due time.
 */
export const activityKinds = ['call', 'email', 'meeting', 'note', 'task'] as const;
export type ActivityKind = (typeof activityKinds)[number];
