import type { Page, Request, Response } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { count } from '../counts.ts';
import { startHost, type HostUnderTest } from '../host.ts';
import { newDeal, openStages } from '../selling.ts';
import { followLink } from './browser.ts';
import { button, field } from './people.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

/** Indexes, counters and eventually consistent reads of this host lag, and its stream has four shards. */
let host: HostUnderTest;
let at: Workplace;
beforeAll(async () => {
  host = await startHost({ site: true, faults: true });
});
beforeEach(async () => {
  at = await Workplace.open(host);
  return () => at.close();
});
afterAll(() => host.stop());

const rounds = count(1, 5);

/** Resolves with the answer to the next request with this method whose path matches. */
const answer = (page: Page, method: string, path: RegExp): Promise<Response> =>
  page.waitForResponse((response) => {
    const request = response.request();
    return request.method() === method && path.test(new URL(request.url()).pathname) && response.ok();
  });

/** Resolves with the answer to the next list or board of a type. Further pages are prefetched. */
const listed = (page: Page, plural: string): Promise<Response> =>
  page.waitForResponse((response) => {
    const request = response.request();
    const path = new RegExp(`/v1/orgs/[^/]+/${plural}(/board|/query)?$`).exec(pathOf(request));
    const isList = path !== null && (request.method() === 'GET' || path[1] !== undefined);
    return isList && !request.postData()?.includes('"offset"') && response.ok();
  });
const pathOf = (request: Request): string => new URL(request.url()).pathname;

/** Renders what has arrived. */
const rendered = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

/** Runs `write`, which sends a request, and resolves as soon as that is answered. */
async function answered(page: Page, method: string, path: RegExp, write: () => Promise<unknown>) {
  const response = answer(page, method, path);
  await write();
  return (await (await response).json()) as { id: string };
}

/**
 * Opens a list or a board with a link in the site, after `write`, and resolves when the page shows the next answer. The
 * page may go to its list by itself.
 */
async function open(page: Page, address: string, write?: () => Promise<unknown>): Promise<void> {
  const [, plural = ''] = /\/(\w+)(?:[/?].*)?$/.exec(address.replace(at.base, '')) ?? [];
  const response = listed(page, plural);
  await write?.();
  await followLink(page, address);
  await (await response).finished();
  await rendered(page);
}

const rowOf = (page: Page, id: string) => page.locator(`[data-row="${id}"]`);
const total = async (page: Page): Promise<number> =>
  Number(/ of (\d+)$/.exec(await page.locator('footer .tabular').first().innerText())?.[1]);

async function fill(contacts: number): Promise<void> {
  const items = Array.from({ length: contacts }, (_, index) => ({ firstName: `Row ${index}` }));
  const path = `${at.organization.path}/contacts/bulk`;
  await bodyOf(201, at.person.call('POST', path, { body: { items } }));
  await host.settled(at.organization);
}

