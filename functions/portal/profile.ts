import type { InputOf, OutputOf } from '#contract/operation.ts';
import type { portal, PortalProfile } from '#contract/portal.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import type { Contact } from '#contract/records/contact.ts';
import type { Customer } from '#contract/records/customer.ts';
import type { vendor } from '#contract/records/vendor.ts';
import type { RecordOf } from '#contract/record-type.ts';
import type { Context } from '#data/organization/context.ts';
import { hasNotices, noticesAction } from '#data/portal/notices.ts';
import { portalDefinition } from '#data/portal/portal-access.ts';
import { inPortal, viewerOf, type Viewer } from '#data/portal/viewer.ts';
import { records } from '#data/records/records.ts';
import { transact } from '#data/store/transact.ts';
import { checkVersion } from '#data/store/version-match.ts';

type Operations = typeof portal.operations;
type Vendor = RecordOf<typeof vendor.fields>;

export async function profile(
  context: Context,
  { customerId }: InputOf<Operations['profile']>,
): Promise<OutputOf<Operations['profile']>> {
  return profileOf(context, await viewerOf(context, customerId));
}

/** The fields of its own record that a client can change. */
const ownFields = {
  contact: ['firstName', 'lastName', 'phones'],
  vendor: ['contactPerson', 'phones'],
} as const;

export async function updateProfile(
  context: Context,
  { body }: InputOf<Operations['updateProfile']>,
): Promise<OutputOf<Operations['updateProfile']>> {
  const viewer = await viewerOf(context);
  const { kind, record } = viewer;
  if (!record) throw new ProblemError('not_found');
  checkVersion(context, record);
  const { notices, ...patch } = body;
  const wrong = Object.keys(patch).find((field) => !(ownFields[kind] as readonly string[]).includes(field));
  if (wrong !== undefined) throw fieldProblem(`/${wrong}`, 'not_allowed');
  const definition = portalDefinition(kind);
  const inside = inPortal(context);
  const written = records(definition)(inside).changed(record, patch, 'updated');
  const actions = [
    ...written.actions,
    ...(notices === undefined ? [] : [noticesAction(context.orgId, { type: kind, id: record.id }, notices)]),
  ];
  if (actions.length > 0) await transact(context, actions);
  return profileOf(context, { ...viewer, record: written.record }, notices);
}

async function profileOf(
  context: Context,
  { kind, record, customer }: Viewer,
  knownNotices?: boolean,
): Promise<PortalProfile> {
  const isKnown = knownNotices !== undefined || !record;
  const notices = isKnown
    ? knownNotices !== false
    : await hasNotices(context, context.orgId, { type: kind, id: record.id });
  const own =
    record && (kind === 'vendor' ? vendorValues(record as Vendor) : contactValues(record as Contact));
  return {
    kind,
    version: record?.version ?? 0,
    phones: [],
    ...own,
    notices,
    ...(customer ? { customer: customerValues(customer) } : {}),
  };
}

const contactValues = ({ firstName, lastName, jobTitle, email, phones = [] }: Contact) => ({
  firstName,
  ...(lastName === undefined ? {} : { lastName }),
  ...(jobTitle === undefined ? {} : { jobTitle }),
  ...(email === undefined ? {} : { email }),
  phones,
});

const vendorValues = ({ name, contactPerson, website, email, phones = [] }: Vendor) => ({
  name,
  ...(contactPerson === undefined ? {} : { contactPerson }),
  ...(website === undefined ? {} : { website }),
  ...(email === undefined ? {} : { email }),
  phones,
});

/** What invoices say about a customer. */
const billed = ['legalName', 'taxId', 'address', 'postalCode', 'city', 'state', 'country'] as const;

function customerValues(customer: Customer): NonNullable<PortalProfile['customer']> {
  const known = billed.flatMap((field) => (customer[field] === undefined ? [] : [[field, customer[field]]]));
  return { name: customer.name, ...(Object.fromEntries(known) as Record<string, string>) };
}
