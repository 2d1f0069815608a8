import type { Lead } from '#contract/records/lead.ts';
import type { leads as contract } from '#contract/records/lead-operations.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import type { Phone } from '#contract/field.ts';
import type { Context } from '#data/organization/context.ts';
import { contactRecords } from '#data/records/contact.ts';
import { customerRecords } from '#data/records/customer.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from '#data/records/definition.ts';
import { lookUp, termsOf } from '#data/records/look-up.ts';
import { isVisible, readReach, recordAttributes } from '#data/records/read.ts';
import { recordFrom, type RecordItem } from '#data/records/stored.ts';
import type { Named } from '#data/records/visible.ts';
import { getItems } from '#data/store/table.ts';
import { leads } from './status.ts';

type Operation = typeof contract.operations.conversionMatches;
type Matches = OutputOf<Operation>;

/** Maximum number of matches of each type. */
const matchesMax = 10;
/** Maximum number of records to read and compare. */
const comparedMax = 100;

/**
 * Existing customers and contacts that may be the same person or company as the lead, because they have the lead's
 * e-mail address or one of its phone numbers. Limited to those that the caller can access.
 */
export async function conversionMatches(context: Context, { id }: InputOf<Operation>): Promise<Matches> {
  const lead = await leads(context).read(id);
  const values = [...(lead.email ? [lead.email] : []), ...numbersOf(lead)];
  const types = [customerRecords, contactRecords].map(({ type }) => type.name);
  const found = await lookUp(context, values.flatMap(termsOf), types);
  const [customers, contacts] = await Promise.all([
    matching(context, customerRecords, lead, found),
    matching(context, contactRecords, lead, found),
  ]);
  return {
    customers: customers.map(toMatch('name', 'code')),
    contacts: contacts.map(toMatch('fullName', 'email')),
  };
}

const toMatch =
  (title: string, detail: string) =>
  (record: AnyRecord): Matches['customers'][number] => ({
    id: record.id,
    title: String(record[title]),
    ...(typeof record[detail] === 'string' ? { detail: record[detail] } : {}),
  });

const numbersOf = ({ phones = [] }: { phones?: Phone[] | undefined }): string[] =>
  phones.map(({ number }) => number);

/** Lookups find beginnings, so results are narrowed to the exact e-mail address or phone number. */
async function matching(
  context: Context,
  definition: RecordDefinition,
  lead: Lead,
  found: readonly Named[],
): Promise<AnyRecord[]> {
  const reach = readReach(definition, context);
  const numbers = numbersOf(lead);
  const ofType = found.filter(({ type }) => type === definition.type.name);
  const items = await getItems<RecordItem>(
    context,
    ofType.slice(0, comparedMax).map(({ id }) => keyOf(definition, context.orgId, id)),
    recordAttributes,
  );
  const isSame = (record: AnyRecord): boolean => {
    const { email } = record as { email?: string };
    const hasNumber = numbersOf(record as { phones?: Phone[] }).some((number) => numbers.includes(number));
    return hasNumber || (email !== undefined && email === lead.email);
  };
  return items
    .flatMap((item) => (item ? [recordFrom(definition, item)] : []))
    .filter((record) => !record.deletedAt && isVisible(record, reach) && isSame(record))
    .slice(0, matchesMax);
}
