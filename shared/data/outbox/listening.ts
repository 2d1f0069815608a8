import { recordTypeNames, type RecordTypeName } from '#contract/record-types.ts';
import { typeStoredAs } from '#contract/stored-name.ts';
import { getItem } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { listeningKey } from '../store/webhook-keys.ts';
import type { Change } from './table-event.ts';

/** The action of a change by which a webhook was switched off without anybody's doing. */
export const webhookSwitchedOff = 'switchedOff';

/** What webhooks listen to. It changes in each transaction that changes a webhook, so it is never older than they are. */
export interface Listening {
  revision: number;
  /** Those that are on. */
  webhooks: { id: string; events: string[] }[];
}

export async function readListening(session: Session, orgId: string): Promise<Listening> {
  const item = await getItem<Listening>(session, listeningKey(orgId));
  return { revision: item?.revision ?? 0, webhooks: item?.webhooks ?? [] };
}

/**
 * What organizations listen to, each read once: for changes that were in the stream before, because only then does it
 * include the webhooks that were there when they happened.
 */
export function listeningOnce(session: Session): (orgId: string) => Promise<Listening> {
  const read = new Map<string, Promise<Listening>>();
  return (orgId) => {
    const found = read.get(orgId) ?? readListening(session, orgId);
    read.set(orgId, found);
    return found;
  };
}

/** The type of the record that a change is about. Undefined for settings, entries of records and the like. */
export function recordTypeOf({ type, place }: Pick<Change, 'type' | 'place'>): RecordTypeName | undefined {
  const name = typeStoredAs(type);
  return place === undefined ? recordTypeNames.find((one) => one === name) : undefined;
}

/** Whether a webhook listens to records of the type that a change is about. Without any, nothing is queued or written. */
export async function hasListeners(
  change: Change,
  listeningOf: (orgId: string) => Promise<Listening>,
): Promise<boolean> {
  const type = recordTypeOf(change);
  if (!type) return false;
  const { webhooks } = await listeningOf(change.orgId);
  return webhooks.some(({ events }) => events.some((event) => event.startsWith(`${type}.`)));
}
