import { beforeAll, describe, expect, inject, test } from 'vitest';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;
let customerId: string;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
  await readyToBill(call, organization);
  ({ id: customerId } = await bodyOf(
    201,
    call('POST', at('customers'), { body: { name: 'Acme', taxId: '900123456' } }),
  ));
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const one = (id: string): Promise<any> => bodyOf(200, call('GET', at(`invoices/${id}`)));
const draftOf = (amounts: readonly number[], more: object = {}) =>
  newDraft(call, organization, customerId, amounts, { currency: 'EUR', ...more });
const issue = (draft: any, body: object = {}) => issued(call, organization, draft, body);
const newPayment = (amountMinor: number, allocations: readonly object[]): Promise<any> => {
  const body = { customerId, amount: { amountMinor, currency: 'EUR' }, allocations };
  return bodyOf(201, call('POST', at('payments'), { body }));
};
const minors = ({ total, paid, credited, due }: any) =>
  [total, paid, credited, due].map(({ amountMinor }) => amountMinor);

describe('a payment', () => {
  test('that is canceled settles nothing any more', async () => {
    const invoice = await issue(await draftOf([2_000]));
    const payment = await newPayment(2_000, [{ invoiceId: invoice.id, amountMinor: 2_000 }]);
    expect(minors(await one(invoice.id))).toEqual([2_000, 2_000, 0, 0]);
    await bodyOf(
      200,
      call('POST', at(`payments/${payment.id}/cancel`), { body: {}, ifMatch: payment.version }),
    );
    expect(minors(await one(invoice.id))).toEqual([2_000, 0, 0, 2_000]);
  });

  test('can be allocated later, to several invoices, and not beyond its amount or what is due', async () => {
    const [first, second] = [await issue(await draftOf([1_000])), await issue(await draftOf([1_000]))];
    const payment = await newPayment(1_500, []);
    const allocate = (...amounts: number[]) =>
      call('PATCH', at(`payments/${payment.id}`), {
        body: {
          allocations: [first, second].map(({ id }, place) => ({
            invoiceId: id,
            amountMinor: amounts[place],
          })),
        },
        ifMatch: payment.version,
      });
    expect((await allocate(1_000, 600)).body.errors).toEqual([
      expect.objectContaining({ pointer: '/allocations', code: 'too_big', message: 'At most €15.00' }),
    ]);
    expect((await allocate(1_001, 100)).body.errors).toEqual([
      expect.objectContaining({
        ...{ pointer: '/allocations/0', code: 'not_due', limit: 1_000, currency: 'EUR' },
        message: 'Only €10.00 is due',
      }),
    ]);
    await bodyOf(200, allocate(1_000, 500));
    expect(minors(await one(second.id))).toEqual([1_000, 500, 0, 500]);
  });

  test('settles what the customer withheld, too, which is no part of the money', async () => {
    const invoice = await issue(await draftOf([10_000]));
    const allocation = { invoiceId: invoice.id, amountMinor: 9_600, withheldMinor: 400 };
    const payment = await newPayment(9_600, [allocation]);
    expect(payment).toMatchObject({ allocations: [allocation], unallocated: { amountMinor: 0 } });
    const paid = await one(invoice.id);
    expect(minors(paid)).toEqual([10_000, 10_000, 0, 0]);
    expect(paid.settlements).toEqual([{ paymentId: payment.id, amountMinor: 9_600, withheldMinor: 400 }]);
    const body = { allocations: [{ ...allocation, withheldMinor: 401 }] };
    const more = await call('PATCH', at(`payments/${payment.id}`), { body, ifMatch: payment.version });
    expect(more.body.errors).toEqual([expect.objectContaining({ code: 'not_due', limit: 10_000 })]);
  });

  test('without the withholding that it had leaves that much due', async () => {
    const invoice = await issue(await draftOf([10_000]));
    const allocation = { invoiceId: invoice.id, amountMinor: 9_600 };
    const payment = await newPayment(9_600, [{ ...allocation, withheldMinor: 400 }]);
    const body = { allocations: [allocation] };
    await bodyOf(200, call('PATCH', at(`payments/${payment.id}`), { body, ifMatch: payment.version }));
    expect(minors(await one(invoice.id))).toEqual([10_000, 9_600, 0, 400]);
  });

  test('that is refunded in full has no withholding left', async () => {
    const invoice = await issue(await draftOf([10_000]));
    const payment = await newPayment(9_600, [
      { invoiceId: invoice.id, amountMinor: 9_600, withheldMinor: 400 },
    ]);
    const body = { amountMinor: 9_600 };
    await bodyOf(200, call('POST', at(`payments/${payment.id}/refund`), { body, ifMatch: payment.version }));
    expect(minors(await one(invoice.id))).toEqual([10_000, 0, 0, 10_000]);
  });

  test('keeps its withholding as far as it fits when a credit note releases money', async () => {
    const invoice = await issue(await draftOf([9_900, 100]));
    const payment = await newPayment(9_600, [
      { invoiceId: invoice.id, amountMinor: 9_600, withheldMinor: 400 },
    ]);
    const before = await one(invoice.id);
    await bodyOf(
      201,
      call('POST', at(`invoices/${invoice.id}/credit`), {
        body: { reason: 'Returned', lines: [{ line: 0 }] },
        ifMatch: before.version,
      }),
    );
    expect(minors(await one(invoice.id))).toEqual([10_000, 100, 9_900, 0]);
    const released = await bodyOf(200, call('GET', at(`payments/${payment.id}`)));
    expect(released).toMatchObject({
      allocations: [{ invoiceId: invoice.id, amountMinor: 1, withheldMinor: 99 }],
      unallocated: { amountMinor: 9_599 },
    });
  });

  test('can’t be refunded beyond its amount', async () => {
    const payment = await newPayment(1_000, []);
    const { body } = await call('POST', at(`payments/${payment.id}/refund`), {
      body: { amountMinor: 1_001 },
      ifMatch: payment.version,
    });
    expect(body.errors).toEqual([
      expect.objectContaining({ pointer: '/amountMinor', code: 'too_big', message: 'At most €10.00' }),
    ]);
  });
});
