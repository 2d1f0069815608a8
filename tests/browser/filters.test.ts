import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { newDeal, usd } from '../selling.ts';
import { newView } from '../views.ts';
import { axeFindings } from './accessibility.ts';
import { takePicture } from './browser.ts';
import { openSignedIn } from './site-under-test.ts';
import { Workplace } from './workplace.ts';

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
  const { path, owner } = at.organization;
  const quiet = await newCustomer('Quiet Bakery', 'Bogotá');
  await newCustomer('Silent Mill', 'Bogotá');
  const busy = await newCustomer('Busy Forge', 'Bogotá');
  await newCustomer('Cali Roasters', 'Cali');
  await newCustomer('Lima Looms', 'Lima');
  for (const [id, days] of [
    [quiet, 90],
    [busy, 3],
  ] as const) {
    const date = new Date(Date.now() - days * 86_400_000).toISOString();
    const body = { kind: 'call', title: 'Asked', date };
    await bodyOf(201, owner.call('POST', `${path}/activities/customer/${id}`, { body }));
  }
  const deal = await newDeal(at.organization, { customerId: quiet, value: usd(64_000_00) });
  await bodyOf(200, owner.call('POST', `${path}/deals/${deal.id}/win`, { body: {}, ifMatch: deal.version }));
  await at.host.settled(at.organization);
});
afterAll(() => at.close());

async function newCustomer(name: string, city: string): Promise<string> {
  const { path, owner } = at.organization;
  const body = { name, city, country: city === 'Lima' ? 'PE' : 'CO' };
  const { id } = await bodyOf(201, owner.call('POST', `${path}/customers`, { body }));
  return id as string;
}

const names = (page: Page) => page.locator('tbody [data-row] a.title').allInnerTexts();
const shows = (page: Page, expected: string[]) => expect.poll(() => names(page)).toEqual(expected);
const chips = (page: Page) => page.locator('[data-chip]');
const filterIn = (page: Page) => new URL(page.url()).searchParams.get('filter');
const filterBecomes = (page: Page, text: string | null) =>
  expect.poll(() => filterIn(page), { timeout: 10_000 }).toBe(text);

/** The menus between filters. */
const joins = (page: Page) => page.locator('.join[aria-haspopup=menu]');
const box = (page: Page) => page.getByRole('combobox', { name: /^(Add filter|Añadir filtro)$/ });

async function type(page: Page, text: string) {
  if ((await box(page).count()) === 0) await page.keyboard.press('f');
  await box(page).waitFor();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

const quietInBogota = 'city:is:Bogotá;or(lastTouchAt:before:-60d;lastTouchAt:isEmpty)';

test('customers in a city without a recent activity, by won revenue, are found by keyboard alone and after a reload', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/customers?sort=-wonValue`);
    await page.getByRole('link', { name: 'Lima Looms' }).waitFor();
    await type(page, 'city is bog');
    await filterBecomes(page, 'city:is:Bogotá');
    await type(page, 'without an activity in the last 60');
    await filterBecomes(page, quietInBogota);
    await shows(page, ['Quiet Bakery', 'Silent Mill']);
    expect(page.url()).toContain('sort=-wonValue');
    const words = 'Customers in Bogotá without an activity in the last 60 days';
    await page.getByRole('table', { name: '' }).and(page.locator('[aria-describedby]')).waitFor();
    await expect.poll(() => page.locator('#filter-words').innerText()).toBe(words);
    expect(await page.locator('#filter-words').getAttribute('role')).toBe('status');
    await page.reload();
    await shows(page, ['Quiet Bakery', 'Silent Mill']);
    await expect.poll(() => chips(page).count()).toBe(3);
  });
});

test('what is typed right after F is typed into the filter, whatever commands its letters have', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/customers`);
    await page.getByRole('link', { name: 'Lima Looms' }).waitFor();
    await page.keyboard.type('fcity is lim');
    await expect.poll(() => box(page).inputValue()).toBe('city is lim');
    await page.keyboard.press('Enter');
    await filterBecomes(page, 'city:is:Lima');
    expect(new URL(page.url()).pathname).toBe(`${at.base}/customers`);
  });
});

