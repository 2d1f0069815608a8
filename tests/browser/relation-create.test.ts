import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { addMember } from '../organization.ts';
import { field } from './people.ts';
import { expectInView, Workplace } from './workplace.ts';

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

const read = (path: string): Promise<any> =>
  bodyOf(200, at.person.call('GET', `${at.organization.path}/${path}`));

/** The record whose page opened after it was saved. */
const saved = async (page: Page, plural: string): Promise<any> => {
  await page.waitForURL(new RegExp(`/${plural}/[0-9a-f-]{36}$`));
  return read(`${plural}/${page.url().split('/').pop()}`);
};
const picker = (within: Page | Locator, name: string | RegExp) =>
  within.getByRole('button', { name }).first();
/** Opens a picker and types into its search. */
async function searchIn(page: Page, trigger: Locator, text: string): Promise<Locator> {
  await trigger.click();
  const search = page.getByRole('combobox', { name: /^(Search|Buscar) / }).last();
  await search.fill(text);
  return search;
}
const isFocused = (control: Locator) =>
  expect.poll(() => control.evaluate((node) => node === document.activeElement)).toBe(true);

test('a record that a picker doesn’t find is created over the form, which keeps what was typed, and is picked', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts/new`);
    await field(page, 'First name').fill('Ana');
    await field(page, 'Last name').fill('Ruiz');
    const search = await searchIn(page, picker(page, /^Customer/), 'Harbour Foods');
    await search.press('Enter');

    const dialog = page.getByRole('dialog', { name: 'Create customer' });
    await expect.poll(() => dialog.getByLabel(/^Name/).inputValue()).toBe('Harbour Foods');
    await dialog.getByLabel(/^Name/).fill('');
    await page.keyboard.press('Control+Enter');
    await isFocused(dialog.locator('[data-summary]'));
    await dialog.getByRole('link', { name: 'Name' }).click();
    await isFocused(dialog.getByLabel(/^Name/));
    await dialog.getByLabel(/^Name/).fill('Harbour Foods');
    await page.keyboard.press('Control+Enter');
    await dialog.waitFor({ state: 'detached' });
    const customer = picker(page, /^Customer/);
    await expect.poll(() => customer.innerText()).toContain('Harbour Foods');
    await isFocused(customer);
    expect(await field(page, 'First name').inputValue()).toBe('Ana');

    await page.keyboard.press('Control+Enter');
    const { customerId, lastName } = await saved(page, 'contacts');
    expect(lastName).toBe('Ruiz');
    expect((await read(`customers/${customerId}`)).name).toBe('Harbour Foods');
  });
});

test('a record that is being saved when Esc or Cancel is pressed is picked', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts/new`);
    await field(page, 'First name').fill('Eva');
    await searchIn(page, picker(page, /^Customer/), 'Slow Harbour');
    await page.getByRole('option', { name: 'Create customer “Slow Harbour”' }).click();
    const dialog = page.getByRole('dialog', { name: 'Create customer' });
    await dialog.waitFor();
    const isMeant = Promise.withResolvers<true>();
    await page.route(/\/customers$/, async (route) => {
      await isMeant.promise;
      await route.continue();
    });
    const isSent = page.waitForRequest((request) => request.url().endsWith('/customers'));
    await page.keyboard.press('Control+Enter');
    await isSent;
    await page.keyboard.press('Escape');
    await dialog
      .getByRole('link', { name: 'Cancel' })
      .or(dialog.getByRole('button', { name: 'Cancel' }))
      .click();
    await dialog.waitFor();
    isMeant.resolve(true);
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => picker(page, /^Customer/).innerText()).toContain('Slow Harbour');
  });
});

