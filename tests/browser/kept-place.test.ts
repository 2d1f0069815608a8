import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { button } from './people.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
const names = Array.from({ length: 130 }, (_, place) => `Row ${String(place).padStart(3, '0')}`);
beforeAll(async () => {
  at = await Workplace.open();
  const items = names.map((lastName) => ({ firstName: 'Faro', lastName }));
  for (let from = 0; from < items.length; from += 26) {
    const body = { items: items.slice(from, from + 26) };
    await bodyOf(201, at.person.call('POST', `${at.organization.path}/contacts/bulk`, { body }));
  }
  await at.host.settled(at.organization);
});
afterAll(() => at.close());

const search = '?q=faro&sort=lastName&limit=50';
const table = (page: Page) => page.locator('.record-table');
const topOf = (page: Page) => table(page).evaluate((element) => element.scrollTop);
const rowOf = (page: Page, name: string) => page.getByRole('link', { name: `Faro ${name}`, exact: true });
async function openAt(page: Page, place: number): Promise<number> {
  await page.goto(`${at.base}/contacts${search}&page=2`);
  await rowOf(page, names[place]!).scrollIntoViewIfNeeded();
  await expect.poll(() => topOf(page)).toBeGreaterThan(0);
  return topOf(page);
}

test('Back and the path above a record return to the same page, position and row of the list', async () => {
  await at.inWindow(async (page) => {
    const top = await openAt(page, 98);
    for (const goBack of [
      () => page.goBack(),
      () =>
        page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Contacts' }).click(),
    ]) {
      await rowOf(page, names[98]!).click();
      await page.getByText('99 of 130').waitFor();
      await goBack();
      await page.getByText(/^51–100 of 130$/).waitFor();
      await expect.poll(() => topOf(page)).toBe(top);
      await expect.poll(() => page.locator(':focus').textContent()).toBe('Faro Row 098');
    }
  });
});

test('a reload keeps the position in a list, and another visit begins at its top', async () => {
  await at.inWindow(async (page) => {
    const top = await openAt(page, 90);
    await page.reload();
    await rowOf(page, names[90]!).waitFor();
    await expect.poll(() => topOf(page)).toBe(top);
    await page.getByRole('link', { name: 'Leads' }).first().click();
    await page.getByRole('link', { name: 'Contacts' }).first().click();
    await page.getByText(/^1–25 of 130$/).waitFor();
    expect(await topOf(page)).toBe(0);
  });
});

test('stepping through records continues on the next page, and the way back leads to that page and row', async () => {
  await at.inWindow(async (page) => {
    await openAt(page, 99);
    await rowOf(page, names[99]!).click();
    await page.getByText('100 of 130').waitFor();
    await button(page, 'Next record').click();
    await page.getByText('101 of 130').waitFor();
    await page
      .getByRole('navigation', { name: 'Breadcrumb' })
      .getByRole('link', { name: 'Contacts' })
      .click();
    await page.getByText(/^101–130 of 130$/).waitFor();
    await expect.poll(() => page.locator(':focus').textContent()).toBe('Faro Row 100');
  });
});

test('stepping back from the first row of a page continues on the page before', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts${search}&page=2`);
    await rowOf(page, names[50]!).click();
    await page.getByText('51 of 130').waitFor();
    await button(page, 'Previous record').click();
    await page.getByText('50 of 130').waitFor();
    await page.getByRole('heading', { name: 'Faro Row 049' }).waitFor();
    await button(page, 'Next record').click();
    await page.getByText('51 of 130').waitFor();
  });
});

test('stepping through records continues after a page with fewer rows than usual', async () => {
  const rows = 22;
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts${search}`);
    await rowOf(page, names[rows - 1]!).click();
    await page.getByText(`${rows} of 130`).waitFor();
    // As if the other rows of the page had been deleted in this tab.
    await page.evaluate((count) => {
      const key = 'cobalt.came-from';
      const list = JSON.parse(sessionStorage.getItem(key) ?? '') as { ids: string[] };
      sessionStorage.setItem(key, JSON.stringify({ ...list, ids: list.ids.slice(0, count) }));
    }, rows);
    await page.reload();
    await page.getByText(`${rows} of 130`).waitFor();
    await button(page, 'Next record').click();
    await page.getByText(`${rows + 1} of 130`).waitFor();
    await page.getByRole('heading', { name: `Faro ${names[rows]}` }).waitFor();
  });
});

