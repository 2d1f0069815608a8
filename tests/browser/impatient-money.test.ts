import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import type { RunningHost } from '../host.ts';
import { newOrganization, newPerson, type Person, type TestOrganization } from '../organization.ts';
import { issueImpatiently, labeled, lookAt, status } from './money-pages.ts';
import { button } from './people.ts';
import { connectSite, openSignedIn } from './site-under-test.ts';

vi.setConfig({ testTimeout: 300_000 });

let host: RunningHost;
let browser: Browser;
let owner: Person;
let organization: TestOrganization;
let customerId: string;
let base: string;
beforeAll(async () => {
  ({ host, browser } = await connectSite());
  owner = await newPerson(host);
  organization = await newOrganization(owner, { currency: 'EUR', country: 'ES' });
  base = `/o/${organization.id}`;
  await readyToBill(owner.call, organization);
  const body = { name: 'Harbour Foods' };
  ({ id: customerId } = await bodyOf(201, owner.call('POST', `${organization.path}/customers`, { body })));
});
afterAll(() => browser.close());
const read = (path: string): Promise<any> => bodyOf(200, owner.call('GET', `${organization.path}/${path}`));

test('two clicks on Issue issue an invoice once', async () => {
  const draft = await newDraft(owner.call, organization, customerId, [12_000]);
  const { page, context, errors } = await openSignedIn(browser, host, owner);
  await page.goto(`${base}/invoices/${draft.id}`);
  await issueImpatiently(page, 'Issue');
  await status(page, 'Open').waitFor();
  const { version, number } = await read(`invoices/${draft.id}`);
  expect([version, number.endsWith('0001')]).toEqual([Number(draft.version) + 1, true]);
  expect(errors).toEqual([]);
  await context.close();
});

test('a draft that two tabs issue is issued once, and the second one shows what it became', async () => {
  const draft = await newDraft(owner.call, organization, customerId, [8_000]);
  const [first, second] = [
    await openSignedIn(browser, host, owner),
    await openSignedIn(browser, host, owner),
  ];
  const issue = (place: Page | Locator) => place.getByRole('button', { name: 'Issue', exact: true }).first();
  for (const { page } of [first, second]) {
    await page.goto(`${base}/invoices/${draft.id}`);
    await issue(page).click();
    await page.getByRole('dialog').waitFor();
  }
  await issue(first.page.getByRole('dialog')).click();
  await status(first.page, 'Open').waitFor();
  await issue(second.page.getByRole('dialog')).click();
  await second.page.getByText('This was changed in the meantime').waitFor();
  await second.page.getByRole('dialog').waitFor({ state: 'hidden' });
  await status(second.page, 'Open').waitFor();
  expect((await read(`invoices/${draft.id}`)).version).toBe(Number(draft.version) + 1);
  for (const { context, errors } of [first, second]) {
    expect(errors).toEqual([]);
    await context.close();
  }
});

test('a refund beyond the payment says how much is left, and two clicks record it once', async () => {
  const body = { customerId, amount: { amountMinor: 9_500, currency: 'EUR' } };
  const { id } = await bodyOf(201, owner.call('POST', `${organization.path}/payments`, { body }));
  const { page, context, errors } = await openSignedIn(browser, host, owner);
  await page.goto(`${base}/payments/${id}`);
  await button(page, 'Refund').click();
  const dialog = page.getByRole('dialog');
  const record = dialog.getByRole('button', { name: 'Record refund' });
  for (const [typed, answer] of [
    ['95.01', 'At most €95.00'],
    ['9.5.0', 'Enter an amount with at most 2 decimals'],
    ['', 'This field is required'],
    ['-5', 'Enter an amount greater than zero'],
  ] as const) {
    await dialog.getByLabel(/^Amount/).fill(typed);
    await record.click();
    await dialog.getByText(`Error: ${answer}`).waitFor();
  }
  await dialog.getByLabel(/^Amount/).fill('40');
  await record.dblclick();
  await dialog.waitFor({ state: 'hidden' });
  expect((await read(`payments/${id}`)).refunded.amountMinor).toBe(4_000);
  expect(errors).toEqual([]);
  await context.close();
});

