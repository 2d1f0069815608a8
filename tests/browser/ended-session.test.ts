import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { newPerson, type Person } from '../organization.ts';
import { newDeal } from '../selling.ts';
import { signIn, Workplace } from './workplace.ts';

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

/** Ends the session as if its tokens had expired: nothing that the page sends is accepted. */
const endSession = (page: Page) =>
  page.evaluate(() => {
    for (const storage of [localStorage, sessionStorage])
      for (const key of Object.keys(storage)) if (key.endsWith('Token')) storage.removeItem(key);
  });

/** Signs in again in the tab that the page offers. */
async function signInAgain(context: BrowserContext, page: Page, who = at.person, stay = true): Promise<void> {
  const [tab] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('link', { name: 'Sign in again' }).click(),
  ]);
  if (!stay) await tab.getByRole('checkbox').uncheck();
  await signIn(tab, who);
  await tab.waitForURL((url) => url.pathname !== '/sign-in');
}

test('who signs in for one tab stays signed in there, whoever signs in in another one', async () => {
  const other = await newPerson(at.host);
  const context = await at.browser.newContext({ baseURL: at.host.url });
  const enter = async (who: Person, stays: boolean): Promise<Page> => {
    const page = await context.newPage();
    await page.goto('/sign-in');
    await page.getByRole('checkbox').setChecked(stays);
    await signIn(page, who);
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    return page;
  };
  const userOf = async (page: Page): Promise<string> => {
    const [answer] = await Promise.all([page.waitForResponse('**/v1/me'), page.reload()]);
    return ((await answer.json()) as { username: string }).username;
  };
  const first = await enter(at.person, false);
  const second = await enter(other, true);
  expect([await userOf(first), await userOf(second)]).toEqual([at.person.username, other.username]);
  // A third tab is that of the person who stays signed in on the device.
  const third = await context.newPage();
  await third.goto('/home');
  expect(await userOf(third)).toBe(other.username);
  await context.close();
});

describe('after the session has ended', () => {
  test.each([true, false])(
    'an edit in place is saved once its user has signed in again (stays: %s)',
    async (stay) => {
      const contact = await at.newContact({ firstName: 'Rosa', city: 'Vigo' });
      await at.inWindow(async (page, { context }) => {
        await page.goto(`${at.base}/contacts/${contact.id}`);
        await page.locator('[data-field=city] button.value').click();
        await page.locator('[data-field=city] input').fill('Lugo');
        await endSession(page);
        await page.keyboard.press('Enter');
        await page.getByRole('dialog', { name: 'Your session has ended' }).waitFor();
        expect(await page.locator('[data-field=city] .value').innerText()).toContain('Lugo');
        await signInAgain(context, page, at.person, stay);
        await expect.poll(() => at.read(contact), { timeout: 20_000 }).toMatchObject({ city: 'Lugo' });
        await expect.poll(() => page.locator('dialog[open]').count()).toBe(0);
      });
    },
  );

  test('an edit of a tab that was signed in for itself is saved after a sign-in that stays', async () => {
    const contact = await at.newContact({ firstName: 'Rosa', city: 'Vigo' });
    const context = await at.browser.newContext({ baseURL: at.host.url });
    const page = await context.newPage();
    await page.goto(`/sign-in?next=${at.base}/contacts/${contact.id}`);
    await page.getByRole('checkbox').uncheck();
    await signIn(page, at.person);
    await page.locator('[data-field=city] button.value').click();
    await page.locator('[data-field=city] input').fill('Lugo');
    await endSession(page);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Your session has ended' }).waitFor();
    await signInAgain(context, page);
    await expect.poll(() => at.read(contact), { timeout: 20_000 }).toMatchObject({ city: 'Lugo' });
    await context.close();
  });

  test('what is typed in a note that is edited stays while the page reads something', async () => {
    const contact = await at.newContact({ firstName: 'Olga' });
    const path = `${at.organization.path}/notes/contact/${contact.id}`;
    expect((await at.person.call('POST', path, { body: { body: 'Asked' } })).status).toBe(201);
    await at.inWindow(async (page, { context }) => {
      await page.goto(`${at.base}/contacts/${contact.id}`);
      await page.getByText('Asked', { exact: true }).hover();
      await page.getByRole('button', { name: 'Note actions' }).click();
      await page.getByRole('menuitem', { name: 'Edit' }).click();
      await page.getByRole('textbox', { name: 'Note text' }).fill('Asked twice');
      await endSession(page);
      await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
      await page.getByRole('dialog', { name: 'Your session has ended' }).waitFor();
      await signInAgain(context, page);
      const area = page.getByRole('textbox', { name: 'Note text' });
      expect(await area.inputValue()).toBe('Asked twice');
      await area.press('Control+Enter');
      await expect
        .poll(async () => (await at.person.call('GET', path)).text, { timeout: 20_000 })
        .toContain('Asked twice');
    });
  });

  test('a change of settings and a reason in a dialog are saved after a new sign-in, in this tab, too', async () => {
    const deal = await newDeal(at.organization, { title: 'Pier 1' });
    const path = `${at.organization.path}/deals/${deal.id}`;
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/deals/${deal.id}`);
      await page.getByRole('button', { name: 'Lost', exact: true }).click();
      await page.getByLabel(/^Reason/).fill('Too far away');
      await endSession(page);
      await page.keyboard.press('Control+Enter');
      await page.getByRole('dialog', { name: 'Your session has ended' }).waitFor();
      expect(await page.getByLabel(/^Reason/).inputValue()).toBe('Too far away');
      await page.getByRole('button', { name: 'Close', exact: true }).click();
      await page.keyboard.press('Escape');
      await page.getByRole('link', { name: 'Contacts' }).first().click();
      await page.waitForURL(/\/sign-in/);
      await signIn(page, at.person);
      await expect
        .poll(async () => (await bodyOf(200, at.person.call('GET', path))).lostReason, { timeout: 20_000 })
        .toBe('Too far away');
    });
  });

  test('nothing is sent for somebody else who signs in', async () => {
    const contact = await at.newContact({ firstName: 'Carla', city: 'Vigo' });
    const other = await newPerson(at.host);
    await at.inWindow(async (page, { context }) => {
      await page.goto(`${at.base}/contacts/${contact.id}`);
      await page.locator('[data-field=city] button.value').click();
      await page.locator('[data-field=city] input').fill('Lugo');
      await endSession(page);
      await page.keyboard.press('Enter');
      const patched: string[] = [];
      page.on('request', (request) => request.method() === 'PATCH' && patched.push(request.url()));
      await signInAgain(context, page, other);
      await expect.poll(() => page.getByText('Carla').count(), { timeout: 20_000 }).toBe(0);
      expect(patched).toEqual([]);
      expect(await at.read(contact)).toMatchObject({ city: 'Vigo' });
    });
  });
});
