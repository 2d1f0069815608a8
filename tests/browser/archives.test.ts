import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readFile } from 'node:fs/promises';
import { readArchive } from '../archive-reader/read-archive.ts';
import { newArchive } from '../archives.ts';
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

test('an owner exports everything in the settings, by keyboard, and downloads the archive', async () => {
  await at.inWindow(async (page) => {
    await page.goto(settings(at.base));
    await heading(page, 'Export everything').waitFor();
    expect(await heading(page, 'Import an archive').count()).toBe(0);
    await button(page, 'Export everything').focus();
    await page.keyboard.press('Enter');
    await button(page, 'Download').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'archive-ready');
    const downloading = page.waitForEvent('download');
    await button(page, 'Download').click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/ \d{4}-\d\d-\d\d\.zip$/);
    const { lines } = readArchive(await readFile(await download.path()));
    expect(lines.get('records/contacts.jsonl')).toHaveLength(1);
  });
});

test('an archive is imported into a new organization, and its records are there', async () => {
  const { bytes } = await newArchive(at.organization);
  const copy = await newOrganization(at.person);
  await at.inWindow(async (page) => {
    await page.goto(settings(`/o/${copy.id}`));
    await heading(page, 'Import an archive').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'archive-import');
    await page
      .locator('input[type=file][accept*=zip]')
      .setInputFiles({ name: 'archive.zip', mimeType: 'application/zip', buffer: bytes });
    await page.getByText('The archive was imported.').waitFor();
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
    expect(await axeFindings(page)).toEqual([]);
    await button(page, 'Choose an archive…').waitFor();
  });
});
