import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { Workplace } from './workplace.ts';

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
  const area = { body: { label: 'Area', kind: 'number' }, ifMatch: 0 };
  await bodyOf(201, at.person.call('POST', `${at.organization.path}/custom-fields/deal`, area));
});
afterAll(() => at.close());

/** Types key by key as a person does, because filling a field at once hides what happens in between. */
async function typeInto(page: Page, label: RegExp, text: string): Promise<void> {
  await page.getByLabel(label).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

test('decimals can be typed key by key, in a form and in place', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/deals/new`);
    await page.getByLabel(/^Title/).fill('Quay 7');
    await typeInto(page, /^Area/, '12.5');
    await typeInto(page, /^Probability/, '40');
    await page.getByRole('button', { name: /^Save/ }).click();
    await page.getByRole('heading', { name: 'Quay 7' }).waitFor();
    const [, , , , id] = new URL(page.url()).pathname.split('/');
    const deal = () => bodyOf(200, at.person.call('GET', `${at.organization.path}/deals/${id}`));
    expect(await deal()).toMatchObject({ probability: 40, custom: { area: 12.5 } });
    await page.locator('[data-field="custom.area"] button.value').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('140.25');
    await page.keyboard.press('Enter');
    await expect.poll(deal).toMatchObject({ custom: { area: 140.25 } });
  });
});

test('input that is not a number is refused and stays in its field', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/deals/new`);
    await page.getByLabel(/^Title/).fill('Quay 8');
    await typeInto(page, /^Probability/, 'half');
    await page.getByRole('button', { name: /^Save/ }).click();
    await page.getByText('Enter a number, such as 1250').first().waitFor();
    expect(await page.getByLabel(/^Probability/).inputValue()).toBe('half');
  });
});

test('a number with more decimals than count is shown as it is used', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/quotes/new`);
    await page.getByRole('button', { name: 'Add line' }).click();
    await typeInto(page, /^Quantity/, '0.33333');
    await page.keyboard.press('Tab');
    expect(await page.getByLabel(/^Quantity/).inputValue()).toBe('0.3333');
    await typeInto(page, /^Tax/, '5.12345');
    await page.keyboard.press('Tab');
    expect(await page.getByLabel(/^Tax/).inputValue()).toBe('5.123');
    await typeInto(page, /^Overall discount/, '2.00049');
    await page.keyboard.press('Tab');
    expect(await page.getByLabel(/^Overall discount/).inputValue()).toBe('2');
  });
});
