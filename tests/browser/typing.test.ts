import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { Workplace, runCommand, signIn } from './workplace.ts';

vi.setConfig({ testTimeout: 120_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

/** Edits a field of a record's page in place. */
async function edit(page: Page, field: string, value: string): Promise<void> {
  await page.locator(`[data-field=${field}] button.value`).click();
  await page.locator(`[data-field=${field}] input`).fill(value);
  await page.keyboard.press('Enter');
}
const shown = (page: Page, field: string) => page.locator(`[data-field=${field}] .value`);

/** Holds every PATCH of a contact until it is released, one after the other. */
async function holdWrites(page: Page): Promise<Route[]> {
  const held: Route[] = [];
  await page.route('**/v1/orgs/*/contacts/*', (route) =>
    route.request().method() === 'PATCH' ? void held.push(route) : route.continue(),
  );
  return held;
}
const refusal = {
  status: 422,
  contentType: 'application/problem+json',
  body: JSON.stringify({
    type: 'about:blank',
    title: 'x',
    status: 422,
    code: 'invalid_input',
    requestId: 'r',
    errors: [{ pointer: '/city', code: 'too_long', message: 'x', limit: 1 }],
  }),
};

describe('what is typed', () => {
  test('into a list’s search can be several words', async () => {
    await at.newContact({ firstName: 'Aurelio', lastName: 'Buendía' });
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/contacts`);
      const search = page.getByRole('searchbox');
      await search.pressSequentially('aurelio ', { delay: 20 });
      await page.waitForURL(/q=aurelio/);
      await page.waitForTimeout(400);
      await search.pressSequentially('buen', { delay: 20 });
      expect(await search.inputValue()).toBe('aurelio buen');
      await page.waitForURL(/q=aurelio\+buen/);
      await page.getByRole('link', { name: 'Aurelio Buendía' }).waitFor();
    });
  });

  test('into a text filter finds existing values, and Enter takes the first', async () => {
    for (const [firstName, department] of [
      ['Úrsula', 'Sales Europe'],
      ['Remedios', 'Support'],
    ]) {
      const body = { firstName, department };
      await bodyOf(201, at.person.call('POST', `${at.organization.path}/employees`, { body }));
    }
    await at.host.settled(at.organization);
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/employees`);
      await page.getByRole('link', { name: 'Remedios' }).waitFor();
      await page.getByRole('button', { name: 'Filter', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Department' }).click();
      await page.getByRole('dialog').getByRole('textbox').pressSequentially('sales', { delay: 30 });
      await page.keyboard.press('Enter');
      await page.waitForURL(/department=Sales\+Europe/);
      await page.getByRole('link', { name: 'Remedios' }).waitFor({ state: 'detached' });
      await page.getByRole('link', { name: 'Úrsula' }).waitFor();
    });
  });

  test('and kept across a reload does not undo what someone else saved', async () => {
    const contact = await at.newContact({ firstName: 'Pilar', city: 'Vigo' });
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/contacts/${contact.id}/edit`);
      await page.getByLabel(/^Job title/).fill('Pilot');
      await page.waitForTimeout(200);
      await at.changeElsewhere(contact, { city: 'Lugo' });
      await page.reload();
      await expect.poll(() => page.getByLabel(/^Job title/).inputValue()).toBe('Pilot');
      await page.getByRole('button', { name: /^Save/ }).click();
      await page.waitForURL(new RegExp(`${contact.id}$`));
      expect(await at.read(contact)).toMatchObject({ jobTitle: 'Pilot', city: 'Lugo' });
    });
  });

  test('of a field that someone else changed prompts the user', async () => {
    const contact = await at.newContact({ firstName: 'Nuria', city: 'Vigo' });
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/contacts/${contact.id}/edit`);
      await page.getByLabel(/^City/).fill('Ourense');
      await page.waitForTimeout(200);
      await at.changeElsewhere(contact, { city: 'Lugo' });
      await page.reload();
      await expect.poll(() => page.getByLabel(/^City/).inputValue()).toBe('Ourense');
      await page.getByRole('button', { name: /^Save/ }).first().click();
      const panel = page.getByRole('alert', { name: 'Someone else changed this in the meantime' });
      await panel.waitFor();
      await expect.poll(() => panel.evaluate((one) => one === document.activeElement)).toBe(true);
      await panel.getByRole('radio').last().check();
      await panel.getByRole('button', { name: 'Save selected' }).click();
      await page.waitForURL(new RegExp(`${contact.id}$`));
      expect(await at.read(contact)).toMatchObject({ city: 'Lugo' });
    });
  });

  test('while a note is being sent is kept', async () => {
    const contact = await at.newContact({ firstName: 'Olga' });
    await at.inWindow(async (page) => {
      let sent: Route | undefined;
      await page.route(/\/notes\/contact\/[^/]+$/, (route) =>
        route.request().method() === 'POST' ? void (sent = route) : route.continue(),
      );
      await page.goto(`${at.base}/contacts/${contact.id}`);
      const area = page.getByPlaceholder('Write a note');
      await area.fill('First');
      await page.getByRole('button', { name: 'Add note' }).click();
      await expect.poll(() => sent !== undefined).toBe(true);
      await area.fill('Second, longer');
      await sent!.continue();
      await page.locator('.note', { hasText: 'First' }).waitFor();
      expect(await area.inputValue()).toBe('Second, longer');
    });
  });

  test('is still there after signing in again', async () => {
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/contacts/new`);
      await page.getByLabel(/^First name/).fill('Half written');
      await page.evaluate(() => localStorage.clear());
      await page.getByRole('button', { name: /^Save/ }).click();
      await page.waitForURL(/\/sign-in\?.*expired/);
      await signIn(page, at.person);
      await page.waitForURL(/\/contacts\/new$/);
      await expect.poll(() => page.getByLabel(/^First name/).inputValue()).toBe('Half written');
    });
  });

  test('prompts before signing out', async () => {
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/contacts/new`);
      await page.getByLabel(/^First name/).fill('Half written');
      await runCommand(page, 'Sign out');
      await page.getByRole('alertdialog').waitFor();
      await page.getByRole('alertdialog').getByRole('button').first().click();
      await page.getByRole('alertdialog').waitFor({ state: 'detached' });
      expect(await page.getByLabel(/^First name/).inputValue()).toBe('Half written');
      expect(await page.evaluate(() => Object.keys(localStorage).join())).toMatch('refreshToken');
      await runCommand(page, 'Sign out');
      await page.getByRole('alertdialog').getByRole('button').last().click();
      await page.waitForURL(/\/sign-in$/);
      await expect.poll(() => page.evaluate(() => Object.keys(sessionStorage).join())).not.toMatch('cobalt');
    });
  });
});

