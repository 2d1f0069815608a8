import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { endedJob } from '../jobs.ts';
import { addMember, newPerson, type Person } from '../organization.ts';
import { takePicture } from './browser.ts';
import { button } from './people.ts';
import { expectInView, Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
let employee: Person;
beforeAll(async () => {
  at = await Workplace.open();
  employee = await newPerson(at.host, { firstName: 'Nerea' });
  await addMember(at.host, at.organization, 'employee', employee);
  const items = Array.from({ length: 30 }, (_, place) => ({ firstName: 'Playa', lastName: `Row ${place}` }));
  await bodyOf(201, at.person.call('POST', `${at.organization.path}/contacts/bulk`, { body: { items } }));
  await at.host.settled(at.organization);
});
afterAll(() => at.close());

const trayOf = (page: Page) => page.getByRole('region', { name: 'Jobs' });

async function openContacts(page: Page): Promise<void> {
  await page.goto(`${at.base}/contacts?q=playa`);
  await page.getByText(/^1–25 of 30$/).waitFor();
}

async function assignTo(page: Page, name: RegExp, all = false): Promise<void> {
  if (all) {
    await page.locator('thead').getByRole('checkbox').check();
    await button(page, 'Select all 30').click();
  } else await page.locator('tbody').getByRole('checkbox').first().check();
  await button(page, 'Assign').click();
  await page.getByRole('option', { name }).click();
}

test('jobs gather in one tray, which stays collapsed on other pages and dismisses the finished ones together', async () => {
  await at.inWindow(async (page) => {
    await openContacts(page);
    const tray = trayOf(page);
    for (const [place, name] of [/^Nerea/, /^Unassigned/, /^Nerea/].entries()) {
      await assignTo(page, name);
      await tray.getByText(`${place + 1} finished`, { exact: true }).waitFor();
    }
    await tray.getByText('Owner: Nerea', { exact: false }).first().waitFor();
    expect(await tray.getByText(/· 1 contact$/).count()).toBe(3);
    expect((await tray.boundingBox())!.height).toBeLessThan(300);
    await takePicture(page, 'job-tray');
    await button(page, /^Hide jobs/).click();
    expect((await tray.boundingBox())!.height).toBeLessThan(50);
    await page.getByRole('link', { name: 'Leads' }).first().click();
    await page.waitForURL(/\/leads/);
    await button(page, /^Show jobs/).waitFor();
    await page.reload();
    await button(page, /^Show jobs/).waitFor();
    await button(page, 'Dismiss all').click();
    await tray.waitFor({ state: 'detached' });
  });
});

test('on a wide screen, the last row can be scrolled above the tray', async () => {
  await at.inWindow(async (page) => {
    await openContacts(page);
    await assignTo(page, /^Nerea/);
    const tray = trayOf(page);
    await tray.getByText('1 finished').waitFor();
    const last = page.locator('tbody tr').last();
    await page.locator('.record-table').evaluate((table) => table.scrollTo(0, table.scrollHeight));
    await takePicture(page, 'job-tray-last-row');
    const { y, height } = (await last.boundingBox())!;
    expect(y + height).toBeLessThanOrEqual((await tray.boundingBox())!.y);
    await button(page, 'Dismiss all').click();
    await tray.waitFor({ state: 'detached' });
  });
});

test('on a phone, the tray does not cover the pager', async () => {
  await at.inWindow(async (page) => {
    await openContacts(page);
    await assignTo(page, /^Nerea/);
    const tray = trayOf(page);
    await tray.getByText('1 finished').waitFor();
    await page.setViewportSize({ width: 375, height: 667 });
    await page.evaluate(() => new Promise(requestAnimationFrame));
    for (const toggle of [undefined, /^Hide jobs/]) {
      if (toggle) await button(page, toggle).click();
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      const pager = (await button(page, 'Next page').boundingBox())!;
      await takePicture(page, toggle ? 'job-tray-phone-collapsed' : 'job-tray-phone');
      expect(pager.y + pager.height).toBeLessThanOrEqual((await tray.boundingBox())!.y);
    }
  });
});

test('the tray does not cover the buttons of a form, at phone width either', async () => {
  await at.inWindow(async (page) => {
    await openContacts(page);
    await assignTo(page, /^Nerea/);
    await trayOf(page).getByText('1 finished').waitFor();
    const [first, second] = await page
      .locator('tbody tr')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-row')));
    for (const address of ['contacts/new', `contacts/merge?ids=${first},${second}`, 'invoices/new'])
      for (const [width, height] of [
        [375, 667],
        [768, 600],
        [1024, 700],
      ] as const) {
        await page.setViewportSize({ width, height });
        await page.goto(`${at.base}/${address}`);
        const submit = page.locator('form [type=submit]').first();
        await submit.waitFor();
        await trayOf(page).getByText('1 finished').waitFor();
        await page.waitForTimeout(200);
        await takePicture(page, `job-tray-${address.replace(/\W.*/, '')}-${width}`);
        await expectInView(submit);
        await expectInView(page.locator('form footer').getByText('Cancel', { exact: true }).first());
      }
  });
});

test('the list shows the new values when the tray says that the job is done', async () => {
  await at.inWindow(async (page) => {
    await openContacts(page);
    await page.route(/\/contacts(\/query)?(\?|$)/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 800));
      await route.continue();
    });
    await assignTo(page, /^Unassigned/, true);
    await trayOf(page)
      .getByText(/Done: 30 of 30/)
      .waitFor();
    expect(
      await page
        .locator('tbody')
        .getByText(/^Nerea/)
        .count(),
    ).toBe(0);
    await assignTo(page, /^Nerea/, true);
    await trayOf(page)
      .getByText(/Done: 30 of 30/)
      .nth(1)
      .waitFor();
    expect(
      await page
        .locator('tbody')
        .getByText(/^Nerea/)
        .count(),
    ).toBe(25);
  });
});

