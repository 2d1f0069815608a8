import type { Contact } from '#contract/records/contact.ts';
import type { Lead } from '#contract/records/lead.ts';
import type { leads as contract } from '#contract/records/lead-operations.ts';
import { limits } from '#contract/limits.ts';
import type { InputOf } from '#contract/operation.ts';
import type { Permission } from '#contract/permission.ts';
import type { Scope } from '#contract/role.ts';
import { fieldProblem, ProblemError, type FieldFault } from '#contract/problem.ts';
import { recordPermission } from '#contract/record-permission.ts';
import { ifLive } from '#data/store/condition.ts';
import type { Context } from '#data/organization/context.ts';
import { contactRecords } from '#data/records/contact.ts';
import { customerRecords } from '#data/records/customer.ts';
import { dealRecords } from '#data/records/deal.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from '#data/records/definition.ts';
import { checkRecordLimit } from '#data/records/record-limit.ts';
import { leadRecords } from '#data/records/lead.ts';
import { codesFrom, nextCodes } from '#data/records/creating.ts';
import { explainTaken } from '#data/records/operations.ts';
import { isVisible, loadRecord, reachOf, readScope } from '#data/records/read.ts';
import { actionsOf, change, creation, type Write } from '#data/records/write.ts';
import { retryDelayMs, sleep } from '#data/store/retry.ts';
import { transact, type Action } from '#data/store/transact.ts';
import { carriedValues, type Carried } from './carried-values.ts';
import { leads, statusMeaning } from './status.ts';

type Input = InputOf<typeof contract.operations.convert>;
type Body = Input['body'];

/** Maximum number of attempts to convert a lead while a reused record is being changed. */
const attemptsMax = 10;

/**
 * Writes customer, contact, deal and lead in one transaction, which is conditional on the lead's version. Of two
 * concurrent conversions, only one succeeds, and a failed one writes nothing.
 */
export async function convert(context: Context, { id, body }: Input): Promise<Lead> {
  const steps = { checkRoom: roomFor(context), codeOfCustomer: codeFor(context) };
  for (let attempt = 1; ; attempt += 1) {
    const lead = await leads(context).loadIn(['open'], id);
    try {
      return await convertOnce(context, lead, body, steps);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const isStale = error.code === 'precondition_failed';
      if (!isStale) return await toChoices(context, error);
      if (attempt === attemptsMax) throw error;
      await sleep(retryDelayMs(attempt));
    }
  }
}

/**
 * Creates a check of the record limit for the records that the conversion creates. Each of them is counted once,
 * regardless of the number of attempts.
 */
function roomFor(context: Context): (created: number) => Promise<void> {
  let counted = 0;
  return async (created) => {
    const more = Math.max(0, created - counted);
    counted += more;
    await checkRecordLimit(context, more);
  };
}

/** Creates a function that takes the code of the new customer, the same one in each attempt. */
function codeFor(context: Context): () => Promise<Record<string, unknown>> {
  let code: Record<string, unknown> | undefined;
  return async () => (code ??= (await nextCodes(customerRecords, context, 1))[0] ?? {});
}

/** What all attempts of a conversion do once. */
interface Steps {
  checkRoom: ReturnType<typeof roomFor>;
  codeOfCustomer: ReturnType<typeof codeFor>;
}

/** A record that the conversion creates or reuses, with its actions. */
interface Part {
  isNew: boolean;
  definition: RecordDefinition;
  record: AnyRecord;
  actions: Action[];
}

