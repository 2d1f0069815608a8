import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMember } from '../organization.ts';
import { takePicture } from './browser.ts';
import { Workplace } from './workplace.ts';

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

const section = (page: Page, title: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: title, exact: true }) });
/** Chooses a file by keyboard. The button opens the system's file chooser. */
async function choose(page: Page, button: Locator, file: { name: string; mimeType: string; buffer: Buffer }) {
  const opened = page.waitForEvent('filechooser');
  // Repeated, because a newly opened page can move the focus to its heading.
  await expect
    .poll(async () => {
      await button.press('Enter');
      return Promise.race([opened.then(() => true), page.waitForTimeout(500).then(() => false)]);
    })
    .toBe(true);
  await (await opened).setFiles(file);
}
/** A picture that is wider than it is high, and larger than any place that shows it. */
const picture = async (page: Page) => ({
  name: 'Me.png',
  mimeType: 'image/png',
  buffer: await page.screenshot({ clip: { x: 0, y: 0, width: 640, height: 400 } }),
});
/** A logo that is four times as wide as it is high. */
const wideLogo = async (page: Page) => ({
  ...(await picture(page)),
  buffer: await page.screenshot({ clip: { x: 0, y: 0, width: 640, height: 160 } }),
});
const sizeOf = (image: Locator) =>
  image.evaluate((element: HTMLImageElement) => [element.naturalWidth, element.naturalHeight]);

test('a photo is cropped to a square, shown immediately to its owner and colleagues, and can be removed', async () => {
  const colleague = await addMember(at.host, at.organization, 'employee');
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/settings/profile`);
    const own = section(page, 'Your photo');
    await choose(page, own.getByRole('button', { name: 'Choose an image' }), await picture(page));
    const shown = own.locator('img');
    await own.getByText('Image saved').waitFor({ state: 'attached' });
    await expect.poll(() => sizeOf(shown)).toEqual([256, 256]);
    const inBar = page.locator('header .avatar img');
    await expect.poll(() => sizeOf(inBar.first())).toEqual([256, 256]);
    expect(new URL((await shown.getAttribute('src')) ?? '').origin).not.toBe(new URL(at.host.url).origin);
    await takePicture(page, 'pictures-profile');
    await at.inWindow(async (others) => {
      await others.goto(`${at.base}/settings/members`);
      const row = others.getByRole('row').or(others.getByRole('listitem')).filter({ hasText: 'Ada' });
      await expect.poll(() => sizeOf(row.locator('.avatar img').first())).toEqual([256, 256]);
    }, colleague);
    await own.getByRole('button', { name: 'Remove' }).focus();
    await page.keyboard.press('Enter');
    await shown.waitFor({ state: 'detached' });
    await inBar.first().waitFor({ state: 'detached' });
    await page.reload();
    await own.getByRole('button', { name: 'Choose an image' }).waitFor();
  });
});

test('a wide logo is shown whole next to the organization’s name and in settings, and a file that is not an image changes nothing', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/settings/organization`);
    const logo = section(page, 'Logo');
    await logo.waitFor();
    await choose(page, logo.getByRole('button', { name: 'Choose an image' }), await wideLogo(page));
    await logo.getByText('Image saved').waitFor({ state: 'attached' });
    const tile = page.locator('img.tile').first();
    await expect.poll(() => sizeOf(tile)).toEqual([640, 160]);
    for (const shown of [tile, logo.locator('img')])
      expect(await shown.evaluate((element) => getComputedStyle(element).objectFit)).toBe('contain');
    const before = await tile.getAttribute('src');
    const text = { name: 'Logo.png', mimeType: 'image/png', buffer: Buffer.from('no picture at all') };
    await choose(page, logo.getByRole('button', { name: 'Change' }), text);
    await logo
      .getByRole('alert')
      .getByText(/This image can’t be shown or uploaded/)
      .waitFor();
    expect((await tile.getAttribute('src'))?.split('?')[0]).toBe(before?.split('?')[0]);
    await takePicture(page, 'pictures-logo');
  });
});