test('an invoice that is credited shows its credit notes, and offers no further one', async () => {
  const draft = await newDraft(owner.call, organization, customerId, [6_000]);
  const invoice = await issued(owner.call, organization, draft);
  const { page, context, errors } = await openSignedIn(browser, host, owner);
  await page.goto(`${base}/invoices/${invoice.id}`);
  await button(page, 'Issue credit note').click();
  const dialog = page.getByRole('dialog');
  await labeled(page, 'Reason').fill('Returned');
  await dialog.getByRole('button', { name: 'Issue credit note' }).dblclick();
  await status(page, 'Issued').waitFor();
  await page.getByText('Credit note', { exact: true }).first().waitFor();
  await lookAt(page, 'money-credit-note');
  expect(await page.getByText('Payment reminders').count()).toBe(0);
  await page.goto(`${base}/invoices/${invoice.id}`);
  await page.getByRole('heading', { name: /^Credit notes/ }).waitFor();
  expect(await page.getByRole('heading', { name: /^Invoices/ }).count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Issue credit note' }).count()).toBe(0);
  await lookAt(page, 'money-credited');
  expect(errors).toEqual([]);
  await context.close();
});

test('what is wrong with an amount is at its field and in the summary, in its currency', async () => {
  const draft = await newDraft(owner.call, organization, customerId, [6_000]);
  const { id } = await issued(owner.call, organization, draft);
  const { page, context, errors } = await openSignedIn(browser, host, owner);
  await page.goto(`${base}/payments/new?customerId=${customerId}&amount=9000EUR&allocations=${id}:9000`);
  await button(page, /^Save/).click();
  await page.locator('[data-summary]').getByText('Only €60.00 is due').waitFor();
  // The rows of the field are loaded on their own.
  await expect.poll(() => page.getByText('Only €60.00 is due').count()).toBe(2);
  await page.goto(`${base}/products/new`);
  await labeled(page, 'Name').fill('Design');
  await labeled(page, 'Price').fill('-5');
  await button(page, /^Save/).click();
  const summary = page.locator('[data-summary]');
  await summary.getByText('At least 0').waitFor();
  for (const [typed, answer] of [
    ['12abc', 'Price: Enter a number, such as 1250'],
    ['99999999999999', 'Price: At most 90,071,992,547,409.91'],
  ] as const) {
    await labeled(page, 'Price').fill(typed);
    await button(page, /^Save/).click();
    await summary.getByText(answer).waitFor();
  }
  expect(await labeled(page, 'Price').getAttribute('aria-invalid')).toBe('true');
  expect(errors).toEqual([]);
  await context.close();
});

test('a product that is saved before its values have loaded isn’t left out', async () => {
  const body = { name: 'Slow product', price: { amountMinor: 700, currency: 'EUR' } };
  await bodyOf(201, owner.call('POST', `${organization.path}/products`, { body }));
  await host.settled(organization);
  const { page, context, errors } = await openSignedIn(browser, host, owner);
  await page.goto(`${base}/orders/new?customerId=${customerId}`);
  await button(page, 'Add line').click();
  const answered = Promise.withResolvers<true>();
  // Reading the product, not the search for it.
  await page.route(/\/products\/[\da-f-]{36}$/, async (route) => {
    await answered.promise;
    await route.continue();
  });
  await page.getByText('Choose product').first().click();
  await page.keyboard.type('slow');
  await page.getByRole('option', { name: /Slow product/ }).click();
  await button(page, /^Save/).click();
  await page.locator('[data-summary]').waitFor();
  answered.resolve(true);
  await expect.poll(() => labeled(page, 'Description').inputValue()).toBe('Slow product');
  await button(page, /^Save/).click();
  await page.getByText('€7.00').first().waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test('a draft that two tabs edit keeps both changes, or asks which one counts', async () => {
  const draft = await newDraft(owner.call, organization, customerId, [5_000, 7_000]);
  const [first, second] = [
    await openSignedIn(browser, host, owner),
    await openSignedIn(browser, host, owner),
  ];
  for (const { page } of [first, second]) {
    await page.goto(`${base}/invoices/${draft.id}/edit`);
    await labeled(page, 'Quantity').waitFor();
  }
  await labeled(first.page, 'Quantity').fill('3');
  await button(first.page, /^Save/).click();
  await first.page.waitForURL(new RegExp(`/invoices/${draft.id}$`));
  await labeled(second.page, 'Customer’s reference').fill('PO-7');
  await button(second.page, /^Save/).click();
  await second.page.waitForURL(new RegExp(`/invoices/${draft.id}$`));
  const after = await read(`invoices/${draft.id}`);
  expect([after.lines[0].quantity, after.reference, after.total.amountMinor]).toEqual([3, 'PO-7', 22_000]);

  // Both tabs change the lines.
  for (const { page } of [first, second]) {
    await page.goto(`${base}/invoices/${draft.id}/edit`);
    await labeled(page, 'Quantity').waitFor();
  }
  await labeled(first.page, 'Quantity').fill('4');
  await button(first.page, /^Save/).click();
  await first.page.waitForURL(new RegExp(`/invoices/${draft.id}$`));
  await labeled(second.page, 'Quantity').fill('5');
  await button(second.page, /^Save/).click();
  await second.page.getByText(/4/).first().waitFor();
  await lookAt(second.page, 'money-conflict');
  expect((await read(`invoices/${draft.id}`)).lines[0].quantity).toBe(4);
  for (const { context, errors } of [first, second]) {
    expect(errors).toEqual([]);
    await context.close();
  }
});

test('a draft that is edited in one tab and issued in another says so, and keeps what was typed', async () => {
  const draft = await newDraft(owner.call, organization, customerId, [5_000]);
  const { page, context, errors } = await openSignedIn(browser, host, owner);
  await page.goto(`${base}/invoices/${draft.id}/edit`);
  await labeled(page, 'Quantity').fill('3');
  await issued(owner.call, organization, draft);
  await button(page, /^Save/).click();
  const summary = page.locator('[data-summary]');
  await summary
    .getByText('This invoice has been issued in the meantime. Most of its fields can no longer be changed.')
    .waitFor();
  await lookAt(page, 'money-issued-meanwhile');
  expect(await labeled(page, 'Quantity').inputValue()).toBe('3');
  await page.reload();
  await page.getByText('Your unsaved changes were restored.').waitFor();
  expect(await labeled(page, 'Quantity').inputValue()).toBe('3');
  await page.getByRole('link', { name: 'Cancel' }).click();
  await button(page, 'Leave').click();
  await status(page, 'Open').waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test('a date that keeps an invoice from being issued is named in the dialog', async () => {
  const body = { dueOn: '2020-01-01' };
  const draft = await newDraft(owner.call, organization, customerId, [5_000], body);
  const { page, context, errors } = await openSignedIn(browser, host, owner);
  await page.goto(`${base}/invoices/${draft.id}`);
  const known = page.waitForResponse(/issue-notices/);
  await page.getByRole('button', { name: 'Issue', exact: true }).click();
  await known;
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Issue', exact: true }).click();
  await dialog.getByText('Due date: Can’t be before the date of the document').waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test('lines that are moved and removed keep what was typed in them, and Enter adds the next one', async () => {
  const { page, context, errors } = await openSignedIn(browser, host, owner);
  await page.goto(`${base}/invoices/new`);
  await button(page, 'Add line').click();
  for (const [place, text] of ['One', 'Two', 'Three'].entries()) {
    await page
      .locator('fieldset')
      .nth(place)
      .getByLabel(/^Description/)
      .fill(text);
    await page
      .locator('fieldset')
      .nth(place)
      .getByLabel(/^Unit price/)
      .fill(`${place + 1}00`);
    if (place < 2) await page.keyboard.press('Enter');
    if (place < 2)
      await page
        .locator('fieldset')
        .nth(place + 1)
        .waitFor();
  }
  await page
    .locator('fieldset')
    .nth(0)
    .getByLabel(/^Quantity/)
    .fill('many');
  await page.getByRole('button', { name: 'Line 1' }).click();
  await page.getByRole('menuitem', { name: 'Move line 1 down' }).click();
  const typed = (label: RegExp) =>
    page.locator('fieldset').evaluateAll(
      (lines, source) =>
        lines.map((line) => {
          const names = [...line.querySelectorAll('label')];
          const name = names.find(({ textContent }) => new RegExp(source).test(textContent.trim()));
          return (document.getElementById(name?.htmlFor ?? '') as HTMLInputElement | null)?.value;
        }),
      label.source,
    );
  await expect.poll(() => typed(/^Description/)).toEqual(['Two', 'One', 'Three']);
  expect(await typed(/^Quantity/)).toEqual(['1', 'many', '1']);
  await page.getByRole('button', { name: 'Line 2' }).click();
  await page.getByRole('menuitem', { name: 'Remove line 2' }).click();
  await expect.poll(() => typed(/^Quantity/)).toEqual(['1', '1']);
  await page.getByText('€500.00', { exact: true }).first().waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test('two clicks on Save record a payment once', async () => {
  const draft = await newDraft(owner.call, organization, customerId, [9_900]);
  const invoice = await issued(owner.call, organization, draft);
  const { page, context, errors } = await openSignedIn(browser, host, owner);
  await page.goto(`${base}/invoices/${invoice.id}`);
  await page.getByRole('link', { name: 'Record payment' }).click();
  await page.getByLabel(`Amount for ${invoice.title}`).waitFor();
  await button(page, /^Save/).dblclick();
  await page.waitForURL(/\/payments\/[0-9a-f-]{36}$/);
  const { paid, settlements } = await read(`invoices/${invoice.id}`);
  expect([paid.amountMinor, settlements.length]).toEqual([9_900, 1]);
  expect(errors).toEqual([]);
  await context.close();
});
