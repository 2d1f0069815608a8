import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { lookAround } from './money-pages.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

test('a form that opens issues asks what issues need, and its submissions say who wrote', async () => {
  const { path } = at.organization;
  const contact = { firstName: 'Ana', lastName: 'Ruiz', email: 'ana@harbour.example' };
  await bodyOf(201, at.person.call('POST', `${path}/contacts`, { body: contact }));
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/settings/forms`);
    await page.getByRole('button', { name: 'Create web form' }).click();
    await page.getByLabel(/^Name/).first().fill('Help desk');
    await page.getByLabel(/^Heading/).fill('How can we help?');
    const creates = page.getByRole('combobox', { name: 'Each submission creates' });
    const first = page.getByRole('textbox', { name: 'Label 1' });
    await first.fill('What do people call you?');
    await creates.selectOption('An issue');
    await creates.selectOption('A lead');
    // What was edited stays for those who only look what the other kind asks.
    expect(await first.inputValue()).toBe('What do people call you?');
    await creates.selectOption('An issue');
    await page.getByText('Visitors don’t see this.').waitFor();
    const labels = page.getByRole('textbox', { name: /^Label \d/ });
    await labels.first().waitFor();
    expect(await labels.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value))).toEqual([
      'Subject',
      'Description',
      'Name',
      'E-mail',
    ]);
    expect(await page.getByRole('combobox', { name: 'Source' }).count()).toBe(0);
    await page.getByRole('combobox', { name: 'Assignee' }).waitFor();
    await lookAround(page, 'issue-form-settings');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('submitting it creates an issue').waitFor();
    const preview = page.frameLocator('iframe');
    await preview.getByLabel('Subject *').fill('The crane is stuck');
    await preview.getByLabel('Description *').fill('Since this morning.');
    await preview.getByLabel('Name').fill('Ana');
    await preview.getByLabel('E-mail *').fill('Ana@harbour.example');
    // Waits longer than the time within which submissions count as automated.
    await page.waitForTimeout(2_500);
    await preview.getByRole('button', { name: 'Send' }).click();
    await preview.getByText('Thank you. We’ll be in touch.').waitFor();
    await at.host.settled(at.organization);
    const { items } = await bodyOf(200, at.person.call('GET', `${path}/issues`));
    await page.goto(`${at.base}/issues/${items[0].id}`);
    await page.getByText('Came in through the web form Help desk').waitFor();
    await page.getByRole('link', { name: 'Ana Ruiz' }).first().waitFor();
    await page.getByText('ana@harbour.example').first().waitFor();
    await lookAround(page, 'issue-from-form');
    await page.goto(`${at.base}/settings/forms`);
    await page.getByRole('button', { name: 'Edit Help desk' }).click();
    await page.getByLabel(/^Heading/).fill('What is broken?');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Help desk saved').waitFor();
  });
});
