import type { Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { followLink } from './browser.ts';
import { refusal, Workplace, runCommand, signIn } from './workplace.ts';

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

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

  test('into the filter bar finds existing values, and Enter takes the first', async () => {
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
      await page
        .getByRole('combobox', { name: 'Add filter' })
        .pressSequentially('department is sales', { delay: 30 });
      await page.keyboard.press('Enter');
      await page.waitForURL(/department:is:Sales\+Europe/);
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
      const panel = page.getByRole('alert', { name: 'This was changed in the meantime' });
      await panel.waitFor();
      const hasFocus = () => panel.evaluate((one) => one === document.activeElement);
      await expect.poll(hasFocus).toBe(true);
      await panel.getByRole('radio').last().check();
      // The form's own save button moves the focus to the panel, which keeps its selection.
      await page.getByRole('button', { name: /^Save(?! selected)/ }).click();
      await expect.poll(hasFocus).toBe(true);
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

  test('while an activity or a task is being sent is kept', async () => {
    const contact = await at.newContact({ firstName: 'Odile' });
    await at.inWindow(async (page) => {
      let sent: Route | undefined;
      await page.route(/\/v1\/orgs\/[^/]+\/(activities\/.*|tasks)$/, (route) =>
        route.request().method() === 'POST' ? void (sent = route) : route.continue(),
      );
      await page.goto(`${at.base}/contacts/${contact.id}`);
      for (const kind of ['Call', 'Task']) {
        await page.getByRole('button', { name: kind, exact: true }).click();
        const title = page.getByLabel('Title');
        await title.fill(`${kind} first`);
        await page.getByRole('button', { name: `Add ${kind.toLowerCase()}` }).click();
        await expect.poll(() => sent !== undefined).toBe(true);
        await title.fill('Second, longer');
        await sent!.continue();
        sent = undefined;
        await page.locator('main').getByText(`${kind} first`).first().waitFor();
        expect(await title.inputValue()).toBe('Second, longer');
        await title.fill('');
      }
    });
  });

  test('is reported, and kept if it is refused, when its form is left while it is being saved', async () => {
    await at.inWindow(async (page) => {
      const sent: Route[] = [];
      await page.route('**/v1/orgs/*/contacts', (route) =>
        route.request().method() === 'POST' ? void sent.push(route) : route.continue(),
      );
      const saveAndLeave = async (firstName: string) => {
        await page.getByLabel(/^First name/).fill(firstName);
        await page.getByRole('button', { name: /^Save/ }).click();
        await expect.poll(() => sent.length).toBe(1);
        await followLink(page, `${at.base}/vendors`);
        await page.getByText('No vendors yet').waitFor();
        return sent.shift()!;
      };
      await page.goto(`${at.base}/contacts/new`);
      const refused = await saveAndLeave('Ramona');
      await refused.fulfill(refusal);
      await page.getByText(/^Not saved: /).waitFor();
      await followLink(page, `${at.base}/contacts/new`);
      await expect.poll(() => page.getByLabel(/^First name/).inputValue()).toBe('Ramona');
      const taken = await saveAndLeave('Ramona');
      await taken.continue();
      await page.getByText('Ramona was created').waitFor();
      expect(page.url()).toMatch(/\/vendors$/);
    });
  });

  test('is still there when the session has ended, and is saved after signing in again', async () => {
    await at.inWindow(async (page, { context }) => {
      await page.goto(`${at.base}/contacts/new`);
      await page.getByLabel(/^First name/).fill('Half written');
      await page.evaluate(() => localStorage.clear());
      const save = page.getByRole('button', { name: /^Save/ }).click({ timeout: 5_000 });
      // Another request of the page can find before the click that the session is gone.
      const isSaved = await save.then(
        () => true,
        () => false,
      );
      const again = page.getByRole('link', { name: 'Sign in again' });
      await again.waitFor();
      expect(await page.getByLabel(/^First name/).inputValue()).toBe('Half written');
      const [tab] = await Promise.all([context.waitForEvent('page'), again.click()]);
      await signIn(tab, at.person);
      await again.waitFor({ state: 'detached' });
      if (!isSaved) await page.getByRole('button', { name: /^Save/ }).click();
      await page.getByRole('heading', { name: 'Half written' }).waitFor();
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
