import type { Erasure } from '#contract/personal-data.ts';
import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import { changeAction } from '../store/change.ts';
import { ifAbsent, ifVersion } from '../store/condition.ts';
import { nextItemState, withItemState } from '../store/item-state.ts';
import { erasingKey, erasureKey, openErasureKey, recordKey, type Key } from '../store/keys.ts';
import { getItem, query } from '../store/table.ts';
import type { UserContext } from '../store/request-context.ts';
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

interface ErasureItem extends Key {
  version: number;
  schema: number;
  digest?: string;
  /** A `StoredErasure` as JSON. */
  data: string;
}

const from = (item: ErasureItem): StoredErasure =>
  withItemState(JSON.parse(item.data) as StoredErasure, item);

/** An erasure as its clients see it. */
export const erasureFrom = ({ search: _search, foundAt: _foundAt, ...shown }: StoredErasure): Erasure =>
  shown;

export async function readErasure(
  session: Session,
  orgId: string,
  id: string,
): Promise<StoredErasure | undefined> {
  const item = await getItem<ErasureItem>(session, erasureKey(orgId, id));
  return item && from(item);
}

/** The newest erasures of an organization. */
export async function listErasures(session: Session, orgId: string): Promise<StoredErasure[]> {
  const { items } = await query<ErasureItem>(session, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': erasureKey(orgId, '').pk },
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: limits.erasuresListed,
  });
  return items.map(from);
}

type Place = UserContext & { orgId: string };

/**
 * The actions that write an erasure, conditional on its previous version. Its change has no values, and a marker names
 * it as long as it is under way.
 */
export function erasureActions(
  context: Place,
  prior: StoredErasure | undefined,
  after: StoredErasure,
  action: 'created' | 'advanced' | 'ended',
): Action[] {
  const { orgId } = context;
  const { id, version } = after;
  const subject = {
    orgId,
    type: 'erasure',
    id,
    key: recordKey(orgId, 'erasure', id),
    version,
    before: prior,
  };
  const change = changeAction(context, subject, action, []);
  return [
    {
      put: {
        Item: {
          ...erasureKey(orgId, id),
          kind: 'erasure',
          org: orgId,
          ...nextItemState(prior, 1, change),
          version,
          data: JSON.stringify(after),
        },
        ...(prior ? ifVersion(prior.version) : ifAbsent),
      },
      refuse: () => new ProblemError('precondition_failed'),
    },
    ...markerActions(orgId, action === 'ended' ? prior : after, action),
    change,
  ];
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
    refuse: () => new ProblemError('precondition_failed'),
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
