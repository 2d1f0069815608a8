import { recordTypeNames } from './record-types.ts';
import { webhookEventsOf } from './webhook-events.ts';

export { testEvent } from './webhook-events.ts';

/** What webhooks can listen to. The web build inlines these values, so that browsers load no schemas for them. */
export const webhookEventNames = recordTypeNames.flatMap(webhookEventsOf) as [string, ...string[]];