test('Esc and Cancel lead back to the form with nothing picked, and what was typed in the dialog is there again', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts/new`);
    await field(page, 'First name').fill('Bea');
    const dialog = page.getByRole('dialog', { name: 'Create customer' });
    const open = async () => {
      await searchIn(page, picker(page, /^Customer/), 'Left Alone');
      await page.getByRole('option', { name: 'Create customer “Left Alone”' }).click();
      await dialog.waitFor();
    };
    await open();
    await dialog.getByLabel(/^City/).fill('Vigo');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await isFocused(picker(page, /^Customer/));
    await open();
    expect(await dialog.getByLabel(/^City/).inputValue()).toBe('Vigo');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await picker(page, /^Customer/).innerText()).toBe('Choose customer');
    expect(await field(page, 'First name').inputValue()).toBe('Bea');
    expect((await read('customers?q=Alone')).items).toEqual([]);
  });
});

test('a typed name becomes the first and last names of a new contact of the record’s customer, also where others match', async () => {
  const customer = await at.create('customers', { name: 'Lighthouse' });
  const others = [
    await at.create('contacts', { firstName: 'Clara', lastName: 'Mena' }),
    await at.create('contacts', { firstName: 'Clara', lastName: 'Mena Ortiz' }),
  ];
  const deal = await at.create('deals', { title: 'Lamps', customerId: customer.id });
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/deals/${deal.id}`);
    const search = await searchIn(page, page.getByRole('button', { name: 'Add contacts' }), 'Clara Mena');
    const options = page.getByRole('listbox', { name: 'Contacts' }).getByRole('option');
    await expect.poll(() => options.last().innerText()).toBe('Create contact “Clara Mena”');
    expect(await options.count()).toBe(others.length + 1);
    await search.press('ArrowUp');
    await expect.poll(() => options.last().getAttribute('aria-selected')).toBe('true');
    expect(await options.last().innerText()).toBe('Create contact “Clara Mena”');
    await search.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Create contact' });
    await expect.poll(() => dialog.getByLabel(/^First name/).inputValue()).toBe('Clara');
    expect(await dialog.getByLabel(/^Last name/).inputValue()).toBe('Mena');
    expect(await picker(dialog, /^Customer/).innerText()).toContain('Lighthouse');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Clara Mena' }).first().waitFor();
    await expect.poll(async () => (await read(`deals/${deal.id}`)).contactIds?.length).toBe(1);
    const [contactId] = (await read(`deals/${deal.id}`)).contactIds;
    expect(others.map(({ id }) => id)).not.toContain(contactId);
    expect((await read(`contacts/${contactId}`)).customerId).toBe(customer.id);
  });
});

test('a form in a dialog can need another new record, and the one that is being created keeps what was typed', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/issues/new`);
    await field(page, 'Subject').fill('No light');
    await (await searchIn(page, picker(page, /^Contact/), 'Dora Sanz')).press('Enter');
    const contact = page.getByRole('dialog', { name: 'Create contact' });
    await contact.getByLabel(/^City/).fill('Lugo');
    await (await searchIn(page, picker(contact, /^Customer/), 'Night Shift')).press('Enter');
    const customer = page.getByRole('dialog', { name: 'Create customer' });
    await customer.getByRole('button', { name: 'Save' }).click();
    await customer.waitFor({ state: 'detached' });
    await expect.poll(() => picker(contact, /^Customer/).innerText()).toContain('Night Shift');
    expect(await contact.getByLabel(/^City/).inputValue()).toBe('Lugo');
    await contact.getByRole('button', { name: 'Save' }).click();
    await contact.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Save' }).click();
    const { contactId, subject } = await saved(page, 'issues');
    expect(subject).toBe('No light');
    expect((await read(`contacts/${contactId}`)).city).toBe('Lugo');
  });
});

test('a product that is created from a line fills the line in', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/quotes/new`);
    await page.getByRole('button', { name: 'Add line' }).click();
    await (await searchIn(page, picker(page, /^Product/), 'Lantern')).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Create product' });
    await dialog.getByLabel(/^Price\b/).fill('25');
    await page.keyboard.press('Control+Enter');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => page.getByLabel(/^Description/).inputValue()).toBe('Lantern');
    expect(await page.getByLabel(/^Unit price/).inputValue()).toMatch(/^25/);
  });
});

test('a picker offers no new record without the permission, or where only existing ones make sense', async () => {
  const employee = await addMember(at.host, at.organization, 'employee');
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/quotes/new`);
    await page.getByRole('button', { name: 'Add line' }).click();
    await searchIn(page, picker(page, /^Product/), 'Nowhere');
    await page.getByText('No results').waitFor();
    expect(await page.getByRole('option', { name: /^Create/ }).count()).toBe(0);
  }, employee);

  const one = await at.create('contacts', { firstName: 'Elsa' });
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts/merge?ids=${one.id}`);
    await page.getByRole('combobox', { name: 'Search contacts' }).fill('Nowhere');
    await page.getByText('No results').waitFor();
    expect(await page.getByRole('option', { name: /^Create/ }).count()).toBe(0);
    // Orders are called by numbers, which nobody types.
    await page.goto(`${at.base}/invoices/new`);
    await searchIn(page, picker(page, /^Order/), 'Nowhere');
    await page.getByText('No results').waitFor();
    expect(await page.getByRole('option', { name: /^Create/ }).count()).toBe(0);
  });
});

