import { expect, inject, test } from 'vitest';
import { addDays, dateIn } from '#data/values/day.ts';
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