describe('a task or an activity', () => {
  const hours = (by: number) => new Date(Date.now() + by * 3_600_000).toISOString();
  const newTask = (body: Record<string, unknown>) =>
    bodyOf(201, at.person.call('POST', `${at.organization.path}/tasks`, { body }));

  test('keeps its input when its kind changes and across a reload', async () => {
    const contact = await at.newContact({ firstName: 'Amaranta' });
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/contacts/${contact.id}`);
      await page.getByRole('button', { name: 'Call', exact: true }).click();
      await page.getByLabel('Title').fill('Asked for ropes');
      await page.getByRole('button', { name: 'Activity', exact: true }).click();
      await page.getByRole('button', { name: 'Add activity' }).waitFor();
      expect(await page.getByLabel('Title').inputValue()).toBe('Asked for ropes');
      await page.reload();
      await page.getByRole('button', { name: 'Activity', exact: true }).click();
      await expect
        .poll(() => page.getByLabel('Title').inputValue(), { timeout: 5_000 })
        .toBe('Asked for ropes');
      await page.getByRole('button', { name: 'Add activity' }).click();
      await page.getByText('Asked for ropes').first().waitFor();
    });
  });

  test('is renamed on top of someone else’s change and keeps its reminder', async () => {
    const remindAt = hours(40);
    const task = await newTask({ title: 'Sail', dueAt: hours(60), remindAt });
    const path = `${at.organization.path}/tasks/${task.id}`;
    await at.host.settled(at.organization);
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/tasks?view=upcoming`);
      const row = page.getByRole('listitem').filter({ hasText: 'Sail' });
      await row.hover();
      await row.getByRole('button', { name: 'Edit task' }).click();
      await page.getByLabel('Title').fill('Set sail');
      const ifMatch = task.version;
      await bodyOf(200, at.person.call('PATCH', path, { body: { notes: 'At dawn' }, ifMatch }));
      await page.getByRole('button', { name: 'Save task' }).click();
      await page.getByRole('listitem').filter({ hasText: 'Set sail' }).waitFor();
      const after = await bodyOf(200, at.person.call('GET', path));
      expect(after).toMatchObject({ title: 'Set sail', notes: 'At dawn', remindAt, dueAt: task.dueAt });
    });
  });

  test('that is completed stays in its place until the list is opened again', async () => {
    await newTask({ title: 'Weigh anchor', dueAt: hours(61) });
    await at.host.settled(at.organization);
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/tasks?view=upcoming`);
      const tick = page.getByRole('checkbox', { name: 'Done: Weigh anchor' });
      await tick.check();
      await page.waitForTimeout(1_500);
      expect(await tick.isChecked()).toBe(true);
      await at.host.settled(at.organization);
      await page.reload();
      await page.getByRole('tab', { name: 'Upcoming' }).waitFor();
      await expect.poll(() => tick.count(), { timeout: 5_000 }).toBe(0);
    });
  });
});

describe('edits in place', () => {
  test('in quick succession are all shown and all saved', async () => {
    const contact = await at.newContact({ firstName: 'Rosa' });
    await at.inWindow(async (page) => {
      const held = await holdWrites(page);
      await page.goto(`${at.base}/contacts/${contact.id}`);
      await edit(page, 'city', 'Lugo');
      await edit(page, 'jobTitle', 'Pilot');
      await expect.poll(() => held.length).toBe(1);
      const answered = page.waitForResponse((response) => response.request().method() === 'PATCH');
      await held[0]!.continue();
      await answered;
      await expect.poll(() => held.length).toBe(2);
      await page.waitForTimeout(300);
      expect(await shown(page, 'jobTitle').innerText()).toContain('Pilot');
      expect(held[1]!.request().headers()['if-match']).toBe('"v2"');
      await held[1]!.continue();
      await expect.poll(() => at.read(contact)).toMatchObject({ city: 'Lugo', jobTitle: 'Pilot' });
    });
  });

  test('that are refused revert nothing that came after them', async () => {
    const contact = await at.newContact({ firstName: 'Carla', city: 'Vigo' });
    await at.inWindow(async (page) => {
      const held = await holdWrites(page);
      await page.goto(`${at.base}/contacts/${contact.id}`);
      await edit(page, 'city', 'Nowhere');
      await edit(page, 'city', 'Lugo');
      await expect.poll(() => held.length).toBe(1);
      await held[0]!.fulfill(refusal);
      await expect.poll(() => held.length).toBe(2);
      await held[1]!.continue();
      await expect.poll(() => at.read(contact)).toMatchObject({ city: 'Lugo' });
      await page.waitForTimeout(300);
      expect(await shown(page, 'city').innerText()).toContain('Lugo');
      await edit(page, 'city', 'Nowhere');
      await expect.poll(() => held.length).toBe(3);
      await held[2]!.fulfill(refusal);
      await expect.poll(() => shown(page, 'city').innerText()).toContain('Lugo');
    });
  });

  test('that are discarded for someone else’s change show a cleared field as empty', async () => {
    const contact = await at.newContact({ firstName: 'Elsa', city: 'Vigo' });
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/contacts/${contact.id}`);
      await shown(page, 'city').waitFor();
      await at.changeElsewhere(contact, { city: null });
      await edit(page, 'city', 'Lugo');
      await page.getByRole('button', { name: 'Use theirs' }).click();
      await expect.poll(() => shown(page, 'city').innerText()).toContain('Add city');
    });
  });

  test('are undone by the undo command', async () => {
    const contact = await at.newContact({ firstName: 'Teresa', city: 'Vigo' });
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/contacts/${contact.id}/edit`);
      await expect.poll(() => page.title()).toContain('Teresa');
      await page.goto(`${at.base}/contacts/${contact.id}`);
      await edit(page, 'city', 'Lugo');
      await expect.poll(() => at.read(contact)).toMatchObject({ city: 'Lugo' });
      await page.locator('[data-field=city]').getByText('Saved').waitFor();
      await page.keyboard.press('Control+z');
      await page.getByText('City: edit undone').waitFor();
      expect(await at.read(contact)).toMatchObject({ city: 'Vigo' });
      expect(await shown(page, 'city').innerText()).toContain('Vigo');
    });
  });
});
