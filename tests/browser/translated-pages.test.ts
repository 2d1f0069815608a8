import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { newDeal, usd } from '../selling.ts';
import { Workplace } from './workplace.ts';

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

/** Translates the page as browsers do: each text is replaced by a `<font>` element with another text. */
async function translate(page: Page): Promise<void> {
  await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) {
      const text = walker.currentNode as Text;
      const isShown = !text.parentElement?.closest('script, style, [translate=no]');
      if (isShown && text.data.trim() !== '') texts.push(text);
    }
    for (const text of texts) {
      const outer = document.createElementNS('http://www.w3.org/1999/xhtml', 'font');
      const inner = document.createElementNS('http://www.w3.org/1999/xhtml', 'font');
      outer.append(inner);
      inner.textContent = `*${text.data}`;
      Object.assign(outer, { original: text });
      text.parentNode?.replaceChild(outer, text);
    }
  });
}
/** Shows the original texts again, as browsers do. */
const showOriginal = (page: Page) =>
  page.evaluate(() => {
    for (const font of document.querySelectorAll<HTMLElement>('body font'))
      if ('original' in font) font.replaceWith(font.original as Text);
  });
const textOf = (page: Page, selector: string) => page.locator(selector).first().innerText();

test('a translated record page shows present values, amounts and statuses', async () => {
  const deal = await newDeal(at.organization, { title: 'Pier 1', value: usd(1_000_00) });
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/deals/${deal.id}`);
    await page.getByRole('heading', { name: 'Pier 1' }).waitFor();
    await translate(page);
    expect(await textOf(page, '[data-field=value]')).toContain('*$1,000');
    await page.locator('[data-field=value] button.value').click();
    await page.locator('[data-field=value] input').fill('2500');
    await page.keyboard.press('Enter');
    await expect.poll(() => textOf(page, '[data-field=value]')).toContain('$2,500');
    expect(await textOf(page, '[data-field=value]')).not.toContain('1,000');
    await page.getByRole('button', { name: 'Won' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Mark as won' }).click();
    await expect.poll(() => textOf(page, 'header h1')).toContain('Won');
    expect(await textOf(page, 'header h1')).not.toContain('Qualified');
  });
});

test('a translated list shows present counts, and its own texts when the translation is turned off', async () => {
  const rosa = await at.newContact({ firstName: 'Rosa', city: 'Vigo' });
  await at.newContact({ firstName: 'Olga', city: 'Vigo' });
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts`);
    await page.locator(`[data-row="${rosa.id}"]`).waitFor();
    await expect.poll(() => textOf(page, 'h1')).toMatch(/contacts\s*2$/);
    await translate(page);
    await page.getByRole('searchbox').fill('Olga');
    await expect.poll(() => textOf(page, 'h1'), { timeout: 20_000 }).toMatch(/^\*All contacts\s*1$/);
    await showOriginal(page);
    await expect.poll(() => textOf(page, 'h1')).toMatch(/^All contacts\s*1$/);
    await expect.poll(() => page.locator('font').count()).toBe(0);
  });
});

test('a translated page of an issue shows the present status', async () => {
  const { id, version } = await bodyOf(
    201,
    at.person.call('POST', `${at.organization.path}/issues`, { body: { subject: 'Leak' } }),
  );
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/issues/${id}`);
    await page.getByRole('heading', { name: 'Leak' }).waitFor();
    await translate(page);
    const path = `${at.organization.path}/issues/${id}`;
    const body = { statusId: 'resolved' };
    await bodyOf(200, at.person.call('PATCH', path, { body, ifMatch: version }));
    await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
    await expect.poll(() => textOf(page, 'header h1'), { timeout: 20_000 }).toMatch(/Resolved/);
    expect(await textOf(page, 'header h1')).not.toContain('New');
  });
});
