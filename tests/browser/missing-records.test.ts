import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { recordKey } from '#data/store/keys.ts';
import { bodyOf } from '../caller.ts';
import { addMember } from '../organization.ts';
import { openTable } from '../table.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

test('a deleted record is named as deleted only to those who can read all records of its type', async () => {
  const employee = await addMember(at.host, at.organization, 'employee');
  const ownerId = employee.userId;
  const gone = await at.create('deals', { title: 'Gone', ownerId });
  const foreign = await at.create('deals', { title: 'Of somebody else' });
  const [ofGone, ofForeign] = await Promise.all(
    [gone, foreign].map(({ id: dealId }) => at.create('invoices', { dealId, ownerId })),
  );
  const path = `${at.organization.path}/deals/${gone.id}`;
  await bodyOf(200, at.person.call('DELETE', path, { ifMatch: gone.version }));
  await openTable(at.host).letTrashTimePass(recordKey(at.organization.id, 'deal', gone.id));
  const expectOn = async (who: typeof employee, id: string, text: string) =>
    at.inWindow(async (page) => {
      await page.goto(`${at.base}/invoices/${id}`);
      await page.getByText(text, { exact: true }).first().waitFor();
      expect(await page.getByRole('link', { name: text, exact: true }).count()).toBe(0);
    }, who);
  await expectOn(at.person, ofGone.id, 'Deleted');
  await expectOn(employee, ofGone.id, 'Deleted or no access');
  await expectOn(employee, ofForeign.id, 'Deleted or no access');
  await at.speak('es');
  await expectOn(at.person, ofGone.id, 'Ya no existe');
});

test('a person of a deal who can’t be loaded now isn’t called deleted, and is loaded by another try', async () => {
  const customer = await at.create('customers', { name: 'Harbour Foods' });
  const deal = await at.create('deals', { title: 'Ropes', customerId: customer.id });
  const read = `**/v1/orgs/*/customers/${customer.id}?*`;
  await at.speak('en');
  await at.inWindow(async (page) => {
    await page.route(read, (route) => route.fulfill({ status: 503, body: '{"message":"x"}' }));
    await page.goto(`${at.base}/deals/${deal.id}`);
    const failure = page.getByRole('alert').filter({ hasText: 'The service is busy.' });
    await failure.waitFor();
    expect(await page.getByText('Deleted', { exact: true }).count()).toBe(0);
    await page.unroute(read);
    await failure.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name: 'Harbour Foods' }).first().waitFor();
    await failure.waitFor({ state: 'hidden' });
  });
});

test('the address of a board below its list opens it, and words where IDs are expected are not found', async () => {
  await at.speak('en');
  await at.inWindow(async (page) => {
    for (const plural of ['deals', 'issues']) {
      await page.goto(`${at.base}/${plural}/board`);
      await page.locator('[data-column]').first().waitFor();
      expect(new URL(page.url()).search).toBe('?view=board');
    }
    // The service has operations at the first two, which are no records.
    for (const missing of [
      'payments/matches',
      'deals/query',
      'contacts/board',
      'imports/board',
      'leads/board/convert',
    ]) {
      await page.goto(`${at.base}/${missing}`);
      await page.getByRole('heading', { name: 'Not found' }).waitFor();
    }
  });
});
