import type { Page } from 'playwright-core';
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

test('billing settings that another tab has saved meanwhile keep what was typed, say what changed, and can be saved again', async () => {
  const read = () => bodyOf(200, at.person.call('GET', `${at.organization.path}/billing`));
  const save = async (page: Page, label: RegExp, value: string) => {
    await page.getByLabel(label).fill(value);
    await button(page, 'Save').click();
  };
  const saved = (page: Page) => page.getByText('Saved', { exact: true }).first().waitFor();
  await at.inWindow((first) =>
    at.inWindow(async (second) => {
      for (const page of [first, second]) {
        await page.goto(`${at.base}/settings/billing`);
        await page.getByLabel(/^City/).waitFor();
      }
      await save(first, /^City/, 'Bilbao');
      await saved(first);
      // Another field than the one that was changed elsewhere.
      await save(second, /^Address/, 'Main Street 1');
      await saved(second);
      expect(await second.getByLabel(/^City/).inputValue()).toBe('Bilbao');
      expect(await read()).toMatchObject({ city: 'Bilbao', address: 'Main Street 1' });
      await save(second, /^City/, 'Lugo');
      await saved(second);
      await save(first, /^City/, 'Vigo');
      await first.getByText('Changed elsewhere in the meantime: City (now Lugo).').waitFor();
      expect(await first.getByLabel(/^City/).inputValue()).toBe('Vigo');
      expect(await first.getByLabel(/^Address/).inputValue()).toBe('Main Street 1');
      expect((await read()).city).toBe('Lugo');
      await takePicture(first, 'billing-changed-elsewhere');
      await button(first, 'Save').click();
      await saved(first);
      expect(await read()).toMatchObject({ city: 'Vigo', address: 'Main Street 1' });
    }),
  );
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
