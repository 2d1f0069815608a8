import { issued, newDraft } from './billing.ts';
import { bodyOf, type Call } from './caller.ts';
import { hidden } from './forms.ts';
import { unique, type TestOrganization } from './organization.ts';
import { newAddress, visit } from './visitor.ts';

/** What tests do with the documents of an organization, which a test file makes before its tests. */
export function documentsIn(organization: () => TestOrganization) {
  const at = (rest: string): string => `${organization().path}/${rest}`;
  const byOwner: Call = (...request) => organization().owner.call(...request);
  const add = (plural: string, body: object): Promise<any> =>
    bodyOf(201, byOwner('POST', at(plural), { body }));
  return {
    at,
    add,
    /** A record, in the trash or not. */
    read: (plural: string, { id }: any): Promise<any> =>
      bodyOf(200, byOwner('GET', at(`${plural}/${id}?trash=true`))),
    newCustomer: (values: object = {}) => add('customers', { name: unique('Acme '), ...values }),
    verb: (by: Call, plural: string, { id, version }: any, name: string, body?: object) =>
      by('POST', at(`${plural}/${id}/${name}`), { ifMatch: version, ...(body ? { body } : {}) }),
  };
}

/** The pointers and codes of a refusal’s field errors, or its status if it has none. */
export const errorsOf = ({ status, body }: any) =>
  body.errors ? body.errors.map(({ pointer, code }: any) => `${pointer} ${code}`) : [status];

export const consulting = { description: 'Consulting', quantity: 2, unitPriceMinor: 5_000 };

/** A quote that counts as sent, without an e-mail. */
export async function sentQuote({ owner, path }: TestOrganization, values: object = {}): Promise<any> {
  const customer = { name: 'Acme', email: 'acme@customers.example', country: 'US' };
  const { id: customerId } = await bodyOf(201, owner.call('POST', `${path}/customers`, { body: customer }));
  const lines = [{ description: 'Consulting', quantity: 2, unitPriceMinor: 5_000, taxPercent: 21 }];
  const body = { customerId, lines, currency: 'EUR', ...values };
  const { id, version } = await bodyOf(201, owner.call('POST', `${path}/quotes`, { body }));
  return bodyOf(200, owner.call('POST', `${path}/quotes/${id}/mark-sent`, { ifMatch: version }));
}

/** The key of a new link to a document: to an invoice if it has a number, otherwise to a quote. */
export async function linkTo(
  { owner, path }: TestOrganization,
  { id, number }: { id: string; number?: string },
  call: Call = owner.call,
): Promise<string> {
  const plural = number === undefined ? 'quotes' : 'invoices';
  const { url } = await bodyOf(201, call('POST', `${path}/${plural}/${id}/links`));
  return keyIn(url);
}

/** The key in the address of a document, or in an e-mail with one. */
export function keyIn(text: string): string {
  const [, key] = /\/v1\/documents\?key=([\w-]{43})/.exec(text) ?? [];
  if (key === undefined) throw new Error('there is no link to a document');
  return key;
}

/** The address of a document's page. */
export const pageAt = (key: string, more = ''): string => `/v1/documents?key=${key}${more}`;

interface Linked {
  key: string;
  document: any;
}

export async function linkedQuote(organization: TestOrganization, values: object = {}): Promise<Linked> {
  const document = await sentQuote(organization, values);
  return { key: await linkTo(organization, document), document };
}

/** An issued invoice of 100 euros to a new customer in Spain, and the key of a link to it. */
export async function linkedInvoice(organization: TestOrganization, values: object = {}): Promise<Linked> {
  const document = await newInvoice(organization, values);
  return { key: await linkTo(organization, document), document };
}

/** An issued invoice of 100 euros to a new customer in Spain. */
export async function newInvoice(organization: TestOrganization, values: object = {}): Promise<any> {
  const { call } = organization.owner;
  const body = { name: 'Acme', country: 'ES' };
  const { id } = await bodyOf(201, call('POST', `${organization.path}/customers`, { body }));
  return issued(
    call,
    organization,
    await newDraft(call, organization, id, [10_000], { currency: 'EUR', ...values }),
  );
}

/** What customers do on the pages of documents, each time from another address by default. */
export function customerOf(url: string) {
  const accept = 'text/html';
  const page = (key: string, more = '', from = newAddress()) =>
    visit(url, 'GET', pageAt(key, more), { from, headers: { accept } });
  return {
    page,
    seenOf: async (key: string): Promise<string> => hidden((await page(key)).text, 'seen'),
    /** Answers as a browser does, or as a program if the last argument says so. */
    answer: (key: string, sent: Record<string, string>, how: 'form' | 'json' = 'form') =>
      visit(url, 'POST', pageAt(key), {
        from: newAddress(),
        [how]: sent,
        ...(how === 'form' ? { headers: { accept } } : {}),
      }),
  };
}
