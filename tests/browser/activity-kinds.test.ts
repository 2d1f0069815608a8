import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { Workplace } from './workplace.ts';

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

const box = (page: Page) => page.getByRole('region', { name: 'Types of activities' });

test('a type of activity is added in the settings, logged from a record, and shown with its name everywhere', async () => {
  const contact = await at.newContact({ firstName: 'Ana', lastName: 'Ruiz' });
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/settings/lists`);
    await box(page).getByRole('button', { name: 'Edit Types of activities' }).click();
    await box(page).getByRole('button', { name: 'Add entry' }).click();
    await box(page).getByLabel('Name 6').fill('Showing');
    await box(page).getByLabel('Meaning 6').selectOption('Meeting');
    await box(page).getByLabel('Color 6').selectOption('Amber');
    await box(page).getByRole('button', { name: 'Save' }).click();
    await box(page).getByText('Showing').waitFor();

    await page.goto(`${at.base}/contacts/${contact.id}`);
    await page.getByRole('button', { name: 'Activity', exact: true }).click();
    const form = page.locator('form', { has: page.getByRole('button', { name: 'Add activity' }) });
    await form.getByLabel('Type').selectOption('Showing');
    await form.getByLabel('Title').fill('The flat at the port');
    await form.getByRole('button', { name: 'Add activity' }).click();
    await page.locator('article', { hasText: 'The flat at the port' }).getByText('Showing').waitFor();
    await at.host.settled(at.organization);
    await page.goto(`${at.base}/tasks?view=history`);
    await page.getByText(/^Showing ·/).waitFor();
    await page.goto(at.base);
    await page.getByText(/Showing · /).waitFor();
  });
  const { items } = await bodyOf(
    200,
    at.person.call('GET', `${at.organization.path}/activities/contact/${contact.id}`),
  );
  expect(items[0]).toMatchObject({ kind: 'meeting', kindId: expect.stringMatching(/^e-/) });
});

test('a type that is retired asks for no replacement, stays on its activities, and is no longer offered', async () => {
  const contact = await at.newContact({ firstName: 'Eva', lastName: 'Sanz' });
  const list = `${at.organization.path}/status-lists/activityKinds`;
  const { items, version } = await bodyOf(200, at.person.call('GET', list));
  const body = { items: [...items.map(({ id }: any) => ({ id })), { name: 'Fax', meaning: 'email' }] };
  const changed = await bodyOf(200, at.person.call('PATCH', list, { body, ifMatch: version }));
  const kindId = changed.items.find(({ name }: any) => name === 'Fax').id;
  await at.create(`activities/contact/${contact.id}`, { kind: 'email', kindId, title: 'Price list' });
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/settings/lists`);
    await box(page).getByRole('button', { name: 'Edit Types of activities' }).click();
    await box(page).getByRole('button', { name: 'Retire Fax' }).click();
    expect(
      await box(page)
        .getByLabel(/^Replace/)
        .count(),
    ).toBe(0);
    await box(page).getByRole('button', { name: 'Save' }).click();
    await box(page).getByText('Retired').waitFor();

    await page.goto(`${at.base}/contacts/${contact.id}`);
    const line = page.locator('article', { hasText: 'Price list' });
    await line.getByText('Fax').waitFor();
    await page.getByRole('button', { name: 'Activity', exact: true }).click();
    await page.getByRole('button', { name: 'Add activity' }).waitFor();
    expect(await page.getByLabel('Type').getByRole('option').allInnerTexts()).not.toContain('Fax');
    await line.getByRole('button', { name: 'Activity actions' }).click();
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    const form = page.locator('article form, .upcoming form');
    await form.waitFor();
    expect(await form.getByLabel('Type').inputValue()).toBe(kindId);
    await form.getByLabel('Notes').fill('Sent twice');
    await form.getByRole('button', { name: 'Save activity' }).click();
    await form.waitFor({ state: 'detached' });
    await line.getByText('Sent twice').waitFor();
  });
});
