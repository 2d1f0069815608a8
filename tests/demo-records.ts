import { contactRecords } from '#data/records/contact.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { recordFrom } from '#data/records/stored.ts';
import { answerPrefix } from '#data/store/keys.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import type { HostUnderTest } from './host.ts';
import type { TestOrganization } from './organization.ts';
import { openTable } from './table.ts';

/** The contacts, tags and notes of an organization, as they are stored. */
export async function storedPeople(host: HostUnderTest, { id }: TestOrganization) {
  const items = [...(await openTable(host).organization(id)).values()];
  const ofKind = (kind: string) => items.filter((item) => item.kind === kind);
  const contacts: any[] = ofKind('record')
    .filter(({ type }) => type === 'contact')
    .map((item) => recordFrom(contactRecords, item as never));
  const notes = ofKind('note').filter(({ sk }) => !sk.startsWith(answerPrefix));
  return { contacts, tags: ofKind('tag'), notes };
}

/** All records about money of an organization, as they are stored. */
export async function storedMoney(host: HostUnderTest, organization: TestOrganization) {
  const of = await stored(host, organization);
  return {
    products: of('product'),
    quotes: of('quote'),
    orders: of('order'),
    invoices: of('invoice'),
    payments: of('payment'),
  };
}

/** All issues of an organization, as they are stored. */
export const storedIssues = async (host: HostUnderTest, organization: TestOrganization) =>
  (await stored(host, organization))('issue');

async function stored(host: HostUnderTest, { id }: TestOrganization) {
  const items = [...(await openTable(host).organization(id)).values()];
  return (type: RecordTypeName): any[] =>
    items
      .filter((item) => item.kind === 'record' && item.type === type)
      .map((item) => recordFrom(recordDefinitions[type], item as never));
}
