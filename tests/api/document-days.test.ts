import { expect, inject, test } from 'vitest';
import { addDays, dateIn } from '#data/values/day.ts';
import { awaited } from '../awaited.ts';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import { errorsOf } from '../documents.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));

/** Between them are 25 hours, so that their dates always differ. */
const [east, west] = ['Pacific/Kiritimati', 'Pacific/Niue'] as const;
const todayIn = (timeZone: string) => dateIn(timeZone, new Date());

async function moveTo({ owner, path }: TestOrganization, timeZone: string): Promise<void> {
  const { version } = await bodyOf(200, owner.call('GET', path));
  await bodyOf(200, owner.call('PATCH', path, { body: { timeZone }, ifMatch: version }));
}

async function organizationIn(timeZone: string): Promise<TestOrganization> {
  const organization = await newOrganization(await newPerson(host));
  await moveTo(organization, timeZone);
  return organization;
}

test.each([east, west])(
  'a payment isn’t received after today in the organization’s time zone (%s)',
  async (timeZone) => {
    const { owner, path } = await organizationIn(timeZone);
    const body = (receivedOn: string) => ({ amount: { amountMinor: 100, currency: 'USD' }, receivedOn });
    const pay = (receivedOn: string) => owner.call('POST', `${path}/payments`, { body: body(receivedOn) });
    const today = todayIn(timeZone);
    const payment = await bodyOf(201, pay(today));
    const tomorrow = addDays(today, 1);
    expect(errorsOf(await pay(tomorrow))).toEqual(['/receivedOn in_future']);
    const change = { body: { receivedOn: tomorrow }, ifMatch: payment.version };
    const changed = await owner.call('PATCH', `${path}/payments/${payment.id}`, change);
    expect(errorsOf(changed)).toEqual(['/receivedOn in_future']);
  },
);

test('an invoice and a credit note have the date of the last number if the time zone has moved so that it isn’t that day yet', async () => {
  const organization = await organizationIn(east);
  const { owner, path } = organization;
  const { call } = owner;
  await readyToBill(call, organization);
  const { id } = await bodyOf(201, call('POST', `${path}/customers`, { body: { name: 'Acme' } }));
  const draft = () => newDraft(call, organization, id, [100, 200]);
  const credit = (invoice: any, line: number): Promise<any> =>
    bodyOf(
      201,
      call('POST', `${path}/invoices/${invoice.id}/credit`, {
        body: { reason: 'Returned', lines: [{ line }] },
        ifMatch: invoice.version,
      }),
    );
  const invoice = await issued(call, organization, await draft());
  const note = await credit(invoice, 0);
  const issuedOn = todayIn(east);
  expect([invoice.issuedOn, note.issuedOn]).toEqual([issuedOn, issuedOn]);
  await moveTo(organization, west);
  // Settings are cached for a few seconds.
  const tryToday = async () => {
    const { id: draftId, version } = await draft();
    const sent = { body: { issuedOn }, ifMatch: version };
    return errorsOf(await call('POST', `${path}/invoices/${draftId}/issue`, sent));
  };
  await awaited('the time zone', tryToday, ([error]) => error === '/issuedOn in_future', { pauseMs: 1_000 });
  const next = await issued(call, organization, await draft());
  expect(next).toMatchObject({ issuedOn, dueOn: addDays(issuedOn, 30) });
  expect(await credit(next, 1)).toMatchObject({ issuedOn });
});