test('a job says that it is being prepared without a number, and that it is being canceled', async () => {
  await at.inWindow(async (page) => {
    await openContacts(page);
    let shown: object = { state: 'freezing', total: 0, done: 0 };
    await page.route(/\/jobs\/[^/]+$/, async (route: Route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), ...shown } });
    });
    const { promise: pressed, resolve: answer } = Promise.withResolvers<unknown>();
    await page.route(/\/jobs\/[^/]+\/cancel$/, async (route) => {
      await pressed;
      await route.continue();
    });
    await assignTo(page, /^Unassigned/, true);
    const tray = trayOf(page);
    await tray.getByText('Preparing…').waitFor();
    await tray.getByText(/· Contacts$/).waitFor();
    shown = { state: 'running', total: 30, done: 7 };
    await tray.getByText('7 of 30').waitFor();
    await button(page, 'Cancel').click();
    const canceling = button(page, 'Canceling…');
    await canceling.waitFor();
    expect(await canceling.isDisabled()).toBe(true);
    await takePicture(page, 'job-canceling');
    answer(undefined);
    await canceling.waitFor({ state: 'detached' });
  });
});

test('the page of all jobs links to the list that a job was started from, and to the trash', async () => {
  const { path } = at.organization;
  const { items } = await bodyOf(200, at.person.call('GET', `${path}/contacts`, { query: { q: 'playa' } }));
  const start = async (body: object) => {
    const { id } = await bodyOf(201, at.person.call('POST', `${path}/jobs`, { body }));
    return endedJob(at.person.call, at.organization, id);
  };
  const recordType = 'contact';
  const query = { q: 'playa', filter: { field: 'ownerId', op: 'anyOf', value: [employee.userId] } };
  const first = await start({ recordType, query, change: { action: 'update', values: { city: 'Lima' } } });
  expect(first.query).toEqual(query);
  await start({ recordType, ids: [items[0].id], change: { action: 'delete' } });
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/settings/jobs`);
    await page.getByRole('link', { name: 'View trash' }).first().waitFor();
    await takePicture(page, 'jobs-page');
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Lima' })
      .getByRole('link', { name: 'View list' })
      .click();
    await page.waitForURL(/\/contacts\?.*q=playa/);
    expect(new URL(page.url()).searchParams.get('filter')).toContain(employee.userId);
  });
});

test('restoring many records from the trash is confirmed as a restoration', async () => {
  const { path } = at.organization;
  const ids: string[] = [];
  for (let made = 0; made < 120; made += 30) {
    const items = Array.from({ length: 30 }, (_, place) => ({ name: `Gone ${made + place}` }));
    const created = await bodyOf(201, at.person.call('POST', `${path}/vendors/bulk`, { body: { items } }));
    ids.push(...created.items.map(({ id }: { id: string }) => id));
  }
  const body = { recordType: 'vendor', ids, change: { action: 'delete' } };
  const { id } = await bodyOf(201, at.person.call('POST', `${path}/jobs`, { body }));
  await endedJob(at.person.call, at.organization, id);
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/vendors/trash`);
    await page.locator('li').getByRole('checkbox').first().waitFor();
    await page.keyboard.press('Control+a');
    await page.getByText('All 120 selected').waitFor();
    await page.getByRole('toolbar').getByRole('button', { name: 'Restore' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText('Restore 120 vendors?').waitFor();
    await takePicture(page, 'trash-confirm');
    await button(page, 'Restore 120').click();
    await trayOf(page)
      .getByText(/· 120 vendors$/)
      .waitFor();
  });
});

test('a link that the browser refuses to copy is reported', async () => {
  const contact = await at.newContact({ firstName: 'Clip' });
  await at.inWindow(async (page) => {
    await page.addInitScript(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));
    });
    await page.goto(`${at.base}/contacts/${contact.id}`);
    await button(page, 'More').first().click();
    await page.getByRole('menuitem', { name: 'Copy link' }).click();
    await page.getByText('The link couldn’t be copied. Copy it from the address bar.').waitFor();
  });
});