test('after steps to other records, Back returns to the page and row of the record seen last', async () => {
  await at.inWindow(async (page) => {
    await openAt(page, 98);
    await rowOf(page, names[98]!).click();
    await page.getByText('99 of 130').waitFor();
    for (const place of ['98', '97']) {
      await page.keyboard.press('k');
      await page.getByText(`${place} of 130`).waitFor();
    }
    await page.goBack();
    await page.getByText(/^51–100 of 130$/).waitFor();
    await expect.poll(() => page.locator(':focus').textContent()).toBe('Faro Row 096');
    await rowOf(page, names[98]!).click();
    await page.getByText('99 of 130').waitFor();
    for (const place of ['100', '101', '102']) {
      await page.keyboard.press('j');
      await page.getByText(`${place} of 130`).waitFor();
    }
    await page.goBack();
    await page.getByText(/^101–130 of 130$/).waitFor();
    await expect.poll(() => page.locator(':focus').textContent()).toBe('Faro Row 101');
    expect(new URL(page.url()).searchParams.get('page')).toBe('3');
  });
});

test('Back from the trash and from a form returns to the page that was left, not to that of a record', async () => {
  await at.inWindow(async (page) => {
    await openAt(page, 98);
    await rowOf(page, names[98]!).click();
    await page.getByText('99 of 130').waitFor();
    await page.goBack();
    await page.getByText(/^51–100 of 130$/).waitFor();
    await button(page, 'Previous page').click();
    for (const other of ['trash', 'new']) {
      await page.getByText(/^1–50 of 130$/).waitFor();
      await page.evaluate(
        (path) => document.querySelector<HTMLAnchorElement>(`a[href$="/contacts/${path}"]`)!.click(),
        other,
      );
      await page.waitForURL(`**/contacts/${other}`);
      await page.goBack();
      await page.getByText(/^1–50 of 130$/).waitFor();
      await page.waitForTimeout(500);
      expect(new URL(page.url()).searchParams.has('page')).toBe(false);
    }
  });
});

test('a page after the end of a list opens the last one', async () => {
  await at.inWindow(async (page) => {
    for (const number of ['90', '99999999']) {
      await page.goto(`${at.base}/contacts${search}&page=${number}`);
      await page.getByText(/^101–130 of 130$/).waitFor();
      expect(new URL(page.url()).searchParams.get('page')).toBe('3');
    }
  });
});

test('a page is opened by its number, and the number of pages leads to the last one', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts${search}`);
    const field = page.getByRole('textbox', { name: 'Page' });
    await field.click();
    await page.keyboard.type('2');
    await page.keyboard.press('Enter');
    await page.getByText(/^51–100 of 130$/).waitFor();
    await field.focus();
    await page.keyboard.type('x');
    await page.keyboard.press('Escape');
    await expect.poll(() => field.inputValue()).toBe('2');
    await page.getByRole('button', { name: 'of 3' }).click();
    await page.getByText(/^101–130 of 130$/).waitFor();
    await expect.poll(() => field.inputValue()).toBe('3');
    await field.fill('900');
    await page.keyboard.press('Enter');
    await expect.poll(() => field.inputValue()).toBe('3');
    await field.fill('1');
    await button(page, 'Previous page').click();
    await page.getByText(/^51–100 of 130$/).waitFor();
    await field.fill('1');
    await field.evaluate((input) => input.blur());
    await page.getByText(/^1–50 of 130$/).waitFor();
  });
});
