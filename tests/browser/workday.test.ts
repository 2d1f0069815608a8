import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { dashboardCards } from '#contract/dashboard-card.ts';
import { allPresets } from '#data/organization/presets/presets.ts';
import { bodyOf } from '../caller.ts';
import { newOrganization } from '../organization.ts';
import { newDeal, openStages, usd } from '../selling.ts';
import { openWindow, takePicture, type Window } from './browser.ts';
import { signIn, Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

const widths = [375, 768, 1280, 1440];
const hourMilliseconds = 3_600_000;

let at: Workplace;
let window: Window;
let page: Page;
let contactAddress: string;

beforeAll(async () => {
  at = await Workplace.open();
  const { organization, person } = at;
  const contact = await at.newContact({
    firstName: 'Maximiliana',
    lastName: 'Etxeberria',
    email: 'maximiliana.etxeberria.de.la.fuente.y.santamaria@cooperativa-de-exportadores.example',
    phones: [
      { label: 'work', number: '+34912345678' },
      { label: 'mobile', number: '+34600123456' },
    ],
  });
  contactAddress = `${at.base}/contacts/${contact.id}`;
  const [first, second] = await openStages(organization);
  for (const [title, stageId] of [
    ['Ropes', first],
    ['A crane', first],
    ['Two docks', second],
  ] as const)
    await newDeal(organization, { title, stageId, value: usd(10_000_00) });
  for (const [title, hours] of [
    ['Send the contract', -50],
    ['Call the bank', -1],
    ['Prepare the visit', 72],
  ] as const)
    await newTask({ title, dueAt: new Date(Date.now() + hours * hourMilliseconds).toISOString() });
  async function newTask(values: { title: string; dueAt: string }) {
    const body = { ...values, recordType: 'contact', recordId: contact.id };
    await bodyOf(201, person.call('POST', `${organization.path}/tasks`, { body }));
  }
  await at.host.settled(at.organization);
  window = await openWindow(at.browser, at.host.url);
  ({ page } = window);
  await page.goto('/sign-in');
  await signIn(page, person);
  await page.waitForURL(/\/o\//);
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await takePicture(page, `failed-${task.name.slice(0, 40)}`);
  await page.setViewportSize({ width: 1440, height: 900 });
});
afterAll(async () => {
  expect(window.errors).toEqual([]);
  await at.close();
});

const column = (index: number): Locator => page.locator('[data-column]').nth(index);
const titleWithFocus = () => page.evaluate(() => document.activeElement?.textContent.trim());
const resize = (width: number) => page.setViewportSize({ width, height: 900 });

async function changeLanguage(locale: 'en' | 'es'): Promise<void> {
  const { call } = at.person;
  const { version } = await bodyOf(200, call('GET', '/v1/me'));
  await bodyOf(200, call('PATCH', '/v1/me', { body: { locale }, ifMatch: version }));
  await page.evaluate((language) => localStorage.setItem('cobalt.language', language), locale);
}

test('one key or a skip link focuses the first card, and j, k, h and l move between cards', async () => {
  await page.goto(`${at.base}/deals`);
  await column(0).locator('[data-card]').first().waitFor();
  const top = await column(0).locator('[data-card] a').first().textContent();
  await page.keyboard.press('j');
  expect(await titleWithFocus()).toBe(top);
  await page.keyboard.press('j');
  expect(['Ropes', 'A crane']).toContain(await titleWithFocus());
  expect(await titleWithFocus()).not.toBe(top);
  await page.keyboard.press('k');
  await page.keyboard.press('l');
  await expect.poll(titleWithFocus).toBe('Two docks');
  await page.keyboard.press('h');
  await expect.poll(titleWithFocus).toBe(top);
  await page.reload();
  await column(0).locator('[data-card]').first().waitFor();
  for (const key of ['Tab', 'Enter', 'Tab', 'Enter']) await page.keyboard.press(key);
  await expect.poll(titleWithFocus).toBe(top);
});

test('the search narrows the board to the deals it finds, with their totals', async () => {
  await page.goto(`${at.base}/deals`);
  await column(0).locator('[data-card]').first().waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('crane');
  await expect.poll(() => page.locator('[data-card]').allInnerTexts()).toHaveLength(1);
  expect(await column(0).locator('header').innerText()).toMatch(/\b1\b[\s\S]*\$10,000\b/);
  expect(await column(1).locator('header').innerText()).toMatch(/\b0\b/);
  expect(new URL(page.url()).searchParams.get('q')).toBe('crane');
  await page.reload();
  await column(0).getByText('A crane').waitFor();
  expect(await page.locator('[data-card]').count()).toBe(1);
});

test('totals move with a card immediately, and counters that lag behind do not move them back', async () => {
  await page.goto(`${at.base}/deals`);
  const card = column(0).locator('[data-card]', { hasText: 'Ropes' });
  await card.waitFor();
  const totals = () =>
    Promise.all([0, 1].map(async (index) => (await column(index).locator('header').innerText()).split('\n')));
  const board = /\/deals\/board/;
  // Cards come from an index and totals from counters. This test keeps the counters as they were before the move.
  const old = await bodyOf(200, at.person.call('GET', `${at.organization.path}/deals/board`));
  let answers = 0;
  await page.route(board, async (route) => {
    const response = await route.fetch();
    const answer = await response.json();
    for (const [index, { cards: _, ...counters }] of old.columns.entries())
      Object.assign(answer.columns[index], counters, { cards: answer.columns[index].cards });
    await route.fulfill({ response, json: answer });
    answers += 1;
  });
  await card.getByRole('link').focus();
  for (const key of ['Space', 'ArrowRight', 'Space']) await page.keyboard.press(key);
  const shown = [expect.arrayContaining(['1', '$10,000']), expect.arrayContaining(['2', '$20,000'])];
  expect(await totals()).toEqual(shown);
  await expect.poll(() => answers).toBeGreaterThan(1);
  expect(await totals()).toEqual(shown);
  await page.unroute(board);
  // A failed move is reverted together with its totals.
  await page.route(/\/move$/, (route) => route.abort());
  await column(1).locator('[data-card]', { hasText: 'Ropes' }).getByRole('link').focus();
  for (const key of ['Space', 'ArrowLeft', 'Space']) await page.keyboard.press(key);
  await page.getByRole('button', { name: 'Discard' }).click();
  await page
    .getByText(/Ropes was moved back: /)
    .first()
    .waitFor();
  expect(await totals()).toEqual(shown);
  await page.unroute(/\/move$/);
});

test('the dashboard’s cards fill their rows in every preset, at every width', async () => {
  const { path } = at.organization;
  for (const { id, dashboard } of allPresets) {
    const { version } = await bodyOf(200, at.person.call('GET', path));
    const body = { dashboard: dashboard ?? dashboardCards };
    await bodyOf(200, at.person.call('PATCH', path, { body, ifMatch: version }));
    await page.goto(at.base);
    await page.locator('[data-card-of=recent] li').first().waitFor();
    await page.waitForFunction(() => !document.querySelector('[data-card-of] .later'));
    for (const width of widths) {
      await resize(width);
      expect(await coveredShare(), `${id} at ${width}`).toBeCloseTo(1, 2);
    }
  }
});

test('a dashboard is empty only if there are no customers either', async () => {
  const { id, path } = await newOrganization(at.person);
  await page.goto(`/o/${id}`);
  await page.getByText('No data yet').waitFor();
  await bodyOf(201, at.person.call('POST', `${path}/customers`, { body: { name: 'Muelle' } }));
  await at.host.settled({ id });
  await page.reload();
  await page.locator('.stats').getByText('Customers', { exact: true }).waitFor();
  expect(await page.getByText('No data yet').count()).toBe(0);
});

/** The share of the cards' bounding box that the cards and the gaps between them cover. */
const coveredShare = () =>
  page.evaluate(() => {
    const cards = [...document.querySelectorAll('[data-card-of]')].map((card) =>
      (card.querySelector('.card') ?? card).getBoundingClientRect(),
    );
    const [left, right] = [
      Math.min(...cards.map((box) => box.left)),
      Math.max(...cards.map((box) => box.right)),
    ];
    const [top, bottom] = [
      Math.min(...cards.map((box) => box.top)),
      Math.max(...cards.map((box) => box.bottom)),
    ];
    const gap = 16;
    const covered = cards.reduce((sum, box) => sum + (box.width + gap) * (box.height + gap), 0);
    return covered / ((right - left + gap) * (bottom - top + gap));
  });

test('values of a record never overlap the buttons next to them, at any width, in either language', async () => {
  for (const locale of ['en', 'es'] as const) {
    await changeLanguage(locale);
    await page.goto(contactAddress);
    await page.locator('header h1').waitFor();
    for (const width of widths) {
      await resize(width);
      if (width < 768) await page.getByRole('tab').nth(1).click();
      await page.locator('[data-field=email] .act').waitFor();
      // Columns take their final widths a moment after the window.
      await expect.poll(overlaps, { message: `${locale} at ${width}` }).toEqual([]);
    }
  }
  await changeLanguage('en');
});

/** Texts of fields that overlap the field's button or extend beyond the field. */
const overlaps = () =>
  page.evaluate(() =>
    ['email', 'phones'].flatMap((name) => {
      const field = document.querySelector(`[data-field=${name}]`);
      const button = field?.querySelector('.act')?.getBoundingClientRect();
      const value = field?.querySelector('.value');
      if (!field || !button || !value) return [`${name} is not shown`];
      const texts = document.createTreeWalker(value, NodeFilter.SHOW_TEXT);
      const found: string[] = [];
      while (texts.nextNode()) {
        const text = texts.currentNode;
        if (text.parentElement?.closest('.sr-only')) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        for (const box of range.getClientRects()) {
          const meets =
            box.right > button.left + 1 &&
            box.left < button.right - 1 &&
            box.bottom > button.top + 1 &&
            box.top < button.bottom - 1;
          if (meets || box.right > field.getBoundingClientRect().right + 1)
            found.push(`${name}: ${text.textContent}`);
        }
      }
      return found;
    }),
  );

test('the record page on a phone has Call and E-mail buttons under the name', async () => {
  await resize(375);
  await page.goto(contactAddress);
  const header = page.locator('header', { has: page.locator('h1') });
  const call = header.getByRole('button', { name: /^Call/ }).or(header.getByRole('link', { name: /^Call/ }));
  const write = header.getByRole('link', { name: /^E-mail/ });
  await call.waitFor();
  expect(await write.getAttribute('href')).toMatch(/^mailto:maximiliana/);
  for (const one of [call, write]) expect((await one.boundingBox())?.height).toBeGreaterThanOrEqual(40);
  await call.click();
  await page.getByRole('menuitem', { name: /600 12 34 56/ }).waitFor();
  await page.keyboard.press('Escape');
  await resize(1440);
  await expect.poll(() => write.count()).toBe(0);
});

test('a task added in My day is due today and appears there', async () => {
  await page.goto(`${at.base}/tasks`);
  await page.getByRole('button', { name: 'Task', exact: true }).click();
  await page.getByLabel(/^Title/).fill('Answer the carrier');
  await page.keyboard.press('Control+Enter');
  await page.locator('main ul > li').filter({ hasText: 'Answer the carrier' }).waitFor();
});

test('overdue tasks come first, in red and labeled as overdue, in My day and on the record', async () => {
  const danger = () =>
    page.evaluate(() => {
      const probe = document.body.appendChild(document.createElement('i'));
      probe.style.color = 'var(--danger)';
      const { color } = getComputedStyle(probe);
      probe.remove();
      return color;
    });
  const colorOf = (one: Locator) => one.evaluate((element) => getComputedStyle(element).color);
  await page.goto(`${at.base}/tasks`);
  const heading = page.locator('main h2').filter({ hasText: 'Overdue' });
  await heading.waitFor();
  expect(await colorOf(heading)).toBe(await danger());
  const lines = page.locator('main ul > li');
  await expect.poll(() => lines.first().innerText()).toMatch(/Send the contract[\s\S]*Overdue/);
  expect(await lines.nth(1).innerText()).toMatch(/Call the bank[\s\S]*Overdue/);
  await page.goto(contactAddress);
  const groups = page.locator('.stream h2');
  await groups.filter({ hasText: 'Upcoming' }).waitFor();
  expect((await groups.allInnerTexts()).slice(0, 2)).toEqual(['Overdue', 'Upcoming']);
  expect(await colorOf(groups.first())).toBe(await danger());
  expect(await page.locator('.stream h2:first-of-type + ul > li').allInnerTexts()).toEqual([
    expect.stringContaining('Send the contract'),
    expect.stringContaining('Call the bank'),
  ]);
});
