import { expect, inject, test } from 'vitest';
import { readyToBill } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson } from '../organization.ts';

const host = connectHost(inject('host'));

test('a quote that somebody marks as sent is told as marked, not as sent, in its history and the customer’s timeline', async () => {
  const organization = await newOrganization(await newPerson(host), { currency: 'EUR' });
  const { path, owner } = organization;
  const { call } = owner;
  await readyToBill(call, organization);
  const customer = await bodyOf(
    201,
    call('POST', `${path}/customers`, { body: { name: 'Acme', email: 'acme@firms.example', country: 'ES' } }),
  );
  const body = {
    customerId: customer.id,
    currency: 'EUR',
    lines: [{ description: 'Work', quantity: 1, unitPriceMinor: 100 }],
  };
  const newQuote = () => bodyOf(201, call('POST', `${path}/quotes`, { body }));
  const act = (quote: any, verb: string, sent?: object) =>
    bodyOf(
      200,
      call('POST', `${path}/quotes/${quote.id}/${verb}`, {
        ifMatch: quote.version,
        ...(sent ? { body: sent } : {}),
      }),
    );
  const [mailed, marked] = [await newQuote(), await newQuote()];
  await act(mailed, 'send', {});
  const done = await act(marked, 'mark-sent');
  expect([done.sentAt, done.sentTo]).toEqual([expect.any(String), undefined]);

  const actionsOf = async (quote: any) =>
    (await bodyOf(200, call('GET', `${path}/quotes/${quote.id}/history`))).items.map(
      (one: any) => one.action,
    );
  expect([await actionsOf(marked), await actionsOf(mailed)]).toEqual([
    ['markedSent', 'created'],
    ['sent', 'created'],
  ]);
  await host.settled(organization);
  const { items } = await bodyOf(200, call('GET', `${path}/timeline/customer/${customer.id}`));
  const told = items.filter((one: any) => one.kind === 'quote' && one.action !== 'created');
  expect(told.map((one: any) => [one.about.id, one.action]).toSorted()).toEqual(
    [
      [marked.id, 'markedSent'],
      [mailed.id, 'sent'],
    ].toSorted(),
  );
});
