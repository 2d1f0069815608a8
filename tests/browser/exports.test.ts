import { text } from 'node:stream/consumers';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { downloaded, endedExport } from '../exports.ts';
import { readFile } from '../imports.ts';
import { axeFindings } from './accessibility.ts';
import { takePicture } from './browser.ts';
import { button } from './people.ts';
import { refusal, runCommand, Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
  for (const [firstName, city] of [
    ['Ana', 'Cali'],
    ['Berta', 'Cali'],
    ['Carla', 'Lima'],
  ])
    await at.newContact({ firstName, city });
});
afterAll(() => at.close());

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Export this list' });

test('a filtered list is exported by keyboard, from the menu of its columns to the downloaded file', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts?filter=city:is:Cali&sort=-fullName`);
    await page.getByText('Berta').first().waitFor();
    await button(page, 'Columns, density and export').focus();
    await page.keyboard.press('Enter');
    await button(page, 'Export…').focus();
    await page.keyboard.press('Enter');
    await dialog(page).getByText('2 records match').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'export');

    await dialog(page)
      .getByRole('radio', { name: /^Excel/ })
      .focus();
    await page.keyboard.press('ArrowDown');
    await dialog(page).getByLabel('Separator').selectOption('Semicolon');
    await button(page, 'Export').focus();
    await page.keyboard.press('Enter');
    await dialog(page)
      .getByText(/^2 records · /)
      .waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'export-ready');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent.trim())).toBe('Download');

    const downloading = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/^Contacts \d{4}-\d\d-\d\d\.csv$/);
    const lines = (await text(await download.createReadStream())).trimEnd().split('\r\n');
    expect(lines[0]).toMatch(/^Name;/);
    expect(lines.slice(1).map((line) => line.split(';')[0])).toEqual(['Berta', 'Ana']);

    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
  });
});

test('the palette exports the list, and the dialog keeps the latest files', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/customers`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await runCommand(page, 'Export the list');
    await dialog(page).getByText('No records match').waitFor();
    expect(await dialog(page).getByRole('button', { name: 'Export' }).isDisabled()).toBe(true);
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');

    const body = { recordType: 'contact', format: 'xlsx', columns: [{ field: 'email' }] };
    await bodyOf(201, at.person.call('POST', `${at.organization.path}/exports`, { body }));
    await page.goto(`${at.base}/contacts`);
    await page.getByText('Berta').first().waitFor();
    await runCommand(page, 'Export the list');
    await dialog(page).getByRole('heading', { name: 'Latest files' }).waitFor();
    await dialog(page)
      .getByRole('button', { name: /^Download Contacts / })
      .first()
      .waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });
});

test('a refused or failed export says why and can be tried again', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts`);
    await page.getByText('Berta').first().waitFor();
    await runCommand(page, 'Export the list');
    await dialog(page).getByText('3 records match').waitFor();
    await page.route('**/exports', (route) =>
      route.request().method() === 'POST' ? route.fulfill(refusal) : route.continue(),
    );
    await dialog(page).getByRole('button', { name: 'Export' }).click();
    await dialog(page).getByRole('alert').waitFor();
    await page.unroute('**/exports');

    await page.route(/\/exports\/[0-9a-f-]{36}$/, async (route) => {
      const response = await route.fetch();
      const json = { ...(await response.json()), state: 'failed', problem: 'too_many_rows' };
      await route.fulfill({ response, json });
    });
    await dialog(page).getByRole('button', { name: 'Export' }).click();
    await dialog(page).getByText('The file could not be created').waitFor();
    await dialog(page)
      .getByText(/^More than 200,000 records match/)
      .waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await dialog(page).getByRole('button', { name: 'Try again' }).click();
    await dialog(page).getByText('3 records match').waitFor();
  });
});

test('an export whose state can’t be read meanwhile is not called failed', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts`);
    await page.getByText('Berta').first().waitFor();
    await runCommand(page, 'Export the list');
    await dialog(page).getByText('3 records match').waitFor();
    const one = /\/exports\/[0-9a-f-]{36}$/;
    await page.route(one, (route) => route.fulfill(refusal));
    await dialog(page).getByRole('button', { name: 'Export' }).click();
    await dialog(page).getByRole('alert').waitFor();
    await dialog(page).getByText('Waiting to start…').waitFor();
    expect(await dialog(page).getByText('The file could not be created').count()).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
    await page.unroute(one);
    await dialog(page)
      .getByText(/^3 records · /)
      .waitFor();
  });
});

