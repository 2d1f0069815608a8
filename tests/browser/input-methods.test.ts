import type { CDPSession, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { Workplace } from './workplace.ts';

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

const orders = ['as in Chrome and Firefox', 'as in Safari'] as const;

/**
 * Types a word with an input method and accepts it with a key. In Chrome and Firefox, the key belongs to the composition.
 * Safari ends the composition first, so that only the key code 229 tells.
 */
async function compose(
  client: CDPSession,
  order: (typeof orders)[number],
  text: string,
  key = 'Enter',
): Promise<void> {
  await client.send('Input.imeSetComposition', {
    text,
    selectionStart: text.length,
    selectionEnd: text.length,
  });
  const press = () =>
    client.send('Input.dispatchKeyEvent', {
      type: 'rawKeyDown',
      key,
      code: key,
      windowsVirtualKeyCode: 229,
    });
  if (order === 'as in Safari') {
    await client.send('Input.insertText', { text });
    await press();
  } else {
    await press();
    await client.send('Input.insertText', { text });
  }
  await client.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code: key });
}

const valueOf = (input: Locator) => input.inputValue();
const isOpen = async (page: Page) => (await page.locator('dialog[open]').count()) > 0;

test.each(orders)('a word is accepted without saving an edit in place, %s', async (order) => {
  const contact = await at.newContact({ firstName: 'Rosa', city: 'Vigo' });
  await at.inWindow(async (page, { context }) => {
    const client = await context.newCDPSession(page);
    await page.goto(`${at.base}/contacts/${contact.id}`);
    await page.locator('[data-field=city] button.value').click();
    const input = page.locator('[data-field=city] input');
    for (const key of ['Enter', 'Tab', 'Escape']) {
      await input.fill('');
      await compose(client, order, '東京', key);
      await page.waitForTimeout(200);
      expect(await valueOf(input)).toBe('東京');
    }
    expect(await at.read(contact)).toMatchObject({ version: contact.version, city: 'Vigo' });
    await page.keyboard.press('Enter');
    await expect.poll(() => at.read(contact)).toMatchObject({ city: '東京' });
  });
});

test.each(orders)('a word is accepted without creating a tag or choosing a command, %s', async (order) => {
  const contact = await at.newContact({ firstName: 'Olga' });
  await at.inWindow(async (page, { context }) => {
    const client = await context.newCDPSession(page);
    await page.goto(`${at.base}/contacts/${contact.id}/edit`);
    await page.getByRole('button', { name: 'Add tag' }).click();
    const tag = page.getByLabel('Find or create a tag');
    await tag.focus();
    await compose(client, order, '顧客');
    await page.waitForTimeout(300);
    expect(await valueOf(tag)).toBe('顧客');
    const { items } = await bodyOf(200, at.person.call('GET', `${at.organization.path}/tags`));
    expect(items).toEqual([]);

    await page.goto(at.base);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog').getByRole('combobox');
    await palette.fill('create con');
    await page.getByRole('dialog').getByRole('option').first().waitFor();
    await compose(client, order, 't');
    await page.waitForTimeout(300);
    expect(await isOpen(page)).toBe(true);
    expect(new URL(page.url()).pathname).toBe(at.base);
  });
});
