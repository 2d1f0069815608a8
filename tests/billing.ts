import { bodyOf, type Call } from './caller.ts';
import type { TestOrganization } from './organization.ts';

/** Sets what an organization needs before it can issue invoices, unless it was set, now or by another caller. */
export async function readyToBill(call: Call, { path }: TestOrganization): Promise<void> {
  const { version, legalName } = await bodyOf(200, call('GET', `${path}/billing`));
  if (legalName !== undefined) return;
  const body = {
    legalName: 'Cobalto S.L.',
    taxId: 'B12345674',
    address: 'Calle Mayor 1',
    city: 'Madrid',
    country: 'ES',
  };
  const { status, text } = await call('PATCH', `${path}/billing`, { body, ifMatch: version });
  if (status !== 200 && status !== 412) throw new Error(`the billing settings were refused: ${text}`);
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
