import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { addMember } from '../organization.ts';
import { Workplace } from './workplace.ts';

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

/** A contact with an activity, and the page of the contact. */
async function withActivity(page: Page, values: object) {
  const contact = await at.newContact({ firstName: 'Ana', lastName: `Ruiz ${Math.random()}` });
  const path = `activities/contact/${contact.id}`;
  const activity = await at.create(path, {
    kind: 'call',
    title: 'First talk',
    durationMinutes: 10,
    ...values,
  });
  await at.host.settled(at.organization);
  await page.goto(`${at.base}/contacts/${contact.id}`);
  const one = `${at.organization.path}/${path}/${activity.id}`;
  const stored = async (): Promise<any> =>
    (await bodyOf(200, at.person.call('GET', `${at.organization.path}/${path}`))).items[0];
  return { activity, one, stored };
}

async function edit(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Activity actions' }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  return page.locator('article form, .upcoming form');
}
const save = (form: Locator) => form.getByRole('button', { name: 'Save activity' }).click();

test('a logged activity is corrected where it is shown, and only what was changed is sent', async () => {
  await at.inWindow(async (page) => {
    const { activity, stored } = await withActivity(page, { notes: 'Wants a price' });
    const form = await edit(page);
    await form.getByLabel('Title').fill('Second talk');
    await form.getByLabel('Minutes').fill('25');
    const sent = page.waitForRequest((request) => request.method() === 'PATCH');
    await save(form);
    expect((await sent).postDataJSON()).toEqual({ title: 'Second talk', durationMinutes: 25 });
    await page.getByText('25 min').waitFor();
    await page.getByText('Second talk').waitFor();
    await expect
      .poll(() => page.locator('article button').evaluate((node) => node === document.activeElement))
      .toBe(true);
    expect(await stored()).toMatchObject({
      title: 'Second talk',
      notes: 'Wants a price',
      date: activity.date,
      version: 2,
    });
  });
});

test('what is typed into an activity survives a reload, until it is given up', async () => {
  await at.inWindow(async (page) => {
    const { stored } = await withActivity(page, {});
    const form = await edit(page);
    await form.getByLabel('Notes').fill('She called from the train');
    await page.evaluate(() => (window.onbeforeunload = null));
    page.on('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await expect.poll(() => form.getByLabel('Notes').inputValue()).toBe('She called from the train');
    await form.getByRole('button', { name: 'Cancel' }).click();
    await form.waitFor({ state: 'detached' });
    await page.reload();
    await page.getByText('First talk').waitFor();
    expect(await form.count()).toBe(0);
    expect((await stored()).version).toBe(1);
  });
});

test('what someone else has changed meanwhile is not overwritten, and what was typed stays', async () => {
  await at.inWindow(async (page) => {
    const { one, stored } = await withActivity(page, {});
    const form = await edit(page);
    await form.getByLabel('Notes').fill('Mine');
    await bodyOf(200, at.person.call('PATCH', one, { body: { title: 'Theirs' }, ifMatch: 1 }));
    await at.host.settled(at.organization);
    await save(form);
    await expect.poll(() => form.getByLabel('Title').inputValue()).toBe('Theirs');
    expect(await form.getByLabel('Notes').inputValue()).toBe('Mine');
    await save(form);
    await form.waitFor({ state: 'detached' });
    expect(await stored()).toMatchObject({ title: 'Theirs', notes: 'Mine', version: 3 });
  });
});

test('a planned activity is moved to another day from what comes next', async () => {
  await at.inWindow(async (page) => {
    const { stored } = await withActivity(page, { kind: 'meeting', date: '2031-03-03T09:00:00.000Z' });
    const form = await edit(page);
    await form.getByLabel('When').fill('2031-03-04T16:30');
    await save(form);
    await form.waitFor({ state: 'detached' });
    await expect.poll(async () => (await stored()).date).toMatch(/^2031-03-04T/);
  });
});

test('a deleted activity comes back by undo', async () => {
  await at.inWindow(async (page) => {
    await withActivity(page, {});
    await page.getByRole('button', { name: 'Activity actions' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect.poll(() => page.getByText('First talk').count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('First talk').waitFor();
  });
});

test('who may not change an activity is not offered it', async () => {
  const employee = await addMember(at.host, at.organization, 'employee');
  const contact = await at.newContact({ firstName: 'Eva', lastName: 'Sanz', ownerId: employee.userId });
  await at.create(`activities/contact/${contact.id}`, { kind: 'call', title: 'Of the owner' });
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts/${contact.id}`);
    await page.getByText('Of the owner').waitFor();
    expect(await page.getByRole('button', { name: 'Activity actions' }).count()).toBe(0);
  }, employee);
});