async function convertOnce(
  context: Context,
  lead: Lead,
  body: Body,
  { checkRoom, codeOfCustomer }: Steps,
): Promise<Lead> {
  const known = body.contactId
    ? await reused(context, contactRecords, body.contactId, '/contactId')
    : undefined;
  const chosen = await customerOf(context, body.customerId, known as Contact | undefined);
  const carried = await carriedValues(context, leadRecords, lead, [
    customerRecords,
    contactRecords,
    dealRecords,
  ]);
  // Checked with a code that isn't its own, so that a conversion that is refused uses up none.
  const [anyCode = {}] = codesFrom(customerRecords, context, 0, 1);
  const checked = chosen
    ? reusedPart(context, customerRecords, chosen, lead)
    : newCustomer(context, lead, carried, anyCode);
  const link = { customerId: checked.record.id };
  const contact = known
    ? reusedPart(context, contactRecords, known, lead, link)
    : newContact(context, lead, link.customerId, carried);
  const deal =
    body.deal && newDeal(context, lead, body.deal, { ...link, contactIds: [contact.record.id] }, carried);
  const converted = {
    statusId: statusMeaning(context, lead, 'won'),
    convertedAt: context.now,
    ...link,
    contactId: contact.record.id,
    ...(deal ? { dealId: deal.record.id } : {}),
  };
  const { record, actions } = leads(context).changed(lead, converted, 'converted');
  const others = [contact, ...(deal ? [deal] : [])];
  await checkRoom([checked, ...others].filter(({ isNew }) => isNew).length);
  const customer = chosen
    ? checked
    : newCustomer(context, lead, carried, await codeOfCustomer(), link.customerId);
  const parts = [customer, ...others];
  await transact(context, [...actions, ...parts.flatMap((one) => one.actions)]);
  return record;
}

/**
 * The chosen customer, or else the contact's customer, even if the caller can't read it. A contact's customer that is
 * in the trash is ignored, so that the contact gets another one.
 */
async function customerOf(
  context: Context,
  namedId: string | undefined,
  contact: Contact | undefined,
): Promise<AnyRecord | undefined> {
  const named = namedId ? await reused(context, customerRecords, namedId, '/customerId') : undefined;
  const linked = contact?.customerId
    ? await liveRecord(customerRecords, context, contact.customerId, 'all')
    : undefined;
  if (named && linked && named.id !== linked.id) throw fieldProblem('/contactId', 'not_allowed');
  return named ?? linked;
}

/** The owner and tags that new records take from the lead. */
function fromLead({ ownerId, tagIds }: Lead): Record<string, unknown> {
  return { ...(ownerId ? { ownerId } : {}), ...(tagIds?.length ? { tagIds } : {}) };
}

function newCustomer(
  context: Context,
  lead: Lead,
  carried: Carried,
  code: Record<string, unknown>,
  id?: string,
): Part {
  mayCreate(context, 'customer:create');
  const { email, phones, company, fullName } = lead;
  const input = {
    name: company ?? fullName,
    email,
    phones,
    ...fromLead(lead),
    ...carried('customer'),
    ...code,
  };
  return made(customerRecords, context, input, '/customer', id);
}

function newContact(context: Context, lead: Lead, customerId: string, carried: Carried): Part {
  mayCreate(context, 'contact:create');
  const { firstName, lastName, email, phones, jobTitle } = lead;
  const status = context.settings.contactStatuses.find(
    ({ meaning, retired }) => meaning === 'customer' && !retired,
  );
  return made(contactRecords, context, {
    firstName,
    lastName,
    email,
    phones,
    jobTitle,
    customerId,
    ...(status ? { statusId: status.id } : {}),
    ...fromLead(lead),
    ...carried('contact'),
  });
}

function newDeal(
  context: Context,
  lead: Lead,
  { title, value, exchangeRate, pipelineId }: NonNullable<Body['deal']>,
  links: { customerId: string; contactIds: string[] },
  carried: Carried,
): Part {
  mayCreate(context, 'deal:create');
  const input = {
    title,
    value,
    exchangeRate,
    pipelineId,
    ...links,
    ...fromLead(lead),
    ...carried('deal'),
  };
  return made(dealRecords, context, input, '/deal');
}

function mayCreate(context: Context, permission: Permission): void {
  if (!context.scopeFor(permission)) throw new ProblemError('forbidden');
}

