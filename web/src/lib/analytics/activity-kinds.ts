import type { activityKinds as ofContract } from '#contract/activity.ts';

/** Copied from the contract, because importing it would load its schemas. `satisfies` keeps the copy in sync. */
export const activityKinds = [
  'call',
  'email',
  'meeting',
  'note',
  'task',
] as const satisfies typeof ofContract;
