import type { Browser, Page } from 'playwright-core';
import { limits } from '#contract/limits.ts';
import { launchBrowser, openWindow } from '../../tests/browser/browser.ts';
import { signIn } from '../../tests/browser/people.ts';
import { bodyOf } from '../../tests/caller.ts';
import { startHost, type HostUnderTest } from '../../tests/host.ts';
import { newOrganization, newPerson, type TestOrganization } from '../../tests/organization.ts';
import { atMost, median, plain, type Figure } from '../figure.ts';

const kinds = ['choice', 'choices', 'yesNo', 'number', 'date', 'money', 'text', 'email', 'longText', 'url'];
const options = ['Gold', 'Silver', 'Bronze', 'Iron'].map((label) => ({ label }));
const rowsPerCreate = 30;
const rounds = 60;

/**
 * Measures the cost of a hundred custom fields, ten of each kind, compared with an organization of the same size that
 * has none. For the organization with these fields, also measures a list, a filter and a form in a browser.
 */
export async function measureCustom(records: number): Promise<Figure[]> {
  const [host, browser] = await Promise.all([startHost({ site: true }), launchBrowser()]);
  try {
    const owner = await newPerson(host);
    const [bare, rich] = [await newOrganization(owner), await newOrganization(owner)];
    const keys = await addFields(rich);
    await Promise.all([addContacts(bare, records, () => ({})), addContacts(rich, records, valuesOf(keys))]);
    await host.settled();
    return [
      ...(await measureRequests(bare, rich, records)),
      ...(await measurePages(host, browser, rich, records)),
    ];
  } finally {
    await browser.close();
    await host.stop();
  }
}

/** Creates the fields and returns their keys, which start with the kind. */
async function addFields({ owner, path }: TestOrganization): Promise<string[]> {
  const fields = `${path}/custom-fields/contact`;
  const keys: string[] = [];
  for (let index = 0; index < limits.customFieldsPerType; index += 1) {
    const kind = kinds[index % kinds.length] ?? 'text';
    const key = `${kind.toLowerCase()}-${Math.floor(index / kinds.length)}`;
    const isChoice = kind.startsWith('choice');
    const body = {
      ...{ key, kind, label: `Field ${index}`, section: `Part ${index % kinds.length}` },
      ...(isChoice ? { options } : {}),
    };
    await bodyOf(201, owner.call('POST', fields, { body, ifMatch: index }));
    keys.push(key);
  }
  return keys;
}

/** Returns a function that generates values of all custom fields for the nth contact. */
const valuesOf = (keys: readonly string[]) => (number: number) => ({
  custom: Object.fromEntries(
    keys.map((key, index) => [key, valueOf(key.split('-')[0] ?? '', number + index)]),
  ),
});

function valueOf(kind: string, number: number): unknown {
  const ids = options.map(({ label }) => label.toLowerCase());
  const values: Record<string, unknown> = {
    choice: ids[number % ids.length],
    choices: [ids[number % ids.length], ids[(number + 1) % ids.length]],
    yesno: number % 2 === 0,
    number: number % 1_000,
    date: `2026-0${1 + (number % 9)}-11`,
    money: { amountMinor: number * 100, currency: 'EUR' },
    text: `Text ${number}`,
    email: `person.${number}@example.com`,
    longtext: `A few words about number ${number}.`,
    url: `https://example.com/${number}`,
  };
  return values[kind];
}

async function addContacts(
  { owner, path }: TestOrganization,
  records: number,
  more: (number: number) => object,
): Promise<void> {
  for (let start = 0; start < records; start += rowsPerCreate) {
    const items = Array.from({ length: Math.min(rowsPerCreate, records - start) }, (_, index) => ({
      firstName: `Row ${start + index}`,
      ownerId: owner.userId,
      ...more(start + index),
    }));
    await bodyOf(201, owner.call('POST', `${path}/contacts/bulk`, { body: { items } }));
  }
}

