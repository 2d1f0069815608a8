import { totalsOf, type PricedLine } from '#contract/document-totals.ts';
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

describe('an invoice', () => {
  test('is a draft without a number until it is issued, and then can’t be changed or deleted', async () => {
    const draft = await draftOf([10_000]);
    expect(draft).not.toHaveProperty('number');
    const invoice = await issue(draft);
    expect(invoice.number).toMatch(/^INV-\d{4}-\d{4}$/);
    expect(invoice).toMatchObject({
      title: invoice.number,
      parties: { seller: { name: 'Cobalto S.L.' }, buyer: { name: 'Acme', taxId: '900123456' } },
    });
    for (const body of [{ lines: [] }, { customerId }, { currency: 'USD' }, { notes: 'x' }]) {
      const { status } = await call('PATCH', at(`invoices/${invoice.id}`), {
        body,
        ifMatch: invoice.version,
      });
      expect([Object.keys(body), status]).toEqual([Object.keys(body), 'customerId' in body ? 200 : 422]);
    }
    expect((await call('DELETE', at(`invoices/${invoice.id}`), { ifMatch: invoice.version })).status).toBe(
      409,
    );
  });

  test('says before it is issued which number and dates it would have now, which reserves nothing', async () => {
    const [first, second] = [await draftOf([100]), await draftOf([100])];
    const nextOf = ({ id }: any) => call('GET', at(`invoices/${id}/next-issue`));
    const next = await bodyOf(200, nextOf(first));
    expect(next).toEqual(await bodyOf(200, nextOf(second)));
    const { number, issuedOn, dueOn } = await issue(first);
    expect({ number, issuedOn, dueOn }).toEqual(next);
    const after = await bodyOf(200, nextOf(second));
    expect(Number(after.number.split('-').at(-1))).toBe(Number(number.split('-').at(-1)) + 1);
    expect((await nextOf(first)).status).toBe(409);
    const future = await draftOf([100], { issuedOn: '2199-01-01' });
    expect((await nextOf(future)).body.errors).toMatchObject([{ pointer: '/issuedOn', code: 'in_future' }]);
  });

  test('gets numbers without gaps and doubles when many are issued at once', async () => {
    const drafts = await Promise.all(Array.from({ length: 30 }, (_, place) => draftOf([place + 1])));
    const all = await Promise.all(drafts.map((draft) => issue(draft)));
    const numbers = all.map(({ number }) => Number(number.split('-').at(-1))).toSorted((a, b) => a - b);
    const [first = 0] = numbers;
    expect(numbers).toEqual(Array.from({ length: 30 }, (_, place) => first + place));
  });

  test('can’t be issued before the last date of its series, which the refusal names, or in the future', async () => {
    const { issuedOn: lastIssuedOn } = await issue(await draftOf([100]));
    const refusedOn = async (issuedOn: string) => {
      const draft = await draftOf([100]);
      const path = at(`invoices/${draft.id}/issue`);
      return (await call('POST', path, { body: { issuedOn }, ifMatch: draft.version })).body.errors[0];
    };
    expect(await refusedOn('2026-01-01')).toMatchObject({
      ...{ code: 'before_last_number', lastIssuedOn },
      message: `The last number of this series has the date ${lastIssuedOn}. Choose this date or a later one.`,
    });
    expect(await refusedOn('2190-01-01')).toMatchObject({ code: 'in_future' });
  });

  test('knows what is due: total = paid + credited + due, through payments, credit notes and refunds', async () => {
    const invoice = await issue(await draftOf([6_000, 4_000]));
    expect(minors(invoice)).toEqual([10_000, 0, 0, 10_000]);
    const first = await newPayment(7_000, [{ invoiceId: invoice.id, amountMinor: 7_000 }]);
    expect(minors(await one(invoice.id))).toEqual([10_000, 7_000, 0, 3_000]);
    const credit = await one(invoice.id);
    const note = await bodyOf(
      201,
      call('POST', at(`invoices/${invoice.id}/credit`), {
        body: { reason: 'Returned', lines: [{ line: 1 }] },
        ifMatch: credit.version,
      }),
    );
    expect(note).toMatchObject({
      creditedId: invoice.id,
      kindId: 'credit-note',
      total: { amountMinor: -4_000 },
    });
    expect(note.number).toMatch(/^CN-\d{4}-0001$/);
    // What was paid beyond the new amount stays with the payment.
    expect(minors(await one(invoice.id))).toEqual([10_000, 6_000, 4_000, 0]);
    expect(await one(invoice.id)).toMatchObject({ statusId: 'paid', paidAt: expect.any(String) });
    const released = await bodyOf(200, call('GET', at(`payments/${first.id}`)));
    expect(released.unallocated.amountMinor).toBe(1_000);
    const refunded = await bodyOf(
      200,
      call('POST', at(`payments/${first.id}/refund`), {
        body: { amountMinor: 3_000 },
        ifMatch: released.version,
      }),
    );
    expect(refunded).toMatchObject({ refunded: { amountMinor: 3_000 }, unallocated: { amountMinor: 0 } });
    expect(minors(await one(invoice.id))).toEqual([10_000, 4_000, 4_000, 2_000]);
  });

  test('that is credited piece by piece is credited to the cent and not paid, and everything paid is free again', async () => {
    const lines = [
      { description: 'A', quantity: 3, unitPriceMinor: 50, taxPercent: 21, withholdingPercent: 15 },
      { description: 'B', quantity: 0.9, unitPriceMinor: 333, taxPercent: 21, discountPercent: 5 },
    ];
    const invoice = await issue(await draftOf([], { lines, discountPercent: 3 }));
    const total = invoice.total.amountMinor;
    const payment = await newPayment(total, [{ invoiceId: invoice.id, amountMinor: total }]);
    const credit = async (credited?: object[]) => {
      const body = { reason: 'Returned', ...(credited ? { lines: credited } : {}) };
      const { version: ifMatch } = await one(invoice.id);
      return call('POST', at(`invoices/${invoice.id}/credit`), { body, ifMatch });
    };
    const notes: { lines: PricedLine[]; discountPercent: number; total: { amountMinor: number } }[] = [];
    for (const credited of [
      ...Array.from({ length: 2 }, () => [{ line: 0, quantity: 1 }]),
      ...Array.from({ length: 2 }, () => [{ line: 1, quantity: 0.3 }]),
    ])
      notes.push(await bodyOf(201, credit(credited)));
    expect((await credit([{ line: 1, quantity: 0.3001 }])).body.errors).toEqual([
      expect.objectContaining({ pointer: '/lines/0/quantity', code: 'too_big', limit: 0.3 }),
    ]);
    // All that is left: a piece of each line.
    notes.push(await bodyOf(201, credit()));
    expect(notes.at(-1)?.lines.map(({ quantity }) => quantity)).toEqual([1, 0.3]);
    expect(minors(await one(invoice.id))).toEqual([total, 0, total, 0]);
    expect(await one(invoice.id)).toMatchObject({ statusId: 'credited' });
    expect(await one(invoice.id)).not.toHaveProperty('paidAt');
    expect(notes.reduce((sum, note) => sum + note.total.amountMinor, 0)).toBe(-total);
    // Each rounded by itself, they would amount to more.
    const alone = notes.map(
      ({ lines: of, discountPercent }) => totalsOf(of, 'EUR', discountPercent)?.totalMinor ?? 0,
    );
    expect(alone.reduce((sum, amount) => sum + amount, 0)).toBeGreaterThan(total);
    const freed = await bodyOf(200, call('GET', at(`payments/${payment.id}`)));
    expect(freed.unallocated.amountMinor).toBe(total);
    expect((await credit()).body).toMatchObject({ code: 'conflict' });
    expect((await credit([{ line: 0 }])).body.errors).toEqual([
      expect.objectContaining({ pointer: '/lines/0/quantity', code: 'too_big', limit: 0 }),
    ]);
  });

  test('is credited by amounts: a share of a line, or an amount with its tax, and then exactly the rest', async () => {
    const lines = [
      { description: 'Chair', quantity: 3, unitPriceMinor: 3_333, taxPercent: 21, withholdingPercent: 15 },
      { description: 'Table', quantity: 1, unitPriceMinor: 10_000, discountPercent: 5, taxPercent: 10 },
      { description: 'Lamp', quantity: 1, unitPriceMinor: 5_000, taxPercent: 10 },
    ];
    const { id, total } = await issue(await draftOf([], { lines, discountPercent: 2.5 }));
    const credit = async (body: object) => {
      const { version } = await one(id);
      return call('POST', at(`invoices/${id}/credit`), {
        body: { reason: 'A discount', ...body },
        ifMatch: version,
      });
    };
    const share = await bodyOf(201, credit({ amounts: [{ line: 0, netMinor: 1_001 }] }));
    expect(share).toMatchObject({
      lines: [
        { description: 'Chair', quantity: 1, unitPriceMinor: 1_001, taxPercent: 21, withholdingPercent: 15 },
      ],
      subtotal: { amountMinor: -1_001 },
      // 21 % of 10.01 are 2.10, and 15 % are 1.50.
      total: { amountMinor: -1_061 },
    });
    expect(share).not.toHaveProperty('discountPercent');
    const free = await bodyOf(201, credit({ amounts: [{ netMinor: 12_000, taxPercent: 10 }] }));
    expect(free).toMatchObject({
      lines: [{ description: 'A discount', quantity: 1, unitPriceMinor: 12_000, taxPercent: 10 }],
      total: { amountMinor: -13_200 },
    });
    const refused = async (amounts: object[], ...errors: object[]) =>
      expect((await credit({ amounts })).body.errors).toEqual(
        errors.map((error) => expect.objectContaining(error)),
      );
    // Of 92.63 and 48.75 with 10 % tax, 21.38 are left.
    await refused([{ netMinor: 2_139, taxPercent: 10 }], {
      pointer: '/amounts/0/netMinor',
      code: 'not_left',
    });
    await refused([{ netMinor: 1, taxPercent: 4 }], {
      pointer: '/amounts/0/netMinor',
      code: 'not_left',
      limit: 0,
    });
    await refused([{ line: 3, netMinor: 1 }], { pointer: '/amounts/0/line', code: 'unknown_reference' });
    await refused([{ line: 0, netMinor: 1, taxPercent: 21 }], {
      pointer: '/amounts/0/taxPercent',
      code: 'not_allowed',
    });
    expect((await credit({ amounts: [{ line: 0, netMinor: 1 }], lines: [{ line: 0 }] })).status).toBe(422);
    const rest = await bodyOf(201, credit({}));
    const notes = [share, free, rest].map((note) => note.total.amountMinor);
    expect(notes.reduce((sum: number, minor: number) => sum + minor, 0)).toBe(-total.amountMinor);
    expect(minors(await one(id))).toEqual([total.amountMinor, 0, total.amountMinor, 0]);
    expect((await credit({})).status).toBe(409);
  });

  test('with a line that takes something off can’t be credited beyond its total, or with a negative amount', async () => {
    const invoice = await issue(await draftOf([10_000, -2_000]));
    expect(minors(invoice)).toEqual([8_000, 0, 0, 8_000]);
    const credit = (...lines: number[]) =>
      call('POST', at(`invoices/${invoice.id}/credit`), {
        body: { reason: 'Returned', lines: lines.map((line) => ({ line })) },
        ifMatch: invoice.version,
      });
    expect((await credit(0)).body.errors).toEqual([
      expect.objectContaining({
        ...{ pointer: '/lines', code: 'not_left', limit: 8_000 },
        message: 'Only €80.00 is left to credit',
      }),
    ]);
    expect((await credit(1)).body.errors).toEqual([
      expect.objectContaining({ pointer: '/lines', code: 'negative_total' }),
    ]);
    await bodyOf(201, credit(0, 1));
    expect(minors(await one(invoice.id))).toEqual([8_000, 0, 8_000, 0]);
  });

  test('that is void can’t be paid, and keeps its number', async () => {
    const invoice = await issue(await draftOf([5_000]));
    const gone = await bodyOf(
      200,
      call('POST', at(`invoices/${invoice.id}/void`), {
        body: { reason: 'Wrong customer' },
        ifMatch: invoice.version,
      }),
    );
    expect(gone).toMatchObject({ number: invoice.number, due: { amountMinor: 0 } });
    const body = {
      customerId,
      amount: { amountMinor: 5_000, currency: 'EUR' },
      allocations: [{ invoiceId: invoice.id, amountMinor: 5_000 }],
    };
    expect((await call('POST', at('payments'), { body })).body.errors).toEqual([
      expect.objectContaining({ pointer: '/allocations/0', code: 'not_due' }),
    ]);
  });

  test('can’t be issued for a customer in the trash, or without lines', async () => {
    const { id, version } = await bodyOf(201, call('POST', at('customers'), { body: { name: 'Gone' } }));
    const draft = await newDraft(call, organization, id, [100]);
    await bodyOf(200, call('DELETE', at(`customers/${id}`), { ifMatch: version }));
    const path = (invoice: any) => at(`invoices/${invoice.id}/issue`);
    expect((await call('POST', path(draft), { body: {}, ifMatch: draft.version })).status).toBe(409);
    const empty = await draftOf([]);
    expect((await call('POST', path(empty), { body: {}, ifMatch: empty.version })).status).toBe(409);
  });

  test('in currencies without minor units, and with three, has exact totals', async () => {
    const line = { description: 'x', quantity: 3, unitPriceMinor: 333, taxPercent: 10 };
    const totals = await Promise.all(
      ['JPY', 'CLP', 'KWD'].map(async (currency) => {
        const { total } = await bodyOf(
          201,
          call('POST', at('invoices'), { body: { customerId, currency, lines: [line] } }),
        );
        return total;
      }),
    );
    expect(totals).toEqual(['JPY', 'CLP', 'KWD'].map((currency) => ({ amountMinor: 1_099, currency })));
  });
});
