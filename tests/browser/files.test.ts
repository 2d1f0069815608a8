import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { limits } from '#contract/limits.ts';
import { bodyOf } from '../caller.ts';
import { png } from '../files.ts';
import { takePicture } from './browser.ts';
import { warnsBeforeReload, Workplace, type Contact } from './workplace.ts';

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

test('several files are added at once, images are shown from another origin, and deleted files can be restored', async () => {
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
    const show = panel.getByRole('button', { name: 'Preview Façade.png' });
    await show.waitFor();
    expect(await panel.getByRole('alert').allTextContents()).toEqual([
      'Files of this type can’t be uploaded',
      'This file is empty',
      'Larger than the limit of 25 MB',
    ]);
    for (const name of ['Page.html', 'None.txt', 'Large.txt'])
      await panel.getByRole('button', { name: `Dismiss ${name}` }).click();
    const timeline = page.locator('.middle');
    await timeline.getByText('added the file').first().waitFor();
    await show.click();
    const shown = page.getByRole('dialog', { name: 'Façade.png' }).getByRole('img');
    await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1);
    expect(new URL((await shown.getAttribute('src')) ?? '').origin).not.toBe(new URL(page.url()).origin);
    await takePicture(page, 'files-preview');
    await page.keyboard.press('Escape');
    await panel.getByRole('button', { name: 'Actions for Offer.txt' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await panel.getByRole('button', { name: 'Download Offer.txt' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await panel.getByRole('button', { name: 'Download Offer.txt' }).waitFor();
    await takePicture(page, 'files');
  });
});

test('an interrupted upload can be retried, a running one cancelled, and its storage is returned', async () => {
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
      // A held request neither reaches the service nor fails.
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
    await panel.getByText('The upload was interrupted. Try again.').nth(1).waitFor();
    expect(await warnsBeforeReload(page)).toBe(true);
    await panel.getByRole('button', { name: 'Dismiss Given up.txt' }).click();
    const broken = page.waitForEvent('requestfailed', (request) => isHeld(request.postData() ?? ''));
    await panel.getByRole('button', { name: 'Cancel the upload of Cancelled.txt' }).click();
    await broken;
    await panel.getByText('Cancelled.txt').waitFor({ state: 'detached' });
    await expect.poll(() => page.getByText('Saving…', { exact: true }).count()).toBe(0);
    isDown = false;
    await panel.getByRole('button', { name: 'Retry the upload of Broken.txt' }).click();
    await panel.getByRole('button', { name: 'Download Broken.txt' }).waitFor();
    await expect
      .poll(
        async () => {
          await at.host.settled(at.organization);
          return usage();
        },
        { timeout: 30_000 },
      )
      .toBe(before + 'Some words'.length);
  });
});

test('a file can be renamed by keyboard alone and keeps its extension', async () => {
  await at.inWindow(async (page) => {
    await page.goto(address());
    const panel = page.getByRole('region', { name: 'Files' });
    await panel.getByRole('button', { name: 'Actions for Façade.png' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Rename' }).focus();
    await page.keyboard.press('Enter');
    const name = panel.getByLabel('File name');
    await name.fill('Front.exe');
    await page.keyboard.press('Enter');
    await page.getByText('The file extension doesn’t match the type of the file').waitFor();
    await name.fill('Front.png');
    await page.keyboard.press('Enter');
    const renamed = panel.getByRole('button', { name: 'Download Front.png' });
    await renamed.waitFor();
    await expect.poll(() => renamed.evaluate((button) => button === document.activeElement)).toBe(true);
  });
});