test('only unfinished ones of the latest files are read again, and not all exports', async () => {
  const columns = [{ field: 'email' }];
  const body = { recordType: 'contact', format: 'xlsx', columns };
  const { id } = await bodyOf(201, at.person.call('POST', `${at.organization.path}/exports`, { body }));
  await endedExport(at.person.call, at.organization, id);
  await at.inWindow(async (page) => {
    const asWriting = (one: any) => (one.id === id ? { ...one, state: 'writing', rows: 1, total: 3 } : one);
    let [lists, reads] = [0, 0];
    await page.route('**/exports', async (route) => {
      lists += 1;
      const response = await route.fetch();
      const { items } = await response.json();
      await route.fulfill({ response, json: { items: items.map(asWriting) } });
    });
    const one = new RegExp(`/exports/[0-9a-f-]{36}$`);
    await page.route(one, async (route) => {
      reads += route.request().url().endsWith(id) ? 1 : 100;
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...asWriting(await response.json()), rows: 2 } });
    });
    await page.goto(`${at.base}/contacts`);
    await page.getByText('Berta').first().waitFor();
    await runCommand(page, 'Export the list');
    await dialog(page)
      .getByText(/^2 of 3 records written/)
      .waitFor();
    await expect.poll(() => reads, { timeout: 30_000 }).toBeGreaterThan(2);
    expect([lists, reads < 100]).toEqual([1, true]);
    const finished = dialog(page).getByRole('button', { name: /^Download Contacts / });
    const before = await finished.count();
    await page.unroute(one);
    await expect.poll(() => finished.count(), { timeout: 30_000 }).toBe(before + 1);
  });
});

test('a file with all columns of a list can be imported again, in English and in Spanish', async () => {
  const { call } = at.person;
  const { path } = at.organization;
  for (const [locale, names] of [
    ['en', { title: 'Export this list', columns: /^Columns/, action: 'Export' }],
    ['es', { title: 'Exportar esta lista', columns: /^Columnas/, action: 'Exportar' }],
  ] as const) {
    const { version } = await bodyOf(200, call('GET', '/v1/me'));
    await bodyOf(200, call('PATCH', '/v1/me', { body: { locale }, ifMatch: version }));
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/contacts`);
      await page.getByText('Berta').first().waitFor();
      await runCommand(page, locale === 'en' ? 'Export the list' : 'Exportar la lista');
      const open = page.getByRole('dialog', { name: names.title });
      await open.getByLabel(names.columns).selectOption('all');
      const creating = page.waitForResponse(
        (response) => response.url().endsWith('/exports') && response.request().method() === 'POST',
      );
      await open.getByRole('button', { name: names.action, exact: true }).click();
      const { id } = await (await creating).json();
      await endedExport(call, at.organization, id);
      const { columns } = await bodyOf(200, call('GET', `${path}/exports/${id}`));
      const { bytes } = await downloaded(call, at.organization, id);
      const { file } = await readFile(call, at.organization, bytes, { name: 'contacts.xlsx' });
      const expected = columns.map(({ field }: any) => field);
      const found = file.columns.map((column: any) => column?.field);
      const importable =
        'firstName lastName email phones statusId jobTitle city country nationalId customerId ownerId tagIds';
      for (const field of importable.split(' '))
        expect([field, found[expected.indexOf(field)]]).toEqual([field, field]);
    });
  }
});
