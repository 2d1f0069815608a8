import type { InputOf, OutputOf } from '#contract/operation.ts';
import { limits } from '#contract/limits.ts';
import type { UnconfirmedAccess } from '#contract/portal-access.ts';
import type { portal } from '#contract/portal.ts';
import type { Contact } from '#contract/records/contact.ts';
import type { Context } from '#data/organization/context.ts';
import {
  isConfirmed,
  portalDefinition,
  shownAccess,
  type StoredPortalAccess,
} from '#data/portal/portal-access.ts';
import { decodeCursor, encodeCursor, listHash } from '#data/records/cursor.ts';
import { customerRecords } from '#data/records/customer.ts';
import type { AnyRecord } from '#data/records/definition.ts';
import { readFinal } from '#data/records/read.ts';
import { indexName, unconfirmedAccessPartition, type Key } from '#data/store/keys.ts';
import { getItems, query } from '#data/store/table.ts';

type Operation = (typeof portal)['operations']['unconfirmed'];

/** A page of what nobody has confirmed, newest first. Confirmed and withdrawn ones stay in the index for a moment. */
export async function unconfirmed(
  context: Context,
  { limit = limits.pageSizeDefault, cursor }: InputOf<Operation>,
): Promise<OutputOf<Operation>> {
  const hash = listHash([context.orgId, 'portal.unconfirmed']);
  const from = decodeCursor(hash, cursor);
  const { items, lastKey } = await query<Key & { g1sk: string }>(context, {
    IndexName: indexName('g1'),
    KeyConditionExpression: `g1pk = :pk${from ? ' AND g1sk < :from' : ''}`,
    ExpressionAttributeValues: {
      ':pk': unconfirmedAccessPartition(context.orgId),
      ...(from ? { ':from': `${from.sortValue}#${from.id}` } : {}),
    },
    ProjectionExpression: 'pk, sk, g1sk',
    ScanIndexForward: false,
    Limit: limit,
  });
  const keys = items.map(({ pk, sk }) => ({ pk, sk }));
  const found = await getItems<StoredPortalAccess>(context, keys);
  const open = found.filter((access) => access !== undefined).filter((access) => !isConfirmed(access));
  const [at, id] = splitAt(items.at(-1)?.g1sk ?? '');
  return {
    items: await named(context, open),
    ...(lastKey && id ? { nextCursor: encodeCursor(hash, { sortValue: at, id }) } : {}),
  };
}

/** The time and the rest of a sort key. */
const splitAt = (key: string): [string, string] => {
  const end = key.indexOf('#');
  return [key.slice(0, end), key.slice(end + 1)];
};

/** Adds the names of contacts, vendors and customers. What belongs to a record in the trash can wait. */
async function named(context: Context, open: readonly StoredPortalAccess[]): Promise<UnconfirmedAccess[]> {
  const subjects = await readFinal(
    context,
    open.map(({ recordType, recordId }) => ({ definition: portalDefinition(recordType), id: recordId })),
  );
  const customerIds = [...new Set(open.flatMap(({ customerId }) => customerId ?? []))];
  const customers = await readFinal(
    context,
    customerIds.map((id) => ({ definition: customerRecords, id })),
  );
  return open.flatMap((access, index) => {
    const subject = subjects[index];
    const customer = customers[customerIds.indexOf(access.customerId ?? '')];
    if (!subject || subject.deletedAt !== undefined || isOutdated(access, subject)) return [];
    return [
      {
        ...shownAccess(access, context.now),
        name: titleOf(access, subject),
        ...(customer ? { customer: { id: customer.id, name: customer.name } } : {}),
      },
    ];
  });
}

/** Whether a request that waits is that of an address which the contact doesn't have any more. */
const isOutdated = ({ status, email }: StoredPortalAccess, subject: AnyRecord & Partial<Contact>): boolean =>
  status === 'waiting' && subject.email !== email;

function titleOf({ recordType }: StoredPortalAccess, subject: AnyRecord): string {
  const title = (subject as Record<string, unknown>)[portalDefinition(recordType).type.title];
  return typeof title === 'string' ? title : '';
}