/** Sends each request to both organizations in turn. Returns the p50 of each organization and the ratio. */
async function measureRequests(
  bare: TestOrganization,
  rich: TestOrganization,
  records: number,
): Promise<Figure[]> {
  const { call } = rich.owner;
  const firstOf = async ({ path }: TestOrganization) =>
    (await bodyOf(200, call('GET', `${path}/contacts`))).items[0].id as string;
  const ids = new Map([
    [bare, await firstOf(bare)],
    [rich, await firstOf(rich)],
  ]);
  const edited = (of: TestOrganization, number: number) =>
    of === rich ? { custom: { 'number-0': number } } : { city: `City ${number}` };
  const requests: Record<string, (of: TestOrganization, number: number) => Promise<unknown>> = {
    'get one contact': ({ path }, _) =>
      bodyOf(200, call('GET', `${path}/contacts/${ids.get(path === rich.path ? rich : bare)}`)),
    'list, page 1': ({ path }) => bodyOf(200, call('GET', `${path}/contacts`)),
    'list by a choice': (of) =>
      bodyOf(
        200,
        call('GET', `${of.path}/contacts`, {
          query: of === rich ? { 'custom.choice-0': 'gold' } : { statusId: 'prospect' },
        }),
      ),
    'edit of one field': async (of, number) => {
      const at = `${of.path}/contacts/${ids.get(of)}`;
      const { version } = await bodyOf(200, call('GET', at));
      await bodyOf(200, call('PATCH', at, { body: edited(of, number), ifMatch: version }));
    },
  };
  const figures: Figure[] = [];
  for (const [what, send] of Object.entries(requests)) {
    const times = new Map<TestOrganization, number[]>([
      [bare, []],
      [rich, []],
    ]);
    for (let round = -10; round < rounds; round += 1)
      for (const [of, taken] of times) {
        const startedAt = performance.now();
        await send(of, round);
        if (round >= 0) taken.push(performance.now() - startedAt);
      }
    const [without, withFields] = [...times.values()].map(median) as [number, number];
    figures.push(plain('custom', `${what} of ${records}, without custom fields`, without, 'ms'));
    figures.push(plain('custom', `${what}, with a hundred`, withFields, 'ms'));
    figures.push(plain('custom', `${what}, with over without`, withFields / without, '×'));
  }
  return figures;
}

/**
 * Script for the page: records the milliseconds from each key press until the character is painted, and defines
 * `whenShown`.
 */
const watchKeys = `
  window.keyTimes = [];
  document.addEventListener('keydown', ({ timeStamp }) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => window.keyTimes.push(performance.now() - timeStamp);
    port2.postMessage(0);
  }), true);
  window.whenShown = (isShown) => new Promise((done) => {
    const startedAt = performance.now();
    const look = () => isShown() ? done({ at: performance.now(), took: performance.now() - startedAt })
      : requestAnimationFrame(look);
    look();
  });`;
const noSkeleton = `!document.querySelector('[aria-busy=true], .skeleton')`;

/** Measures the interface for contacts with a hundred custom fields each. The goals apply to 10,000 contacts. */
async function measurePages(
  host: HostUnderTest,
  browser: Browser,
  { id, owner }: TestOrganization,
  records: number,
): Promise<Figure[]> {
  const { page } = await openWindow(browser, host.url);
  await page.addInitScript(watchKeys);
  await signIn(page, owner);
  await page.waitForURL(/\/o\//);
  const list = `/o/${id}/contacts`;
  const rowsShown = `document.querySelectorAll('tbody tr').length > 20 && ${noSkeleton}`;
  const interactive: number[] = [];
  const filtered: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    await page.goto(list);
    interactive.push((await shown(page, rowsShown)).at);
    filtered.push(await filterTime(page));
  }
  await page.goto(list);
  await page.locator('tbody tr a').first().click();
  await page.waitForURL(/contacts\/[0-9a-f-]{36}/);
  await page.goto(`${page.url()}/edit`);
  const form = await shown(page, `document.querySelectorAll('main input').length > 60 && ${noSkeleton}`);
  const text = page.getByLabel('Field 6', { exact: true });
  await text.click();
  await page.keyboard.type('Some words that somebody types', { delay: 30 });
  const keys = await page.evaluate<number[]>('window.keyTimes');
  const p95 = [...keys].sort((a, b) => a - b)[Math.floor(keys.length * 0.95)] ?? Number.NaN;
  const of = `${records} contacts with 100 custom fields`;
  return [
    atMost('custom', `list of ${of}, interactive after navigation`, median(interactive), 'ms', 1_000),
    atMost('custom', `the same, filter to rows`, median(filtered), 'ms', 300),
    plain('custom', 'form of all fields, shown after navigation', form.at, 'ms'),
    atMost('custom', 'key press to paint in that form, p95', p95, 'ms', 50),
  ];
}

const shown = (page: Page, isShown: string) =>
  page.evaluate<{ at: number; took: number }>(`window.whenShown(() => ${isShown})`);

/** Milliseconds from clicking a suggested condition until the filtered rows are shown. */
async function filterTime(page: Page): Promise<number> {
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('combobox', { name: 'Add filter' }).fill('Field 0 Gold');
  const condition = page.getByRole('option', { name: 'Field 0 is Gold', exact: true });
  await condition.waitFor();
  const rows = `[...document.querySelectorAll('tbody tr')].map((row) => row.dataset.row).join()`;
  const before = await page.evaluate<string>(rows);
  const changed = `${rows} !== ${JSON.stringify(before)} && ${noSkeleton}`;
  const [{ took }] = await Promise.all([shown(page, changed), condition.click()]);
  await page.keyboard.press('Escape');
  return took;
}
