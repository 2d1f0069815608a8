import type { activityKinds as ofContract } from '#contract/activity.ts';

/** As in the contract, without importing its schemas. */
export const activityKinds = [
  'call',
  'email',
  'meeting',
  'note',
  'task',
] as const satisfies typeof ofContract;
