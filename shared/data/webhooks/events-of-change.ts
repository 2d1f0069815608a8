import { closingMeanings, moments } from '#contract/webhook-events.ts';
import type { Stage } from '#contract/stage.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import type { Change } from '../outbox/table-event.ts';
import { stageOf } from '../records/deal.ts';
import { isFirst, type FieldChange } from '../store/change.ts';
import { recordTypeOf } from '../outbox/listening.ts';

/** What webhooks tell of a change: first what happened to the record, and then what became of it. */
export function eventsOfChange(
  change: Change,
  settings: Pick<OrganizationSettings, 'pipelines'>,
): { recordType: RecordTypeName; events: string[] } | undefined {
  const recordType = recordTypeOf(change);
  if (!recordType) return undefined;
  const changes = JSON.parse(change.data ?? '[]') as FieldChange[];
  const became = [
    ...Object.entries<string>((moments as Partial<Record<string, Record<string, string>>>)[recordType] ?? {})
      .filter(([, field]) => changes.some((one) => one.field === field && one.to !== null))
      .map(([what]) => what),
    ...(recordType === 'deal' ? closingsIn(changes, settings) : []),
  ];
  return { recordType, events: [happened(change.action), ...became].map((what) => `${recordType}.${what}`) };
}

function happened(action: string): string {
  if (isFirst(action)) return 'created';
  return action === 'deleted' || action === 'restored' ? action : 'updated';
}

type Meaning = Stage['meaning'];

/** The deal has entered a stage with a closing meaning, from one with another meaning. */
function closingsIn(
  changes: readonly FieldChange[],
  settings: Pick<OrganizationSettings, 'pipelines'>,
): string[] {
  const moved = changes.find(({ field }) => field === 'stageId');
  const meaningOf = (stageId: unknown): Meaning | undefined =>
    typeof stageId === 'string' ? stageOf(settings as OrganizationSettings, stageId)?.meaning : undefined;
  if (!moved || meaningOf(moved.from) === meaningOf(moved.to)) return [];
  return closingMeanings.filter((meaning) => meaning === meaningOf(moved.to));
}