test('the panel of a bulk edit stays open under the dialog that creates its value', async () => {
  const broker = { key: 'broker', label: 'Broker', kind: 'relation', to: 'customer' };
  const path = `${at.organization.path}/custom-fields/vendor`;
  await bodyOf(201, at.person.call('POST', path, { body: broker, ifMatch: 0 }));
  const vendor = await at.create('vendors', { name: 'Wires' });
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/vendors`);
    await page.locator('thead').getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Edit field' }).click();
    const panel = page.getByRole('dialog', { name: 'Edit field' });
    await panel.getByLabel('Field', { exact: true }).selectOption('Broker');
    const dialog = page.getByRole('dialog', { name: 'Create customer' });
    for (const end of ['Escape', 'Control+Enter']) {
      await (await searchIn(page, picker(panel, /^Broker/), 'Go Between')).press('Enter');
      await dialog.getByLabel(/^City/).click();
      await page.keyboard.press(end);
      await dialog.waitFor({ state: 'detached' });
      await isFocused(picker(panel, /^Broker/));
    }
    await expect.poll(() => picker(panel, /^Broker/).innerText()).toContain('Go Between');
    await panel.getByRole('button', { name: 'Apply' }).click();
    await expect
      .poll(async () => (await read(`vendors/${vendor.id}`)).custom?.broker, { timeout: 30_000 })
      .toEqual(expect.any(String));
  });
});

test('records that were picked last are offered first', async () => {
  for (const name of ['Aa', 'Ab', 'Zulu']) await at.create('customers', { name });
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts/new`);
    const options = page.getByRole('listbox', { name: 'Customers' }).getByRole('option');
    const search = await searchIn(page, picker(page, /^Customer/), 'zulu');
    await expect.poll(async () => (await options.allInnerTexts())[0]).toContain('Zulu');
    await search.press('Enter');
    await expect.poll(() => picker(page, /^Customer/).innerText()).toContain('Zulu');
    await picker(page, /^Customer/).click();
    // “None” is the first option of a field that has a value and can be empty.
    await expect.poll(async () => (await options.allInnerTexts())[1]).toContain('Zulu');
    expect((await options.allInnerTexts())[2]).toContain('Aa');
  });
});

test('a new record can be created from a picker on a phone, in Spanish', async () => {
  await at.speak('es');
  await at.inWindow(async (page) => {
    await page.setViewportSize({ width: 375, height: 740 });
    await page.goto(`${at.base}/contacts/new`);
    await searchIn(page, picker(page, /^Cliente/), 'Faro del Norte y de las Islas Atlánticas');
    await page.getByText('Sin resultados').waitFor();
    const option = page.getByRole('option', {
      name: 'Crear el cliente «Faro del Norte y de las Islas Atlánticas»',
    });
    await expectInView(option);
    await option.click();
    const dialog = page.getByRole('dialog', { name: 'Crear cliente' });
    await dialog.getByRole('button', { name: 'Guardar' }).waitFor();
    expect(await dialog.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    const { x, width } = (await dialog.boundingBox())!;
    expect([x >= 0, x + width <= 375]).toEqual([true, true]);
    await expectInView(dialog.getByRole('button', { name: 'Guardar' }));
    await dialog.getByRole('button', { name: 'Guardar' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => picker(page, /^Cliente/).innerText()).toContain('Faro del Norte');
  });
  await at.speak('en');
});

test('Enter in a picker leaves the record that is picked, and None still clears it', async () => {
  const customer = await at.create('customers', { name: 'Kept Harbour' });
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts/new`);
    const search = await searchIn(page, picker(page, /^Customer/), 'Kept Harbour');
    await search.press('Enter');
    const picked = picker(page, /^Customer/);
    await expect.poll(() => picked.innerText()).toContain('Kept Harbour');
    await picked.press('Enter');
    const offered = page.getByRole('listbox', { name: 'Customers' });
    await offered.getByRole('option', { name: 'Kept Harbour' }).waitFor();
    await page.keyboard.press('Enter');
    await offered.waitFor({ state: 'detached' });
    expect(await picked.innerText()).toContain('Kept Harbour');
    await picked.press('Enter');
    await offered.getByRole('option', { name: 'None' }).click();
    await expect.poll(() => picked.innerText()).not.toContain('Kept Harbour');
  });
  expect(customer.name).toBe('Kept Harbour');
});
