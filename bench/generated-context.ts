import type { Organization } from '#contract/organization.ts';
import type { Context } from '#data/organization/context.ts';
import { defaultLists } from '#data/organization/presets/default-lists.ts';

// The context for records that are generated without a host.

const now = '2026-11-20T08:00:00.000Z';
export const settings = {
  ...defaultLists('en'),
  timeZone: 'UTC',
  country: 'CO',
  currency: 'USD',
} as unknown as Organization;
export const context = {
  orgId: 'o',
  now,
  actor: { userId: 'u' },
  requestId: 'r',
  settings,
} as unknown as Context;
