import { v7 as uuidv7 } from 'uuid';
import type { Filter } from '#contract/lists/filter-tree.ts';
import type { PortalType } from '#contract/portal-access.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Contact } from '#contract/records/contact.ts';
import type { Customer } from '#contract/records/customer.ts';
import type { Context } from '../organization/context.ts';
import type { PortalSubject } from '../organization/member.ts';
import { unrestrictedContext } from '../organization/rights.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import { customerRecords } from '../records/customer.ts';
import type { AnyRecord, RecordDefinition } from '../records/definition.ts';
import { finalId, isVisible, loadRecord, readFinal, type Reach } from '../records/read.ts';
import { isGone } from '../records/stored.ts';
import type { UserContext } from '../store/request-context.ts';
import type { Session } from '../store/units.ts';
import { isInViews, reachOfViews, viewsOf, type Lender } from './lent-view.ts';
import { followPortalAccess, isOf, portalDefinition, type PortalAccessState } from './portal-access.ts';

type CustomerRecord = Customer & AnyRecord;
type ContactRecord = Contact & AnyRecord;

/** Who looks at the portal, and at what. */
export interface Viewer {
  kind: PortalType;
  /** The contact or vendor; left out in a preview. */
  record?: AnyRecord;
  /** Of a contact, and in a preview. */
  customer?: CustomerRecord;
  /** What a customer's portal shows. Its merged records can still be named in others for a moment. */
  customerIds: readonly string[];
  isPreview: boolean;
  /**
   * Set if only a part of it is shown: what is in all of these views. In a preview, that is the member's own; of a client,
   * those of whoever stands behind an access that nobody has confirmed.
   */
  views?: readonly Context[] | undefined;
}

/** A viewer with a customer. */
export type CustomerViewer = Viewer & { customer: CustomerRecord };

/** A contact who is a client. */
export type ClientViewer = CustomerViewer & { record: ContactRecord };

/**
 * Whose portal the caller sees. It is read for each request, so that the access ends at once: with its revocation, when
 * the contact leaves the customer, and while contact or customer are in the trash.
 */
export async function viewerOf(context: Context, customerId?: string): Promise<Viewer> {
  return context.role === 'client' ? clientOf(context, customerId) : previewFor(context, customerId);
}

/** Like `viewerOf`, for what belongs to a customer. Vendors have none. */
export async function customerViewer(context: Context, customerId?: string): Promise<CustomerViewer> {
  const viewer = await viewerOf(context, customerId);
  if (!viewer.customer) throw new ProblemError('not_found');
  return { ...viewer, customer: viewer.customer };
}

/** Like `customerViewer`, for what clients do. */
export async function clientViewer(context: Context): Promise<ClientViewer> {
  const viewer = await customerViewer(context);
  if (!viewer.record || viewer.kind !== 'contact') throw new ProblemError('not_found');
  return { ...viewer, record: viewer.record as ContactRecord };
}

/** The records that belong to the viewer's customer. */
const reachOfViewer = ({ customerIds }: CustomerViewer): Reach => ({
  field: 'customerId',
  ids: customerIds,
});

/** The records of a type that a viewer sees: those of the customer, as far as they are in all views. */
export function seenBy(
  viewer: CustomerViewer,
  definition: RecordDefinition,
): { reach: Reach; filters: Filter[] } {
  if (!viewer.views) return { reach: reachOfViewer(viewer), filters: [] };
  return {
    reach: reachOfViews(viewer.views, definition),
    filters: [{ field: 'customerId', op: 'anyOf', value: [...viewer.customerIds] }],
  };
}

/** Whether a viewer sees a record of a type. */
export const isSeenBy = (viewer: CustomerViewer, definition: RecordDefinition, record: object): boolean =>
  isVisible(record, reachOfViewer(viewer)) && (!viewer.views || isInViews(viewer.views, definition, record));

/** The context for what a client does to records that the viewer has already been checked for. */
export const inPortal = (context: Context): Context =>
  unrestrictedContext({ ...context, via: 'portal' }, context.orgId, context.settings);

async function clientOf(context: Context, customerId: string | undefined): Promise<Viewer> {
  const { client, actor } = context;
  if (!client) throw new ProblemError('not_found');
  const [access, [record]] = await Promise.all([
    followPortalAccess(context, context.orgId, client),
    readFinal(context, [{ definition: portalDefinition(client.type), id: client.id }]),
  ]);
  const viewer = isOf(access, actor.userId) ? await viewerBy(context, access, record) : undefined;
  if (!viewer) throw new ProblemError('not_found');
  if (customerId !== undefined && !viewer.customerIds.includes(customerId))
    throw new ProblemError('not_found');
  return viewer;
}

/** What is needed to tell what an access shows. */
export type PortalPlace = UserContext & Pick<Context, 'orgId' | 'settings'>;

/** The place of a contact who isn’t signed in. */
export const placeOfContact = (
  session: Session,
  settings: OrganizationSettings,
  contactId: string,
): PortalPlace => ({
  ...session,
  requestId: uuidv7(),
  now: new Date().toISOString(),
  actor: { userId: contactId },
  via: 'portal',
  orgId: settings.id,
  settings,
});

