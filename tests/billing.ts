import { bodyOf, type Call } from './caller.ts';
import type { TestOrganization } from './organization.ts';

/** Sets what an organization needs before it can issue invoices. */
export async function readyToBill(call: Call, { path }: TestOrganization): Promise<any> {
  const { version, legalName } = await bodyOf(200, call('GET', `${path}/billing`));
  if (legalName !== undefined) return undefined;
  const body = {
    legalName: 'Cobalto S.L.',
    taxId: 'B12345678',
    address: 'Calle Mayor 1',
    city: 'Madrid',
    country: 'ES',
  };
  return bodyOf(200, call('PATCH', `${path}/billing`, { body, ifMatch: version }));
}

/** A draft of an invoice with one line per amount, in minor units and without tax. */
export const newDraft = (
  call: Call,
  { path }: TestOrganization,
  customerId: string,
  amounts: readonly number[],
  more: object = {},
): Promise<any> => {
  const lines = amounts.map((unitPriceMinor, place) => ({
    description: `Line ${place + 1}`,
    quantity: 1,
    unitPriceMinor,
  }));
  return bodyOf(201, call('POST', `${path}/invoices`, { body: { customerId, lines, ...more } }));
};

/** Issues a draft. */
export const issued = (call: Call, { path }: TestOrganization, draft: any, body: object = {}): Promise<any> =>
  bodyOf(200, call('POST', `${path}/invoices/${draft.id}/issue`, { body, ifMatch: draft.version }));
