import { addDays, dateIn } from '#data/values/day.ts';
import { issued, readyToBill } from './billing.ts';
import { bodyOf } from './caller.ts';
import { seed } from './counts.ts';
import { randomOf } from './faults/random.ts';
import type { RunningHost } from './host.ts';
import { documentsOf, type Documents } from './money-recount.ts';
import { addMember, newOrganization, newPerson, type Person, type TestOrganization } from './organization.ts';

const timeZone = 'Pacific/Kiritimati';
/** The documents are from the last 400 days. */
export const today = dateIn(timeZone, new Date());
export const firstDay = addDays(today, -400);
export const currencies = ['EUR', 'JPY', 'KWD'];

/** An organization that has sold something, and the records of that. */
export interface Books {
  organization: TestOrganization;
  manager: Person;
  /** Reports to the manager. */
  employee: Person;
  documents: Documents;
}

/**
 * An organization with random invoices in three currencies: drafts, issued and void ones, with and without tax, paid, and
 * credited.
 */
export async function randomBooks(host: RunningHost, invoiceCount: number): Promise<Books> {
  console.log(`SEED=${seed}`);
  const { below, chance, oneOf } = randomOf(seed);
  const organization = await newOrganization(await newPerson(host), { currency: 'EUR', timeZone });
  const { owner, path } = organization;
  const create = (plural: string, body: object): Promise<any> =>
    bodyOf(201, owner.call('POST', `${path}/${plural}`, { body }));
  const verb = (plural: string, { id, version }: any, name: string, body: object, status = 200) =>
    bodyOf(status, owner.call('POST', `${path}/${plural}/${id}/${name}`, { body, ifMatch: version }));
  await readyToBill(owner.call, organization);
  const manager = await addMember(host, organization, 'manager');
  const employee = await addMember(host, organization, 'employee');
  const boss = await create('employees', { firstName: 'Boss', userId: manager.userId });
  await create('employees', { firstName: 'Report', userId: employee.userId, managerId: boss.id });
  const customerIds: string[] = [];
  for (const name of ['Acme', 'Beta', 'Gamma'])
    customerIds.push((await create('customers', { name, taxId: '900123456' })).id);
  const productIds: string[] = [];
  for (const name of ['Hour', 'Day']) productIds.push((await create('products', { name })).id);

  let credits = 0;
  /** Some lines, of which one can take something off. */
  function randomLines(): object[] {
    const line = () => ({
      description: 'Work',
      quantity: oneOf([1, 2.5, 0.3333, 7]),
      ...(chance(0.3)
        ? { unitPrice: (10 + below(1_000_000_000) / 1_000_000).toFixed(6) }
        : { unitPriceMinor: 1 + below(1_000_000) }),
      ...(chance(0.6) ? { productId: oneOf(productIds) } : {}),
      ...(chance(0.8) ? { taxPercent: oneOf([21, 10, 19, 5.2, 0]) } : {}),
      ...(chance(0.4) ? { withholdingPercent: oneOf([15, 11, 2.5]) } : {}),
      ...(chance(0.3) ? { discountPercent: oneOf([10, 33.333]) } : {}),
    });
    const lines: object[] = Array.from({ length: 1 + below(4) }, line);
    if (chance(0.7)) return lines;
    const rebate = { description: 'Rebate', quantity: 1, unitPriceMinor: -1 - below(200), taxPercent: 4 };
    // An invoice of less than its rebate is refused.
    const enough = { ...line(), quantity: 1, unitPrice: undefined, unitPriceMinor: 1_000 + below(1_000) };
    return [...lines, enough, { ...rebate, productId: oneOf(productIds) }];
  }

  async function randomInvoice(issuedOn: string): Promise<void> {
    const ownerId = oneOf([owner, manager, employee]).userId;
    const draft = await create('invoices', {
      customerId: oneOf(customerIds),
      currency: oneOf(currencies),
      lines: randomLines(),
      ownerId,
      dueOn: addDays(issuedOn, oneOf([0, 1, 30, 45, 90, 200])),
      ...(chance(0.3) ? { discountPercent: oneOf([5, 12.5]) } : {}),
    });
    if (chance(0.1)) return;
    const invoice = await issued(owner.call, organization, draft, { issuedOn });
    if (chance(0.12)) {
      await verb('invoices', invoice, 'void', { reason: 'A mistake' });
      return;
    }
    if (chance(0.7)) await randomPayment(invoice, ownerId);
    if (chance(0.25)) {
      const now = await bodyOf(200, owner.call('GET', `${path}/invoices/${invoice.id}`));
      // Without the line that takes something off, more would be credited than was invoiced.
      const isReduced = draft.lines.some(({ unitPriceMinor }: any) => unitPriceMinor < 0);
      const isByAmount = !isReduced && chance(0.4);
      const lines = isByAmount || isReduced || chance(0.5) ? undefined : [{ line: 0 }];
      if (isByAmount) {
        const amounts = [{ line: 0, netMinor: 1 + below(100) }];
        await verb('invoices', now, 'credit', { reason: 'Discount', amounts }, 201);
        credits += 1;
        return;
      }
      await verb('invoices', now, 'credit', { reason: 'Returned', ...(lines ? { lines } : {}) }, 201);
      credits += 1;
    }
  }

  async function randomPayment({ id, due, customerId, issuedOn }: any, ownerId: string): Promise<void> {
    const part: number = chance(0.5) ? due.amountMinor : 1 + below(due.amountMinor);
    const withheldMinor = part > 1 && chance(0.3) ? 1 + below(part - 1) : 0;
    const amountMinor = part - withheldMinor;
    // Some are paid in advance.
    const receivedOn = addDays(issuedOn, below(75) - 15);
    const payment = await create('payments', {
      customerId,
      ownerId,
      amount: { amountMinor: amountMinor + (chance(0.2) ? 500 : 0), currency: due.currency },
      receivedOn: receivedOn < today ? receivedOn : today,
      methodId: oneOf(['bank-transfer', 'card', 'cash']),
      allocations: [{ invoiceId: id, amountMinor, ...(withheldMinor > 0 ? { withheldMinor } : {}) }],
    });
    if (chance(0.15)) await verb('payments', payment, 'cancel', {});
    else if (chance(0.3)) await verb('payments', payment, 'refund', { amountMinor: 1 + below(amountMinor) });
  }

  for (let place = 0; place < invoiceCount; place += 1)
    await randomInvoice(addDays(firstDay, Math.floor((place * 400) / (invoiceCount - 1))));
  while (credits === 0) await randomInvoice(today);
  await host.settled(organization);
  return { organization, manager, employee, documents: await documentsOf(owner.call, path) };
}