interface Looking {
  access: PortalAccessState | undefined;
  /** The contact or vendor. */
  record: AnyRecord | undefined;
}

/** Who looks at the portal by an active access of a contact or vendor. Undefined if it shows nothing now. */
export async function viewerBy(
  place: PortalPlace,
  access: PortalAccessState | undefined,
  record: AnyRecord | undefined,
): Promise<Viewer | undefined> {
  const [viewer] = await viewersBy(place, [{ access, record }]);
  return viewer;
}

/** Like `viewerBy`, for several at once. Customers and lenders that they share are read once. */
export function viewersBy(place: PortalPlace, looking: readonly Looking[]): Promise<(Viewer | undefined)[]> {
  const viewsOfAll = readOnce(JSON.stringify, (lenders: readonly Lender[]) =>
    viewsOf(place, place.settings, lenders),
  );
  const ofCustomerOnce = readOnce(
    (id: string) => id,
    (id) => ofCustomer(place, id),
  );
  const viewer = async ({ access, record }: Looking): Promise<Viewer | undefined> => {
    if (!isLive(record, place)) return undefined;
    const lenders = access?.lenders;
    const views = lenders && (await viewsOfAll(lenders));
    if (lenders && !views) return undefined;
    if (access?.recordType === 'vendor') return { kind: 'vendor', record, customerIds: [], isPreview: false };
    const { customerId: named } = record as ContactRecord;
    const of = named === undefined ? undefined : await ofCustomerOnce(named);
    if (!of) return undefined;
    if (views && !isInViews(views, customerRecords, of.customer)) return undefined;
    return (await isGivenFor(place, access, of)) ? { ...of, record, views } : undefined;
  };
  return Promise.all(looking.map(viewer));
}

/** Access is given for one customer, which may have been merged meanwhile. */
async function isGivenFor(
  place: PortalPlace,
  access: PortalAccessState | undefined,
  { customer, customerIds }: CustomerViewer,
): Promise<boolean> {
  const given = access?.customerId;
  if (given === undefined) return false;
  return customerIds.includes(given) || (await finalId(place, customerRecords, given)) === customer.id;
}

/** A function that reads what belongs to each key once. */
function readOnce<Of, Found>(
  keyOf: (of: Of) => string,
  read: (of: Of) => Promise<Found>,
): (of: Of) => Promise<Found> {
  const known = new Map<string, Promise<Found>>();
  return (of) => {
    const key = keyOf(of);
    const found = known.get(key) ?? read(of);
    known.set(key, found);
    return found;
  };
}

async function ofCustomer(place: PortalPlace, id: string): Promise<CustomerViewer | undefined> {
  const [customer] = await readFinal(place, [{ definition: customerRecords, id }]);
  if (!isLive(customer, place)) return undefined;
  return {
    kind: 'contact',
    customer,
    customerIds: [...new Set([id, customer.id])],
    isPreview: false,
  };
}

async function previewFor(context: Context, customerId: string | undefined): Promise<Viewer> {
  if (customerId === undefined) throw new ProblemError('not_found');
  const customer = await loadRecord(customerRecords, context, customerId, context.scopeFor('customer:read'));
  if (customer.deletedAt !== undefined) throw new ProblemError('not_found');
  return {
    kind: 'contact',
    customer,
    customerIds: [customer.id],
    isPreview: true,
    views: [context],
  };
}

const isLive = (record: AnyRecord | undefined, { now }: Pick<Context, 'now'>): record is AnyRecord =>
  record !== undefined &&
  record.deletedAt === undefined &&
  record.mergedInto === undefined &&
  !isGone(record, now);

/** The name of the contact or vendor who looks at the portal. */
export function nameOf({ kind, record }: Viewer): string | undefined {
  const name = (record as Record<string, unknown> | undefined)?.[portalDefinition(kind).type.title];
  return typeof name === 'string' ? name : undefined;
}

/** Whether the portal shows a record to a contact by an access now. */
export async function isShownTo(
  place: PortalPlace,
  looking: Looking,
  definition: RecordDefinition,
  record: object,
): Promise<boolean> {
  if (looking.access?.status !== 'active') return false;
  const viewer = await viewerBy(place, looking.access, looking.record);
  return sees(viewer, definition, record);
}

/** Whether somebody sees a record who may see nothing, or be a vendor. */
const sees = (viewer: Viewer | undefined, definition: RecordDefinition, record: object): boolean =>
  viewer?.customer !== undefined && isSeenBy({ ...viewer, customer: viewer.customer }, definition, record);

/** A client who still sees a document, for links that the portal has made. */
export async function clientWithAccess(
  context: Context,
  { userId, ...client }: PortalSubject & { userId: string },
  definition: RecordDefinition,
  document: object,
): Promise<Viewer | undefined> {
  const asClient: Context = { ...context, role: 'client', client, actor: { userId } };
  const viewer = await clientOf(asClient, undefined).catch((error: unknown) => {
    if (error instanceof ProblemError && error.code === 'not_found') return undefined;
    throw error;
  });
  return sees(viewer, definition, document) ? viewer : undefined;
}
