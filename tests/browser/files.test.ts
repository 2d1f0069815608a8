import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { limits } from '#contract/limits.ts';
import { bodyOf } from '../caller.ts';
import { png } from '../files.ts';
import { takePicture } from './browser.ts';
import { Workplace, type Contact } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
let contact: Contact;
beforeAll(async () => {
  at = await Workplace.open();
  contact = await at.newContact({ firstName: 'Inés', lastName: 'Conde' });
});
afterAll(() => at.close());

const address = () => `${at.base}/contacts/${contact.id}`;
const text = (name: string, words: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(words) });
const picture = { name: 'Façade.png', mimeType: 'image/png', buffer: png };

test('several files are added at once and told of; a picture is shown from another origin; one that is deleted can be brought back', async () => {
  await at.inWindow(async (page) => {
    await page.goto(address());
    const panel = page.getByRole('region', { name: 'Files' });
    const large = { ...text('Large.txt', ''), buffer: Buffer.alloc(limits.attachmentBytes + 1, 'a') };
    const files = [
      text('Offer.txt', 'Two thousand'),
      picture,
      text('Page.html', '<p>'),
      text('None.txt', ''),
      large,
    ];
    await panel.locator('input[type=file]').setInputFiles(files);
    await panel.getByRole('button', { name: 'Download Offer.txt' }).waitFor();
    const show = panel.getByRole('button', { name: 'Show Façade.png' });
    await show.waitFor();
    expect(await panel.getByRole('alert').allTextContents()).toEqual([
      'Files of this type are not taken in',
      'There is nothing in this file',
      'Larger than 25 MB, which is the most a file can be',
    ]);
    for (const name of ['Page.html', 'None.txt', 'Large.txt'])
      await panel.getByRole('button', { name: `Put ${name} away` }).click();
    const timeline = page.locator('.middle');
    await timeline.getByText('added the file').first().waitFor();
    await show.click();
    const shown = page.getByRole('dialog', { name: 'Façade.png' }).getByRole('img');
    await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1);
    expect(new URL((await shown.getAttribute('src')) ?? '').origin).not.toBe(new URL(page.url()).origin);
    await takePicture(page, 'files-preview');
    await page.keyboard.press('Escape');
    await panel.getByRole('button', { name: 'Actions of Offer.txt' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await panel.getByRole('button', { name: 'Download Offer.txt' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await panel.getByRole('button', { name: 'Download Offer.txt' }).waitFor();
    await takePicture(page, 'files');
  });
});

test('an upload that breaks off can be tried again, one on its way can be cancelled, and its room is given back', async () => {
  await at.inWindow(async (page) => {
    await page.goto(address());
    const panel = page.getByRole('region', { name: 'Files' });
    const usage = async () =>
      (await bodyOf(200, at.person.call('GET', `${at.organization.path}/attachments`))).usedBytes as number;
    const before = await usage();
    let isDown = true;
    const isHeld = (name: string) => name.includes('held');
    const bodies: (string | null)[] = [];
    await page.route(/\/uploads\//, async (route) => {
      bodies.push(route.request().postData());
      // One that is held neither arrives nor breaks off by itself.
      if (isHeld(bodies.at(-1) ?? '')) return;
      await (isDown ? route.abort() : route.continue());
    });
    await panel
      .locator('input[type=file]')
      .setInputFiles([
        text('Broken.txt', 'Some words'),
        text('Given up.txt', 'Others'),
        text('Cancelled.txt', 'held back'),
      ]);
    await panel.getByText('The upload was interrupted. Try again').nth(1).waitFor();
    await panel.getByRole('button', { name: 'Put Given up.txt away' }).click();
    const broken = page.waitForEvent('requestfailed', (request) => isHeld(request.postData() ?? ''));
    await panel.getByRole('button', { name: 'Cancel the upload of Cancelled.txt' }).click();
    await broken;
    await panel.getByText('Cancelled.txt').waitFor({ state: 'detached' });
    isDown = false;
    await panel.getByRole('button', { name: 'Try the upload of Broken.txt again' }).click();
    await panel.getByRole('button', { name: 'Download Broken.txt' }).waitFor();
    await expect
      .poll(
        async () => {
          await at.host.settled();
          return usage();
        },
        { timeout: 30_000 },
      )
      .toBe(before + 'Some words'.length);
  });
});

test('by keyboard alone a file is renamed, and keeps the ending of its type', async () => {
  await at.inWindow(async (page) => {
    await page.goto(address());
    const panel = page.getByRole('region', { name: 'Files' });
    await panel.getByRole('button', { name: 'Actions of Façade.png' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Rename' }).focus();
    await page.keyboard.press('Enter');
    const name = panel.getByLabel('Name of the file');
    await name.fill('Front.exe');
    await page.keyboard.press('Enter');
    await page.getByText('The ending of the name must stay as it is').waitFor();
    await name.fill('Front.png');
    await page.keyboard.press('Enter');
    const renamed = panel.getByRole('button', { name: 'Download Front.png' });
    await renamed.waitFor();
    await expect.poll(() => renamed.evaluate((button) => button === document.activeElement)).toBe(true);
  });
});
