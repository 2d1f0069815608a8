import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { lookAround } from './money-pages.ts';
import { Workplace } from './workplace.ts';

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

const feed = (): Promise<any> => bodyOf(200, at.person.call('GET', `${at.organization.path}/calendar`));

test('a member chooses what the feed says, as far as the organization allows', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/tasks?view=calendar`);
    await page.getByRole('button', { name: 'Calendar feed' }).click();
    const panel = page.getByRole('region', { name: 'Calendar feed' });
    await panel.getByRole('button', { name: 'Create address' }).click();
    await expect.poll(async () => (await feed()).shows).toBe('titles');
    await panel.getByRole('radio', { name: /^Also who or what/ }).check();
    await expect.poll(async () => (await feed()).shows).toBe('records');
    await page.reload();
    await page.getByRole('button', { name: 'Calendar feed' }).click();
    expect(await panel.getByRole('radio', { name: /^Also who or what/ }).isChecked()).toBe(true);
    await lookAround(page, 'calendar-feed');
    await page.goto(`${at.base}/settings/organization`);
    await page.getByLabel('Calendar feeds can contain').selectOption('titles');
    await page.getByRole('button', { name: 'Save' }).first().click();
    await page.getByText('Saved').first().waitFor();
    await page.goto(`${at.base}/tasks?view=calendar`);
    await page.getByRole('button', { name: 'Calendar feed' }).click();
    expect(await panel.getByRole('radio', { name: /^Also notes/ }).isDisabled()).toBe(true);
    await panel.getByText('Your organization doesn’t allow this.').first().waitFor();
  });
});
