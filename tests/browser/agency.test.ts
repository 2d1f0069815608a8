import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { isFull } from '../counts.ts';
import { startHost, type HostUnderTest } from '../host.ts';
import { newOrganization, newPerson, type Person, type TestOrganization } from '../organization.ts';
import { launchBrowser, openWindow } from './browser.ts';
import { pagesOf } from './furnished-pages.ts';
import { button, signIn } from './people.ts';

// Long enough for each test to visit all pages of an organization.
vi.setConfig({ testTimeout: 300_000 });

let host: HostUnderTest;
let browser: Browser;
let person: Person;
let full: TestOrganization;
let empty: TestOrganization;
let pages: [name: string, address: string][];
beforeAll(async () => {
  [host, browser] = await Promise.all([startHost({ site: true }), launchBrowser()]);
  person = await newPerson(host);
  full = await newOrganization(person, { presetId: 'realEstate' });
  empty = await newOrganization(person, { presetId: 'realEstate' });
  await addRecords();
  await host.settled();
  // These pages intentionally show built-in nouns as well as custom labels.
  const showBoth = ['settings-wording', 'settings-presets', 'onboarding'];
  pages = Object.entries(await pagesOf(person.call, full)).filter(([name]) => !showBoth.includes(name));
});
afterAll(async () => {
  await browser.close();
  await host.stop();
});

/** Creates a record of every type, and a task for each customer, contact, lead and deal. */
async function addRecords(): Promise<void> {
  const create = (path: string, body: object) =>
    bodyOf(201, person.call('POST', `${full.path}/${path}`, { body }));
  const { id: customerId } = await create('customers', { name: 'Harbour Foods' });
  const contact = await create('contacts', { firstName: 'Inés', customerId, statusId: 'customer' });
  const lead = await create('leads', { firstName: 'Aitana' });
  const value = { amountMinor: 100_000, currency: 'USD' };
  const deal = await create('deals', { title: 'Quay 7', customerId, contactIds: [contact.id], value });
  await create('vendors', { name: 'Paper Mill' });
  await create('employees', { firstName: 'Olalla', lastName: 'Freire' });
  const on = { customer: customerId, contact: contact.id, lead: lead.id, deal: deal.id };
  for (const [recordType, recordId] of Object.entries(on)) {
    await create('tasks', { title: 'Call back', dueAt: new Date().toISOString(), recordType, recordId });
  }
}

/** The title of a page, its visible texts, and those of its attributes and options. */
async function textsOn(page: Page): Promise<string[]> {
  await page.locator('main, h1').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true], .skeleton'));
  return page.evaluate(() => {
    const attributes = ['aria-label', 'placeholder', 'title', 'alt', 'data-tip'];
    const labels = [...document.querySelectorAll<HTMLElement>('body *')].flatMap((element) =>
      attributes.flatMap((name) => element.getAttribute(name) ?? []),
    );
    const lines = document.body.innerText.split('\n');
    const options = [...document.querySelectorAll('option')].map((option) => option.text);
    return [document.title, ...lines, ...labels, ...options].map((line) => line.trim());
  });
}

interface Agency {
  locale: 'en' | 'es';
  /** The product's nouns that the organization replaces. */
  builtIn: RegExp;
  wording: Record<string, { one: string; many: string }>;
}
const agencies: Agency[] = [
  {
    locale: 'en',
    builtIn: /\b(customer|lead|deal|employee)s?\b/i,
    wording: {
      lead: { one: 'Prospect', many: 'Prospects' },
      customer: { one: 'Client', many: 'Clients' },
      deal: { one: 'Transaction', many: 'Transactions' },
      employee: { one: 'Agent', many: 'Agents' },
    },
  },
  {
    locale: 'es',
    builtIn: /\b(lead|negocio|empleado)s?\b/i,
    wording: {
      lead: { one: 'Interesada', many: 'Interesadas' },
      deal: { one: 'Operación', many: 'Operaciones' },
      employee: { one: 'Agente', many: 'Agentes' },
    },
  },
];

/** Sets the person's language and both organizations' custom labels. */
async function setLanguage({ locale, wording }: Agency): Promise<void> {
  for (const [path, body] of [
    ['/v1/me', { locale }],
    [full.path, { wording }],
    [empty.path, { wording }],
  ] as const) {
    const { version } = await bodyOf(200, person.call('GET', path));
    await bodyOf(200, person.call('PATCH', path, { body, ifMatch: version }));
  }
}

/** Opens the list of leads, the palette, the shortcuts and the notice of a deletion, and reads the texts of each. */
async function openLayers(page: Page, base: string, read: (where: string) => Promise<void>): Promise<void> {
  await page.goto(`${base}/leads`);
  await read('leads');
  await page.keyboard.press('Control+k');
  await page.locator('[role=combobox]').waitFor();
  await read('palette');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.locator('dialog[open], [role=dialog]').first().waitFor();
  await read('shortcuts');
  await page.keyboard.press('Escape');
  await page.locator('tbody input[type=checkbox]').first().check();
  await button(page, /^(Delete|Eliminar)/).click();
  const undo = button(page, /^(Undo|Deshacer)$/);
  await undo.waitFor();
  await read('deletion');
  await undo.click();
  await page.locator('tbody a').first().waitFor();
}

describe('an organization with custom labels', () => {
  test.each(agencies)('shows none of the nouns that they replace on any page ($locale)', async (agency) => {
    const { locale, builtIn, wording } = agency;
    await setLanguage(agency);
    const { page, context, errors } = await openWindow(browser, host.url, { locale });
    await signIn(page, person);
    const found: string[] = [];
    const read = async (where: string) => {
      const texts = await textsOn(page);
      found.push(...texts.filter((text) => builtIn.test(text)).map((text) => `${where}: ${text}`));
    };
    for (const plural of ['contacts', 'customers', 'leads', 'deals', 'employees', 'leads/trash']) {
      await page.goto(`/o/${empty.id}/${plural}`);
      await read(`empty ${plural}`);
    }
    for (const [index, [name, address]] of pages.entries()) {
      // Except in the full tier, each page is visited in only one of the languages.
      if (!isFull && index % agencies.length !== agencies.indexOf(agency)) continue;
      await page.goto(address);
      await read(name);
    }
    await openLayers(page, `/o/${full.id}`, read);
    expect(await textsOn(page)).toContain(wording.lead!.many);
    expect([...new Set(found)]).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();
  });
});