function made(
  definition: RecordDefinition,
  context: Context,
  input: Record<string, unknown>,
  pointer = '',
  id?: string,
): Part {
  const fields = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  return { isNew: true, ...part(definition, context, creation(definition, context, fields, pointer, id)) };
}

const part = (definition: RecordDefinition, context: Context, write: Write): Omit<Part, 'isNew'> => ({
  definition,
  record: write.record,
  actions: actionsOf(definition, context, [write]),
});

/**
 * A record that the caller chose. If the caller can't read it, or it is in the trash, the error points to the input
 * field.
 */
async function reused(
  context: Context,
  definition: RecordDefinition,
  id: string,
  pointer: string,
): Promise<AnyRecord> {
  const record = await liveRecord(definition, context, id, readScope(definition, context));
  if (!record) throw fieldProblem(pointer, 'unknown_reference');
  return record;
}

/** A record that the scope gives access to, or undefined if there is none or it is in the trash. */
async function liveRecord(
  definition: RecordDefinition,
  context: Context,
  id: string,
  scope: Scope | undefined,
): Promise<AnyRecord | undefined> {
  const record = await loadRecord(definition, context, id, scope).catch((error: unknown) => {
    if (error instanceof ProblemError) return undefined;
    throw error;
  });
  return record?.deletedAt ? undefined : record;
}

/**
 * A reused record gets the lead's tags and the values of `link`, if the caller may update it. Refused if it would have too
 * many tags then. If nothing changes, the transaction only checks that the record still exists.
 */
function reusedPart(
  context: Context,
  definition: RecordDefinition,
  record: AnyRecord,
  lead: Lead,
  link: Record<string, unknown> = {},
): Part {
  const reach = reachOf(context, context.scopeFor(recordPermission(definition.type.name, 'update')));
  const mayUpdate = isVisible(record, reach);
  const tagIds = [...new Set([...((record.tagIds as string[] | undefined) ?? []), ...(lead.tagIds ?? [])])];
  const limit = limits.tagsPerRecord;
  if (mayUpdate && tagIds.length > limit)
    throw new ProblemError('conflict', { code: 'conversion_tags', limit });
  const patch = { ...link, ...(tagIds.length > 0 ? { tagIds } : {}) };
  const write = change(definition, context, record, mayUpdate ? patch : {});
  if (write.actions.length > 0) return { isNew: false, ...part(definition, context, write) };
  const check: Action = {
    check: {
      Key: { ...keyOf(definition, context.orgId, record.id) },
      ...ifLive,
    },
    // The record was deleted a moment ago. The retry reads it again.
    refuse: () => new ProblemError('precondition_failed'),
  };
  return { isNew: false, definition, record, actions: [check] };
}

/** Where the fields of records that a conversion creates are chosen in its body, by the pointer of a taken address. */
const choices = [
  { pointer: '/email', choice: '/contactId', definition: contactRecords },
  { pointer: '/customer/email', choice: '/customerId', definition: customerRecords },
];

/**
 * If the e-mail of a new contact or customer is taken, the error points to `contactId` or `customerId`, so that the
 * caller can choose the existing record.
 */
async function toChoices(context: Context, error: ProblemError): Promise<never> {
  const faults: FieldFault[] = [];
  for (const { pointer, choice, definition } of choices) {
    const ofType = error.errors?.filter((fault) => fault.code === 'taken' && fault.pointer === pointer) ?? [];
    if (ofType.length === 0) continue;
    const explained = await explainTaken(
      definition,
      context,
      new ProblemError(error.code, undefined, ofType),
    ).catch((found: unknown) => found);
    if (!(explained instanceof ProblemError)) throw explained;
    faults.push(...(explained.errors ?? []).map((fault) => ({ ...fault, pointer: choice })));
  }
  throw faults.length > 0 ? new ProblemError(error.code, 'contact_email_taken', faults) : error;
}