test('an incomplete condition is shown, changes nothing, and disappears when it is left', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/customers`);
    await page.getByRole('link', { name: 'Lima Looms' }).waitFor();
    await type(page, 'won val');
    await page.getByRole('dialog').getByRole('textbox').waitFor();
    expect(await chips(page).allInnerTexts()).toEqual(['Won value']);
    await expect.poll(() => filterIn(page)).toBeNull();
    await page.keyboard.press('Escape');
    await expect.poll(() => chips(page).count()).toBe(0);
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent.trim())).toBe('Filter');
    await type(page, 'won val');
    await page.getByRole('dialog').getByRole('textbox').waitFor();
    await page.keyboard.type('5000');
    await page.keyboard.press('Enter');
    await filterBecomes(page, 'wonValue:atLeast:5000.00USD');
    await shows(page, ['Quiet Bakery']);
  });
});

test('a condition becomes a group of alternatives, which can be switched and dissolved', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/customers?filter=city:is:Lima;statusId:isNotEmpty`);
    await shows(page, ['Lima Looms']);
    await chips(page).first().click();
    await page.getByRole('button', { name: 'Add “or” condition' }).click();
    await box(page).waitFor();
    await type(page, 'city is Cali');
    await filterBecomes(page, 'or(city:is:Lima;city:is:Cali);statusId:isNotEmpty');
    await shows(page, ['Cali Roasters', 'Lima Looms']);
    await joins(page).first().focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('menuitemradio', { name: 'All filters (and)' }).click();
    await filterBecomes(page, 'and(city:is:Lima;city:is:Cali);statusId:isNotEmpty');
    await page.getByRole('button', { name: 'Ungroup' }).click();
    await filterBecomes(page, 'city:is:Lima;city:is:Cali;statusId:isNotEmpty');
    expect(await joins(page).count()).toBe(1);
    await joins(page).click();
    await page.getByRole('menuitemradio', { name: 'Any filter (or)' }).click();
    await filterBecomes(page, 'or(city:is:Lima;city:is:Cali;statusId:isNotEmpty)');
    expect(await axeFindings(page)).toEqual([]);
  });
});

test('filters are removed with Backspace, Delete, their button and Clear', async () => {
  await at.inWindow(async (page) => {
    await page.goto(
      `${at.base}/customers?filter=city:is:Lima;country:anyOf:PE;statusId:isNotEmpty;name:isNotEmpty;code:isNotEmpty`,
    );
    await chips(page).nth(4).waitFor();
    await page.keyboard.press('f');
    await box(page).waitFor();
    await page.keyboard.press('Backspace');
    await filterBecomes(page, 'city:is:Lima;country:anyOf:PE;statusId:isNotEmpty;name:isNotEmpty');
    for (const key of ['ArrowLeft', 'ArrowLeft', 'Delete']) await page.keyboard.press(key);
    await filterBecomes(page, 'city:is:Lima;country:anyOf:PE;name:isNotEmpty');
    await page.getByRole('button', { name: 'Remove filter City' }).click();
    await filterBecomes(page, 'country:anyOf:PE;name:isNotEmpty');
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await filterBecomes(page, null);
    await expect.poll(() => chips(page).count()).toBe(0);
  });
});

test('a chip is edited: its operator, its values, and the days of a relative date', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/customers?filter=country:anyOf:PE;lastActivityAt:before:-60d`);
    await chips(page).first().click();
    await page.getByRole('dialog').getByRole('textbox').fill('colom');
    await page.keyboard.press('Enter');
    await filterBecomes(page, 'country:anyOf:PE,CO;lastActivityAt:before:-60d');
    await page.getByRole('combobox', { name: 'Condition' }).selectOption('is not');
    await filterBecomes(page, 'country:noneOf:PE,CO;lastActivityAt:before:-60d');
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await chips(page).nth(1).click();
    await page.getByRole('dialog').getByRole('textbox').fill('90');
    const operator = page.getByRole('combobox', { name: 'Condition' }).locator('option:checked');
    expect(await operator.innerText()).toBe('more than … days ago');
    await filterBecomes(page, 'country:noneOf:PE,CO;lastActivityAt:before:-90d');
    await page.getByRole('combobox', { name: 'Condition' }).selectOption('in the period');
    await page.getByRole('combobox', { name: 'Period' }).selectOption('This quarter');
    await filterBecomes(page, 'country:noneOf:PE,CO;lastActivityAt:within:this-quarter');
  });
});

test('an editor keeps its operator and its input while a number of days is replaced', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/customers?filter=lastActivityAt:before:-30d`);
    await chips(page).first().click();
    const input = page.getByRole('dialog').getByRole('textbox');
    await input.fill('');
    await filterBecomes(page, null);
    await page.waitForTimeout(1_000);
    const operator = page.getByRole('combobox', { name: 'Condition' }).locator('option:checked');
    expect(await operator.innerText()).toBe('more than … days ago');
    expect(await input.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.type('60');
    await filterBecomes(page, 'lastActivityAt:before:-60d');
    await shows(page, ['Quiet Bakery']);
  });
});

