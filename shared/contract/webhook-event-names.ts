import type { RecordType } from './record-type.ts';
import { recordTypeNames, recordTypes, type RecordTypeName } from './record-types.ts';
import { erased, webhookEventsOf } from './webhook-events.ts';

export { testEvent } from './webhook-events.ts';

/** What webhooks can listen to. The web build inlines these values, so that browsers load no schemas for them. */
export const webhookEventNames = recordTypeNames.flatMap((type) => [
  ...webhookEventsOf(type),
  ...(canBeErased(type) ? [`${type}.${erased}`] : []),
]) as [string, ...string[]];

function canBeErased(type: RecordTypeName): boolean {
  const { isPerson }: Pick<RecordType, 'isPerson'> = recordTypes[type];
  return isPerson === true;
}
