import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { buffer } from 'node:stream/consumers';
import { readArchive } from '../archive-reader/read-archive.ts';
import { newArchive } from '../archives.ts';
import { bodyOf } from '../caller.ts';
import { newOrganization } from '../organization.ts';
import { axeFindings } from './accessibility.ts';
import { takePicture } from './browser.ts';
import { button } from './people.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
  await at.newContact({ firstName: 'Ana' });
});
afterAll(() => at.close());

const settings = (base: string) => `${base}/settings/organization`;
const heading = (page: Page, name: string) => page.getByRole('heading', { name });

/** Looks at the part of the page with a heading, in both themes and on a phone. */
async function expectAccessible(page: Page, title: string, picture: string): Promise<void> {
  const show = async (name: string) => {
    await heading(page, title).evaluate((element) => element.scrollIntoView());
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, `${picture}-${name}`);
  };
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await show(colorScheme);
  }
  await page.setViewportSize({ width: 375, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
  await show('phone');
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: 'light' });
}

test('an owner exports everything in the settings, by keyboard, and downloads the archive', async () => {
  await at.inWindow(async (page) => {
    await page.goto(settings(at.base));
    await heading(page, 'Export everything').waitFor();
    expect(await heading(page, 'Import an archive').count()).toBe(0);
    await button(page, 'Export everything').focus();
    await page.keyboard.press('Enter');
    await button(page, 'Download').waitFor();
    await expectAccessible(page, 'Export everything', 'archive-ready');
    const downloading = page.waitForEvent('download');
    await button(page, 'Download').click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/ \d{4}-\d\d-\d\d\.zip$/);
    const { lines } = readArchive(await buffer(await download.createReadStream()));
    expect(lines.get('records/contacts.jsonl')).toHaveLength(1);
  });
});

test('an archive is imported into a new organization, and its records are there', async () => {
  const { bytes } = await newArchive(at.organization);
  const copy = await newOrganization(at.person);
  await at.inWindow(async (page) => {
    await page.goto(settings(`/o/${copy.id}`));
    await heading(page, 'Import an archive').waitFor();
    await expectAccessible(page, 'Import an archive', 'archive-import');
    await page
      .locator('input[type=file][accept*=zip]')
      .setInputFiles({ name: 'archive.zip', mimeType: 'application/zip', buffer: bytes });
    await page.getByText('The archive was imported.').waitFor();
    await expectAccessible(page, 'Import an archive', 'archive-imported');
    await page.getByRole('button', { name: 'Reload to see it' }).click();
    await heading(page, 'Export everything').waitFor();
    await button(page, /^Export (everything|again)$/).waitFor();
    expect(await heading(page, 'Import an archive').count()).toBe(0);
    await page.goto(`/o/${copy.id}/contacts`);
    await page.getByText('Ana').first().waitFor();
  });
});

test('a file that is no archive is refused with the reason', async () => {
  const empty = await newOrganization(at.person);
  await at.inWindow(async (page) => {
    await page.goto(settings(`/o/${empty.id}`));
    await heading(page, 'Import an archive').waitFor();
    await page
      .locator('input[type=file][accept*=zip]')
      .setInputFiles({ name: 'other.zip', mimeType: 'application/zip', buffer: Buffer.from('nothing') });
    await page.getByText('The file is damaged or incomplete.').waitFor();
    await expectAccessible(page, 'Import an archive', 'archive-refused');
    await button(page, 'Choose an archive…').waitFor();
  });
});

test('the dialog that deletes an organization offers its archive, in Spanish', async () => {
  const { version } = await bodyOf(200, at.person.call('GET', '/v1/me'));
  await bodyOf(200, at.person.call('PATCH', '/v1/me', { body: { locale: 'es' }, ifMatch: version }));
  await at.inWindow(async (page) => {
    await page.goto(settings(at.base));
    await heading(page, 'Exportar una copia').waitFor();
    await button(page, 'Eliminar la organización…').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /^Exportar (todo|otra vez)$/ }).click();
    await dialog.getByRole('button', { name: 'Descargar' }).waitFor();
    await expectAccessible(page, 'Exportar una copia', 'archive-in-deletion');
    const downloading = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Descargar' }).click();
    expect((await downloading).suggestedFilename()).toMatch(/\.zip$/);
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog.count()).toBe(0);
    await button(page, 'Descargar').waitFor();
  });
});
