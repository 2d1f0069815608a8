import { bodyOf, type Call } from './caller.ts';
import type { TestOrganization } from './organization.ts';

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
