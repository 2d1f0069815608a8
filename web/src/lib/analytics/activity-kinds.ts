import type { activityKinds as ofContract } from '#contract/activity.ts';

/** As the contract has them, without what checks activities. */
export const activityKinds = [
  'call',
  'email',
  'meeting',
  'note',
  'task',
] as const satisfies typeof ofContract;