describe.each([3, 30])('among %i other contacts, the next list and its total include', (others) => {
  test('a contact that the page created, edited, deleted and restored', async () => {
    await fill(others);
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/contacts`);
      await rowOf(page, '')
        .or(page.getByText(`of ${others}`))
        .first()
        .waitFor();
      for (let round = 0; round < rounds; round += 1) {
        const already = others + round;
        await followLink(page, `${at.base}/contacts/new`);
        await field(page, 'First name').fill(`Álvaro ${round}`);
        const { id } = await answered(page, 'POST', /\/contacts$/, () => button(page, /^Save/).click());
        await open(page, `${at.base}/contacts`);
        expect(await rowOf(page, id).count()).toBe(1);
        expect(await total(page)).toBe(already + 1);

        await followLink(page, `${at.base}/contacts/${id}`);
        await page.locator('[data-field=city] button.value').click();
        await page.locator('[data-field=city] input').fill('Lugo');
        await answered(page, 'PATCH', /\/contacts\/[^/]+$/, () => page.keyboard.press('Enter'));
        await open(page, `${at.base}/contacts`);
        expect(await rowOf(page, id).innerText()).toContain('Lugo');

        await followLink(page, `${at.base}/contacts/${id}`);
        await page.getByRole('heading', { name: `Álvaro ${round}` }).waitFor();
        await open(page, `${at.base}/contacts`, () =>
          answered(page, 'DELETE', /\/contacts\/[^/]+$/, () => page.keyboard.press('Delete')),
        );
        expect(await rowOf(page, id).count()).toBe(0);
        expect(await total(page)).toBe(already);

        await open(page, `${at.base}/contacts/trash`);
        const restore = page.getByRole('button', { name: /Restore/ }).first();
        await answered(page, 'POST', /\/restore$/, () => restore.click());
        await open(page, `${at.base}/contacts`);
        expect(await rowOf(page, id).count()).toBe(1);
        expect(await total(page)).toBe(already + 1);
      }
    });
  });
});

/** Cards of a stage, and the number that its heading shows. */
async function stage(page: Page, stageId: string): Promise<{ ids: string[]; shown: number }> {
  const column = page.locator(`[data-column="${stageId}"]`);
  const ids = await column
    .locator('[data-card]')
    .evaluateAll((cards) => cards.map((card) => (card as HTMLElement).dataset.card ?? ''));
  return { ids, shown: Number(await column.locator('header .count').innerText()) };
}

test('the next board, its counts and the next list include a deal that the page created, moved, deleted and restored', async () => {
  const [first, second] = await openStages(at.organization);
  const other = await newDeal(at.organization, { title: 'A quay' });
  await host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/deals`);
    await page.locator(`[data-card="${other.id}"]`).waitFor();
    for (let round = 0; round < rounds; round += 1) {
      const moved = (await stage(page, second!)).ids;
      await followLink(page, `${at.base}/deals/new`);
      await field(page, 'Title').fill(`A pier ${round}`);
      const { id } = await answered(page, 'POST', /\/deals$/, () => button(page, /^Save/).click());
      await open(page, `${at.base}/deals`);
      expect(await stage(page, first!)).toEqual({ ids: expect.arrayContaining([id, other.id]), shown: 2 });

      await page.locator(`[data-card="${id}"] a`).first().focus();
      await page.keyboard.press('Space');
      await page.locator('.lifted').first().waitFor();
      await page.keyboard.press('ArrowRight');
      await answered(page, 'POST', /\/move$/, () => page.keyboard.press('Space'));
      await followLink(page, `${at.base}/contacts`);
      await open(page, `${at.base}/deals`);
      expect(await stage(page, first!)).toEqual({ ids: [other.id], shown: 1 });
      const after = { ids: expect.arrayContaining([id, ...moved]), shown: moved.length + 1 };
      expect(await stage(page, second!)).toEqual(after);
      await open(page, `${at.base}/deals?view=list&stageId=${second!}`);
      expect(await total(page)).toBe(moved.length + 1);

      await followLink(page, `${at.base}/deals/${id}`);
      await page.getByRole('heading', { name: `A pier ${round}` }).waitFor();
      await open(page, `${at.base}/deals`, () =>
        answered(page, 'DELETE', /\/deals\/[^/]+$/, () => page.keyboard.press('Delete')),
      );
      expect(await stage(page, second!)).toEqual({ ids: moved, shown: moved.length });

      await open(page, `${at.base}/deals/trash`);
      const restore = page.getByRole('button', { name: /Restore/ }).first();
      await answered(page, 'POST', /\/restore$/, () => restore.click());
      await open(page, `${at.base}/deals`);
      expect(await stage(page, second!)).toEqual(after);
    }
  });
});

test('the next lists and their totals include a bulk change of the page as soon as it is done', async () => {
  await fill(30);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts`);
    await page.getByText('1–25 of 30').waitFor();
    await page.locator('thead').getByRole('checkbox').check();
    await page.getByRole('toolbar').getByRole('button', { name: 'Status' }).click();
    await page.getByRole('dialog').getByRole('option', { name: 'Inactive' }).click();
    await page
      .getByText(/25 of 25/)
      .first()
      .waitFor();
    await open(page, `${at.base}/contacts?statusId=inactive`);
    expect(await total(page)).toBe(25);
    // The page may have fetched this list when the job was done.
    await followLink(page, `${at.base}/contacts`);
    await page.getByText('1–25 of 30').waitFor();
    expect(await page.locator('[data-row]', { hasText: 'Inactive' }).count()).toBe(25);
  });
});
