import type { activityKinds as ofContract } from '#contract/activity.ts';

/** Copied from the contract, whose import would load schemas. The type check fails if the copy differs. */
export const activityKinds = [
  'call',
  'email',
  'meeting',
  'note',
  'task',
] as const satisfies typeof ofContract;
