import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { takePicture } from './browser.ts';
import { button } from './people.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

test('the form of the billing settings says which day, which series and which part of a tax ID is wrong', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/settings/billing`);
    await page.getByLabel(/^Reminders/).fill('7, 7, a');
    await button(page, 'Save').click();
    await page.getByText('a: Enter a number, such as 1250').first().waitFor();
    await page.getByLabel(/^Reminders/).fill('7, 7, 21');
    await page.getByLabel(/^Prefix of credit note numbers/).fill('INV-{year}-');
    await button(page, 'Save').click();
    await page
      .getByText('The series with the prefix INV-{year}- can give the same numbers')
      .first()
      .waitFor();
    await takePicture(page, 'billing-refused');
    await page.getByLabel(/^Prefix of credit note numbers/).fill('CN-{year}-');
    await page.getByLabel('Tax ID').fill('B1234567X!');
    await button(page, 'Save').click();
    await page
      .getByText('Enter a United States EIN, SSN or ITIN, such as 12-3456789, or change the country')
      .first()
      .waitFor();
    await page.getByLabel('Tax ID').fill('12-3456789');
    await page.getByLabel('State or province').fill('TX');
    await button(page, 'Save').click();
    await page.getByText('Saved', { exact: true }).first().waitFor();
    const saved = await bodyOf(200, at.person.call('GET', `${at.organization.path}/billing`));
    expect(saved).toMatchObject({ reminderDays: [7, 21], taxId: '12-3456789', state: 'TX' });
  });
});

test('a refund suggests what no invoice was settled with, and says how much can be refunded', async () => {
  const { call } = at.person;
  const add = (plural: string, body: object): Promise<any> =>
    bodyOf(201, call('POST', `${at.organization.path}/${plural}`, { body }));
  const { id: customerId } = await add('customers', { name: 'Harbour Foods' });
  const { id, version } = await add('payments', {
    customerId,
    amount: { amountMinor: 10_000, currency: 'USD' },
  });
  const body = { amountMinor: 2_500 };
  await bodyOf(
    200,
    call('POST', `${at.organization.path}/payments/${id}/refund`, { body, ifMatch: version }),
  );
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/payments/${id}`);
    await button(page, 'Refund').click();
    expect(await page.getByLabel(/^Amount/).inputValue()).toBe('75');
    await page.getByText('At most $75.00').waitFor();
    await takePicture(page, 'refund-suggested');
  });
});
