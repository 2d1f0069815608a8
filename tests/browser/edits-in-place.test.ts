import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import { followLink } from './browser.ts';
import { refusal, Workplace } from './workplace.ts';

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

async function edit(page: Page, field: string, value: string): Promise<void> {
  await page.locator(`[data-field=${field}] button.value`).click();
  await page.locator(`[data-field=${field}] input`).fill(value);
  await page.keyboard.press('Enter');
}
const shown = (page: Page, field: string) => page.locator(`[data-field=${field}] .value`);

/** Holds every PATCH request for a contact until the test releases it. */
async function holdWrites(page: Page): Promise<Route[]> {
  const held: Route[] = [];
  await page.route('**/v1/orgs/*/contacts/*', (route) =>
    route.request().method() === 'PATCH' ? void held.push(route) : route.continue(),
  );
  return held;
}

describe('edits in place', () => {
  test('in quick succession are all shown and all saved', async () => {
    const contact = await at.newContact({ firstName: 'Rosa' });
    await at.inWindow(async (page) => {
      const held = await holdWrites(page);
      await page.goto(`${at.base}/contacts/${contact.id}`);
      await edit(page, 'city', 'Lugo');
      await edit(page, 'jobTitle', 'Pilot');
      await expect.poll(() => held.length).toBe(1);
      const answered = page.waitForResponse((response) => response.request().method() === 'PATCH');
      await held[0]!.continue();
      await answered;
      await expect.poll(() => held.length).toBe(2);
      await page.waitForTimeout(300);
      expect(await shown(page, 'jobTitle').innerText()).toContain('Pilot');
      expect(held[1]!.request().headers()['if-match']).toBe('"v2"');
      await held[1]!.continue();
      await expect.poll(() => at.read(contact)).toMatchObject({ city: 'Lugo', jobTitle: 'Pilot' });
    });
  });

  test('that are refused revert nothing that came after them', async () => {
    const contact = await at.newContact({ firstName: 'Carla', city: 'Vigo' });
    await at.inWindow(async (page) => {
      const held = await holdWrites(page);
      await page.goto(`${at.base}/contacts/${contact.id}`);
      await edit(page, 'city', 'Nowhere');
      await edit(page, 'city', 'Lugo');
      await expect.poll(() => held.length).toBe(1);
      await held[0]!.fulfill(refusal);
      await expect.poll(() => held.length).toBe(2);
      await held[1]!.continue();
      await expect.poll(() => at.read(contact)).toMatchObject({ city: 'Lugo' });
      await page.waitForTimeout(300);
      expect(await shown(page, 'city').innerText()).toContain('Lugo');
      await edit(page, 'city', 'Nowhere');
      await expect.poll(() => held.length).toBe(3);
      await held[2]!.fulfill(refusal);
      await expect.poll(() => shown(page, 'city').innerText()).toContain('Lugo');
    });
  });

  test('that lose to a field someone else cleared show it empty', async () => {
    const contact = await at.newContact({ firstName: 'Elsa', city: 'Vigo' });
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/contacts/${contact.id}`);
      await shown(page, 'city').waitFor();
      await at.changeElsewhere(contact, { city: null });
      await edit(page, 'city', 'Lugo');
      await page.getByRole('button', { name: 'Use saved value' }).click();
      await expect.poll(() => shown(page, 'city').innerText()).toContain('Add city');
    });
  });

  test('that collide with another tab of the same user say so', async () => {
    const contact = await at.newContact({ firstName: 'Noa', city: 'Vigo' });
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/contacts/${contact.id}`);
      await shown(page, 'city').waitFor();
      await at.changeElsewhere(contact, { city: 'Soria' });
      await edit(page, 'city', 'Lugo');
      await page.getByText('You set it to Soria elsewhere').waitFor();
    });
  });

  test('of a list start with a double click on a cell, and a single click opens the record', async () => {
    const contact = await at.newContact({
      firstName: 'Olga',
      phones: [{ label: 'work', number: '+34912861053' }],
    });
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/contacts`);
      const row = page.locator(`[data-row="${contact.id}"]`);
      await row.locator('td.phones .cell').dblclick();
      const input = row.locator('.editing input');
      await input.waitFor();
      await page.waitForTimeout(400);
      expect(new URL(page.url()).pathname).toBe(`${at.base}/contacts`);
      expect((await input.boundingBox())!.width).toBeGreaterThan(150);
      await page.keyboard.press('Escape');
      await row.locator('td.phones .cell').click();
      await page.waitForURL(`**/contacts/${contact.id}`);
    });
  });

  test('that the undo command takes back hold what they held before', async () => {
    const contact = await at.newContact({ firstName: 'Teresa', city: 'Vigo' });
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/contacts/${contact.id}/edit`);
      await expect.poll(() => page.title()).toContain('Teresa');
      await page.goto(`${at.base}/contacts/${contact.id}`);
      await edit(page, 'city', 'Lugo');
      await expect.poll(() => at.read(contact)).toMatchObject({ city: 'Lugo' });
      await page.locator('[data-field=city]').getByText('Saved').waitFor();
      await page.keyboard.press('Control+z');
      await page.getByText('City: edit undone').waitFor();
      expect(await at.read(contact)).toMatchObject({ city: 'Vigo' });
      expect(await shown(page, 'city').innerText()).toContain('Vigo');
    });
  });

  test('that are invalid stay open until they are valid or given up', async () => {
    const contact = await at.newContact({ firstName: 'Sara' });
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/contacts/${contact.id}`);
      await edit(page, 'email', 'sara@');
      const input = page.locator('[data-field=email] input');
      await page.locator('[data-field=email] [role=alert]').waitFor();
      await page.getByRole('heading', { name: 'Sara' }).first().click();
      expect(await input.inputValue()).toBe('sara@');
      await input.fill('sara@people.example');
      await page.getByRole('heading', { name: 'Sara' }).first().click();
      await expect.poll(() => at.read(contact)).toMatchObject({ email: 'sara@people.example' });
    });
  });

  test('of a list are offered only for fields that a document can still change', async () => {
    const { call } = at.person;
    await readyToBill(call, at.organization);
    const create = (path: string, body: object): Promise<any> =>
      bodyOf(201, call('POST', `${at.organization.path}/${path}`, { body }));
    const { id: customerId } = await create('customers', { name: 'Harbour Foods' });
    const draft = await newDraft(call, at.organization, customerId, [10_000], { currency: 'EUR' });
    const other = await newDraft(call, at.organization, customerId, [20_000], { currency: 'EUR' });
    const invoice = await issued(call, at.organization, other);
    const payment = await create('payments', {
      customerId,
      amount: { amountMinor: 5_000, currency: 'EUR' },
      allocations: [{ invoiceId: invoice.id, amountMinor: 5_000 }],
    });
    await at.inWindow(async (page) => {
      const offered = async (plural: string, { id }: { id: string }): Promise<string[]> => {
        await page.goto(`${at.base}/${plural}`);
        const row = page.locator(`[data-row="${id}"]`);
        await row.waitFor();
        const labels = await row
          .locator('button[aria-label^="Edit "]')
          .evaluateAll((buttons) => buttons.map((one) => one.getAttribute('aria-label')!));
        return labels.map((label) => label.replace(/^Edit (.*) of .*$/, '$1'));
      };
      expect(await offered('invoices', draft)).toEqual(expect.arrayContaining(['Due date', 'Owner']));
      expect(await offered('invoices', invoice)).toEqual(['Owner']);
      const ofPayment = await offered('payments', payment);
      expect(ofPayment).toContain('Received on');
      expect(ofPayment).not.toContain('Amount');
    });
  });

  test('of a list that are invalid keep the keyboard, and clicks open no record', async () => {
    const contact = await at.newContact({ firstName: 'Inés' });
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/contacts`);
      const row = page.locator(`[data-row="${contact.id}"]`);
      await row.hover();
      await row.getByRole('button', { name: 'Edit E-mail of Inés' }).click();
      const input = row.getByRole('textbox');
      await input.fill('ines@');
      await page.keyboard.press('Enter');
      await row.getByRole('alert').waitFor();
      for (const click of ['click', 'dblclick'] as const) {
        await page.locator('tbody td.listed').first()[click]();
        await expect.poll(() => input.evaluate((element) => element === document.activeElement)).toBe(true);
        await page.waitForTimeout(500);
        expect(new URL(page.url()).pathname).toMatch(/\/contacts$/);
      }
      await page.keyboard.press('End');
      await page.keyboard.type('people.example');
      await page.keyboard.press('Enter');
      await expect.poll(() => at.read(contact)).toMatchObject({ email: 'ines@people.example' });
    });
  });

  test('of a list that are refused open again with what was typed', async () => {
    const contact = await at.newContact({ firstName: 'Nerea' });
    await at.inWindow(async (page) => {
      const held = await holdWrites(page);
      await page.goto(`${at.base}/contacts`);
      const row = page.locator(`[data-row="${contact.id}"]`);
      await row.hover();
      await row.getByRole('button', { name: 'Edit E-mail of Nerea' }).click();
      await row.getByRole('textbox').fill('nerea@people.example');
      await page.keyboard.press('Enter');
      await expect.poll(() => held.length).toBe(1);
      await held[0]!.fulfill(refusal);
      await expect.poll(() => row.getByRole('textbox').inputValue()).toBe('nerea@people.example');
      await page.keyboard.press('Enter');
      await expect.poll(() => held.length).toBe(2);
      await held[1]!.continue();
      await expect.poll(() => at.read(contact)).toMatchObject({ email: 'nerea@people.example' });
    });
  });

  test('that are refused after their page was left are reported', async () => {
    const contact = await at.newContact({ firstName: 'Noa' });
    await at.inWindow(async (page) => {
      const held = await holdWrites(page);
      await page.goto(`${at.base}/contacts/${contact.id}`);
      await edit(page, 'city', 'Nowhere');
      await expect.poll(() => held.length).toBe(1);
      await followLink(page, `${at.base}/vendors`);
      await page.getByText('No vendors yet').waitFor();
      await held[0]!.fulfill(refusal);
      await page.getByText(/^Not saved: /).waitFor();
    });
  });

  test('that another field doesn’t fit name that field, on the page of the record and in a list', async () => {
    const customer = await bodyOf(
      201,
      at.person.call('POST', `${at.organization.path}/customers`, {
        body: { name: 'Harbour Foods', taxId: '12-3456789', country: 'US' },
      }),
    );
    const why = /Tax ID: Enter a Spanish NIF.*, or change the country\. Change both in the form\./;
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/customers/${customer.id}`);
      await page.locator('[data-field=country] button.value').click();
      await page.locator('[data-field=country] select').selectOption('ES');
      await page.keyboard.press('Enter');
      await page.getByText(why).waitFor();
      await page.goto(`${at.base}/customers`);
      await page.getByRole('button', { name: 'Columns, density and export' }).click();
      await page.getByRole('checkbox', { name: 'Country' }).check();
      await page.keyboard.press('Escape');
      const row = page.locator(`[data-row="${customer.id}"]`);
      await row.hover();
      await row.getByRole('button', { name: 'Edit Country of Harbour Foods' }).click();
      await row.locator('select').selectOption('ES');
      await page.keyboard.press('Enter');
      await page.getByText(/^Not saved: Tax ID: Enter a Spanish NIF.*Change both in the form\.$/).waitFor();
    });
  });
});