test('a list and a board whose filter is damaged in the address say so, show no records, and lead back', async () => {
  const view = await newView(at.organization, at.person.call, { recordType: 'customer', name: 'Kept' });
  const address = `${at.organization.path}/views/${view.id}`;
  await at.inWindow(async (page) => {
    const refused = page.getByRole('heading', { name: 'This search or filter can’t be applied' });
    const clear = page.getByRole('link', { name: 'Clear search and filters' });
    const cut = quietInBogota.slice(0, -12);
    for (const query of [`saved=${view.id}&filter=${cut}`, `filter=${cut}`]) {
      await page.goto(`${at.base}/customers?${query}`);
      await refused.waitFor();
      await page.keyboard.press('Control+a');
      expect(await page.locator('[data-row], [role=toolbar]').count()).toBe(0);
      await page.keyboard.press('Control+s');
      if (!query.includes('saved')) {
        await page.getByLabel(/^Name/).fill('Everything');
        await page.keyboard.press('Enter');
      }
      await page.getByText(/^The view wasn’t saved/).waitFor();
    }
    await page.keyboard.press('Escape');
    expect((await bodyOf(200, at.person.call('GET', address))).version).toBe(1);
    await takePicture(page, 'filter-damaged');
    await page.getByRole('searchbox').fill('Lima');
    await expect.poll(() => page.url()).toContain('q=Lima');
    await refused.waitFor();
    await clear.click();
    await expect.poll(() => names(page)).toHaveLength(5);
    await expect.poll(() => filterIn(page)).toBeNull();
    await page.goto(`${at.base}/deals?filter=ownerId:anyOf`);
    await refused.waitFor();
    expect(await page.locator('[data-column]').count()).toBe(0);
    await clear.click();
    await page.locator('[data-column]').first().waitFor();
  });
});

test('the board shows no chip for its pipeline, and Clear keeps it', async () => {
  await at.inWindow(async (page) => {
    const { pipelines } = await bodyOf(200, at.person.call('GET', at.organization.path));
    const kept = `pipelineId:anyOf:${pipelines[0].id}`;
    await page.goto(`${at.base}/deals?filter=${kept};ownerId:anyOf:me`);
    await expect.poll(() => chips(page).allInnerTexts()).toEqual(['Owner is me']);
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await filterBecomes(page, kept);
  });
});

test('in Spanish, on a phone, filters are typed and shown in Spanish', async () => {
  const me = () => bodyOf(200, at.person.call('GET', '/v1/me'));
  const speak = async (locale: string) =>
    bodyOf(200, at.person.call('PATCH', '/v1/me', { body: { locale }, ifMatch: (await me()).version }));
  await speak('es');
  const { page, context, errors } = await openSignedIn(at.browser, at.host, at.person, { phone: true });
  try {
    await page.goto(`${at.base}/customers`);
    await page.getByRole('link', { name: 'Lima Looms' }).waitFor();
    await page.getByRole('button', { name: 'Filtrar' }).click();
    await box(page).waitFor();
    await type(page, 'ciudad es bog');
    await type(page, 'sin actividad en los últimos 60');
    await filterBecomes(page, quietInBogota);
    await expect
      .poll(() => page.locator('#filter-words').innerText())
      .toBe('Clientes en Bogotá sin actividad en los últimos 60 días');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
    await chips(page).nth(1).click();
    const panel = await page.getByRole('dialog').boundingBox();
    expect(panel!.x).toBeGreaterThanOrEqual(0);
    expect(panel!.x + panel!.width).toBeLessThanOrEqual(375);
    expect(errors).toEqual([]);
  } finally {
    await context.close();
    await speak('en');
  }
});
