import { expect, inject, test } from 'vitest';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { addMember, newOrganization, newPerson } from '../organization.ts';

const host = connectHost(inject('host'));

test('the reference of a transfer finds the invoices that it names, as far as something is due and may be seen', async () => {
  const organization = await newOrganization(await newPerson(host));
  const { owner, path } = organization;
  const { call } = owner;
  await readyToBill(call, organization);
  const { id: customerId } = await bodyOf(201, call('POST', `${path}/customers`, { body: { name: 'Acme' } }));
  const newInvoice = async (ownerId?: string) => {
    const more = { currency: 'EUR', ...(ownerId === undefined ? {} : { ownerId }) };
    return issued(call, organization, await newDraft(call, organization, customerId, [5_000], more));
  };
  const [first, second, paid] = [await newInvoice(), await newInvoice(), await newInvoice()];
  const amount = { amountMinor: 5_000, currency: 'EUR' };
  const allocations = [{ invoiceId: paid.id, amountMinor: 5_000 }];
  await bodyOf(201, call('POST', `${path}/payments`, { body: { customerId, amount, allocations } }));
  await host.settled(organization);

  const namedBy = async (reference: string, by = call): Promise<any[]> =>
    (await bodyOf(200, by('GET', `${path}/payments/matches`, { query: { reference } }))).items;
  expect(await namedBy(`Pago ${first.number}, gracias`)).toEqual([
    { invoiceId: first.id, title: first.number, customerId, due: amount },
  ]);
  const spaced = [first, second].map(({ number }) => number.replace('-', ' ').toLowerCase()).join(' y ');
  expect((await namedBy(spaced)).map(({ invoiceId }) => invoiceId).toSorted()).toEqual(
    [first.id, second.id].toSorted(),
  );
  expect(await namedBy(paid.number)).toEqual([]);
  expect(await namedBy(first.number.slice(0, -1))).toEqual([]);
  // The codes of drafts end with the same digits.
  expect(await namedBy(first.code)).toEqual([]);

  const seller = await addMember(host, organization, 'employee');
  const own = await newInvoice(seller.userId);
  await host.settled(organization);
  const seen = await namedBy(`${first.number} ${own.number}`, seller.call);
  expect(seen.map(({ invoiceId }) => invoiceId)).toEqual([own.id]);
});
