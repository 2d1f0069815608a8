import { text } from 'node:stream/consumers';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { awaited } from '../awaited.ts';
import { bodyOf } from '../caller.ts';
import { addFile } from '../files.ts';
import { unique } from '../organization.ts';
import { axeFindings } from './accessibility.ts';
import { takePicture } from './browser.ts';
import { button, field } from './people.ts';
import { Workplace, type Contact } from './workplace.ts';

vi.setConfig({ testTimeout: 240_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

async function expectAccessible(page: Page, picture: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, `${picture}-${colorScheme}`);
  }
  await page.setViewportSize({ width: 375, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
  expect(await axeFindings(page)).toEqual([]);
  await takePicture(page, `${picture}-phone`);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: 'light' });
}

/** A contact with a note, a task, a file, and a lead with the same e-mail address. */
async function newPersonOnRecord(): Promise<Contact & { name: string }> {
  const email = `${unique('person')}@people.example`;
  const names = { firstName: 'Ana', lastName: unique('Marin') };
  const contact = await at.newContact({ ...names, email });
  const { path } = at.organization;
  const { call } = at.person;
  await bodyOf(201, call('POST', `${path}/notes/contact/${contact.id}`, { body: { body: 'Likes tea' } }));
  await addFile(call, `${path}/attachments/contact/${contact.id}`);
  await bodyOf(201, call('POST', `${path}/leads`, { body: { ...names, email } }));
  await at.host.settled(at.organization);
  return { ...contact, name: `${names.firstName} ${names.lastName}` };
}

/** Opens the dialog by keyboard. */
async function openDialog(page: Page, { id }: Contact): Promise<void> {
  await page.goto(`${at.base}/contacts/${id}`);
  await button(page, /^(More|Más)$/).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: /^(Personal data|Datos personales)/ }).focus();
  await page.keyboard.press('Enter');
}

test('an admin downloads what is stored about a person', async () => {
  const person = await newPersonOnRecord();
  await at.inWindow(async (page) => {
    await openDialog(page, person);
    await page.getByRole('heading', { name: `Personal data of ${person.name}` }).waitFor();
    const download = button(page, 'Download');
    await download.focus();
    const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    expect(file.suggestedFilename()).toBe(`Personal data of ${person.name}.json`);
    const { records } = JSON.parse(await text(await file.createReadStream())) as { records: object[] };
    expect(records).toMatchObject([{ record: { id: person.id } }, { recordType: 'lead' }]);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    expect(
      await button(page, 'More').evaluate((element) => element === element.ownerDocument.activeElement),
    ).toBe(true);
  });
});

test('a person is erased by keyboard with the typed name, and the dialog shows until nothing is found', async () => {
  const person = await newPersonOnRecord();
  await at.inWindow(async (page) => {
    await openDialog(page, person);
    await page.getByText(`2 records: ${person.name} (contact), ${person.name} (lead)`).waitFor();
    await page.getByText('1 file', { exact: true }).waitFor();
    await expectAccessible(page, 'erasure');
    const confirmation = field(page, `Type ${person.name} to confirm`);
    await confirmation.fill('Someone else');
    await button(page, 'Erase this person').focus();
    await page.keyboard.press('Enter');
    await page.getByText('That isn’t the name of this person').waitFor();
    expect(await confirmation.inputValue()).toBe('Someone else');
    await expect
      .poll(() => confirmation.evaluate((element) => element === element.ownerDocument.activeElement))
      .toBe(true);
    await confirmation.fill(person.name.toUpperCase());
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Erasing…' }).waitFor();
    await expectAccessible(page, 'erasure-running');
    const done = page.getByRole('heading', { name: 'Erased', exact: true });
    await awaited(
      'the end of the erasure',
      async () => {
        await at.host.invoke('erasures').catch(() => 'another run is at work');
        return done.isVisible();
      },
      (isDone) => isDone,
      { patienceMs: 180_000, pauseMs: 3_000 },
    );
    await expectAccessible(page, 'erasure-done');
    await button(page, 'Close').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`${at.base}/contacts$`));
    await page.goto(`${at.base}/contacts/${person.id}`);
    await page.getByRole('heading', { name: 'Not found' }).waitFor();
    await page.goto(`${at.base}/settings/erasures`);
    const listed = page.getByRole('main').getByRole('listitem').filter({ hasText: person.id });
    await listed.getByText('Erased', { exact: true }).waitFor();
    await listed.getByText(/^2 records removed/).waitFor();
    expect(await page.getByText(person.name).count()).toBe(0);
    await expectAccessible(page, 'erasures');
  });
});

test('the dialog is in Spanish, too', async () => {
  const person = await newPersonOnRecord();
  const { version } = await bodyOf(200, at.person.call('GET', '/v1/me'));
  await bodyOf(200, at.person.call('PATCH', '/v1/me', { body: { locale: 'es' }, ifMatch: version }));
  await at.inWindow(async (page) => {
    await openDialog(page, person);
    await page.getByText('2 registros').waitFor();
    await takePicture(page, 'erasure-es');
    await field(page, `Escribe ${person.name} para confirmar`).fill(person.name);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Eliminando…' }).waitFor();
    await takePicture(page, 'erasure-running-es');
  });
});
