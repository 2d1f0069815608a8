import type { Erasure } from '#contract/personal-data.ts';
import { limits } from '#contract/limits.ts';
import { Overtaken } from '../store/overtaken.ts';
import { runsOf, type RunItem, type RunPlace } from '../runs/run-kinds.ts';
import { ifAbsent } from '../store/condition.ts';
import { erasingKey, erasureKey, openErasureKey } from '../store/keys.ts';
import { getItem, query } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import type { Identity } from './person-texts.ts';

/** A record of the person. */
export interface PersonRecord {
  type: string;
  id: string;
}

/** A stored erasure. While it is under way, it has what it searches for; afterwards, nothing about the person. */
export interface StoredErasure extends Erasure {
  search?: { identity: Identity; records: PersonRecord[] };
  /** When something about the person was last found and removed. */
  foundAt: string;
}

/** The erasures of organizations. */
export const erasureRuns = runsOf<StoredErasure, Erasure, 'created' | 'advanced' | 'ended'>({
  kind: 'erasure',
  keyOf: (orgId, { id }) => erasureKey(orgId, id),
  shown: ({ search: _search, foundAt: _foundAt, ...shown }) => shown,
  attributes: () => ({}),
});

export const readErasure = (
  session: Session,
  orgId: string,
  id: string,
): Promise<StoredErasure | undefined> => erasureRuns.read(session, erasureKey(orgId, id));

/** The newest erasures of an organization. */
export async function listErasures(session: Session, orgId: string): Promise<StoredErasure[]> {
  const { items } = await query<RunItem>(session, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': erasureKey(orgId, '').pk },
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: limits.erasuresListed,
  });
  return items.map(erasureRuns.from);
}

/** The actions that write an erasure. A marker names it as long as it is under way. */
export function erasureActions(
  context: RunPlace,
  before: StoredErasure | undefined,
  after: StoredErasure,
  action: 'created' | 'advanced' | 'ended',
): Action[] {
  const [put, ...others] = erasureRuns.write(context, before, after, action);
  return [put, ...markerActions(context.orgId, action === 'ended' ? before : after, action), ...others];
}

/** Of two erasures of a record that begin at the same time, one is refused. */
function markerActions(
  orgId: string,
  erasure: StoredErasure | undefined,
  action: 'created' | 'advanced' | 'ended',
): Action[] {
  if (!erasure || action === 'advanced') return [];
  const { id, search } = erasure;
  const markers = [
    { ...openErasureKey(orgId, id), kind: 'open-erasure', org: orgId },
    ...(search?.records ?? []).slice(0, limits.recordsPerPerson).map((record) => ({
      ...erasingKey(orgId, record.type, record.id),
      ...{ kind: 'erasing', org: orgId, erasureId: id },
    })),
  ];
  if (action === 'ended') return markers.map(({ pk, sk }) => ({ remove: { Key: { pk, sk } } }));
  return markers.map((Item) => ({
    put: { Item, ...ifAbsent },
    refuse: () => new Overtaken(),
  }));
}

/** The erasure under way that contains a record. */
export async function erasureOf(
  session: Session,
  orgId: string,
  { type, id }: PersonRecord,
): Promise<StoredErasure | undefined> {
  const marker = await getItem<{ erasureId: string }>(session, erasingKey(orgId, type, id));
  return marker && readErasure(session, orgId, marker.erasureId);
}
