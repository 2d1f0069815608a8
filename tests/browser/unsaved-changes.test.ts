import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { startHost, type HostUnderTest } from '../host.ts';
import { addMember } from '../organization.ts';
import { newDeal, newLead, openStages } from '../selling.ts';
import { followLink } from './browser.ts';
import { Workplace, runCommand, warnsBeforeReload } from './workplace.ts';

let host: HostUnderTest;
let at: Workplace;
beforeAll(async () => {
  host = await startHost({ site: true });
  at = await Workplace.open(host);
});
afterAll(async () => {
  await at.close();
  await host.stop();
});

const saving = (page: Page) => page.getByText('Saving…', { exact: true });
const tryAgain = (page: Page) => page.getByRole('button', { name: 'Try again' });

async function edit(page: Page, name: string, value: string): Promise<void> {
  await page.locator(`[data-field=${name}] button.value`).click();
  await page.locator(`[data-field=${name}] input`).fill(value);
  await page.keyboard.press('Enter');
}

test('a change that an unresponsive service has not accepted is shown as unsaved and arrives once it responds', async () => {
  const contact = await at.newContact({ firstName: 'Ana' });
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts/${contact.id}`);
    await page.locator('[data-field=city] button.value').waitFor();
    // Fetches the palette's code, which is loaded when the palette is first opened.
    await page.keyboard.press('Control+k');
    await page.locator('[role=combobox]').waitFor();
    await page.keyboard.press('Escape');
    process.kill(at.host.pid, 'SIGSTOP');
    try {
      await edit(page, 'city', 'Lugo');
      await saving(page).waitFor();
      expect(await warnsBeforeReload(page)).toBe(true);
      await runCommand(page, 'Sign out');
      await page.getByRole('button', { name: 'Wait' }).click();
      // The request times out, but the change is kept.
      await tryAgain(page).waitFor();
      expect(await page.locator('[data-field=city] .value').innerText()).toContain('Lugo');
      expect(await warnsBeforeReload(page)).toBe(true);
    } finally {
      process.kill(at.host.pid, 'SIGCONT');
    }
    await saving(page).waitFor({ state: 'detached' });
    await tryAgain(page).waitFor({ state: 'detached' });
    expect(await at.read(contact)).toMatchObject({ city: 'Lugo' });
    await page.locator('[data-field=city] button.value').click();
    await page.locator('[data-field=city] input').fill('Vigo');
    expect(await warnsBeforeReload(page)).toBe(true);
    await page.keyboard.press('Escape');
    await page.reload();
    await expect.poll(() => page.locator('[data-field=city] .value').innerText()).toContain('Lugo');
  });
});

test('signing out waits for a change that is still being sent, without a question', async () => {
  const contact = await at.newContact({ firstName: 'Ana' });
  const member = await addMember(at.host, at.organization, 'admin');
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts/${contact.id}`);
    await page.route(`**/v1/orgs/*/contacts/${contact.id}`, async (route) => {
      if (route.request().method() === 'PATCH') await page.waitForTimeout(2_000);
      await route.continue();
    });
    await edit(page, 'city', 'Ourense');
    await runCommand(page, 'Sign out');
    await page.waitForURL(/\/sign-in$/);
  }, member);
  expect(await at.read(contact)).toMatchObject({ city: 'Ourense' });
});

test('changes that are refused for a temporary reason stay as they are until they are sent again or discarded', async () => {
  const contact = await at.newContact({ firstName: 'Berta' });
  const deal = await newDeal(at.organization);
  const [from, to] = await openStages(at.organization);
  const stageOf = async () =>
    (await bodyOf(200, at.person.call('GET', `${at.organization.path}/deals/${deal.id}`))).stageId;
  expect(await stageOf()).toBe(from);
  await at.host.settled(at.organization);
  await at.inWindow(async (page, { context }) => {
    let isDown = true;
    await context.route('**/v1/orgs/**', (route) =>
      isDown && route.request().method() !== 'GET'
        ? route.fulfill({ status: 503, headers: { 'retry-after': '60' }, body: '{"message":"x"}' })
        : route.continue(),
    );
    await page.goto(`${at.base}/contacts/${contact.id}`);
    await edit(page, 'city', 'Lugo');
    await tryAgain(page).waitFor();
    expect(await warnsBeforeReload(page)).toBe(true);
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('alert').filter({ hasText: 'Edit' }).waitFor();
    expect(await page.locator('[data-field=city] .value').innerText()).toContain('Add city');
    await edit(page, 'city', 'Vigo');
    await page.getByPlaceholder('Write a note').fill('Likes ropes');
    await page.getByRole('button', { name: 'Add note' }).click();
    await tryAgain(page).waitFor();
    await page.getByRole('link', { name: 'Deals' }).first().click();
    const card = page.locator(`[data-card="${deal.id}"]`);
    await card.waitFor();
    await card.locator('a').first().focus();
    for (const key of ['Space', 'ArrowRight', 'Space']) await page.keyboard.press(key);
    await expect.poll(() => page.locator(`[data-column="${to}"] [data-card="${deal.id}"]`).count()).toBe(1);
    isDown = false;
    // Repeated, because the first attempt to send the move again can fail.
    await expect
      .poll(async () => {
        await tryAgain(page)
          .click({ timeout: 1_000 })
          .catch(() => undefined);
        return stageOf();
      })
      .toBe(to);
    await expect.poll(() => at.read(contact)).toMatchObject({ city: 'Vigo' });
    await page.goto(`${at.base}/contacts/${contact.id}`);
    await page.locator('.note', { hasText: 'Likes ropes' }).waitFor();
  });
});

/** Follows a link to another page and, when asked whether to leave, stays. */
async function asksBeforeLeaving(page: Page): Promise<void> {
  await page
    .getByRole('link', { name: 'Dashboard' })
    .first()
    .evaluate((link) => (link as HTMLElement).click());
  await staysOnPage(page);
}
async function staysOnPage(page: Page): Promise<void> {
  const dialog = page.getByRole('alertdialog');
  await dialog.getByRole('button').first().click();
  await dialog.waitFor({ state: 'detached' });
}

test('editors and forms that hold unsaved input ask before the page is left', async () => {
  const contact = await at.newContact({
    firstName: 'Irene',
    phones: [{ label: 'work', number: '+34912345678' }],
  });
  const lead = await newLead(at.organization, { firstName: 'Lía', message: 'Needs ropes' });
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts/${contact.id}`);
    await page.locator('[data-field=phones] button.value').click();
    await page.locator('[data-field=phones] input').first().fill('600123456');
    await asksBeforeLeaving(page);
    expect(await page.locator('[data-field=phones] input').first().inputValue()).toBe('+34 600 12 34 56');
    await page.keyboard.press('Escape');
    await edit(page, 'email', 'irene@');
    await asksBeforeLeaving(page);
    await page.goto(`${at.base}/leads/${lead.id}`);
    await page.locator('[data-field=message] button.value').click();
    await page.locator('[data-field=message] textarea').fill('Needs longer ropes');
    await asksBeforeLeaving(page);
    await page.goto(`${at.base}/leads/${lead.id}/convert`);
    await page.getByLabel('Create a deal').check();
    await asksBeforeLeaving(page);
    await page.goto(`${at.base}/settings/tags`);
    await page.getByLabel('Name', { exact: true }).fill('Sailors');
    await asksBeforeLeaving(page);
    await page.goto(`${at.base}/settings/members`);
    await page.getByLabel('E-mail', { exact: true }).fill('new@people.example');
    await asksBeforeLeaving(page);
    await page.reload();
    await page.getByRole('button', { name: 'Create a member directly' }).click();
    await page.getByLabel(/^Username/).fill('sailor');
    await asksBeforeLeaving(page);
    await page.goto(`${at.base}/settings/pipelines`);
    await page.getByRole('button', { name: /^Edit/ }).first().click();
    await page.getByLabel(/^Name/).fill('Ships');
    await page.getByRole('button', { name: 'Create pipeline' }).click();
    await staysOnPage(page);
    expect(await page.getByLabel(/^Name/).inputValue()).toBe('Ships');
  });
});

test('a new API key, and its secret while it is shown, ask before the page is left', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/settings/api-keys`);
    await page.getByRole('button', { name: 'Create API key' }).first().click();
    await page.getByLabel(/^Name/).fill('Accounting');
    await asksBeforeLeaving(page);
    await page
      .getByRole('form')
      .getByRole('button', { name: /^Create/ })
      .click();
    const secret = page.locator('[data-secret]');
    await secret.waitFor();
    await asksBeforeLeaving(page);
    expect(await secret.count()).toBe(1);
    await page.getByRole('button', { name: 'I’ve saved it' }).click();
    await followLink(page, `${at.base}/tasks`);
  });
});

test('a form that is opened while another one is being saved stays open', async () => {
  await at.inWindow(async (page) => {
    let sent: Route | undefined;
    await page.route('**/v1/orgs/*/pipelines/*', (route) =>
      route.request().method() === 'PATCH' ? void (sent = route) : route.continue(),
    );
    await page.goto(`${at.base}/settings/pipelines`);
    await page.getByRole('button', { name: /^Edit/ }).first().click();
    await page.getByLabel(/^Name/).fill('Ships');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(() => sent !== undefined).toBe(true);
    await page.getByRole('button', { name: 'Create pipeline' }).click();
    await page
      .getByLabel('Stage 1', { exact: true })
      .and(page.getByPlaceholder('New stage'))
      .fill('Asked for');
    await sent!.continue();
    await page.getByText('Ships saved').waitFor();
    await page.waitForTimeout(300);
    expect(await page.getByLabel('Stage 1', { exact: true }).inputValue()).toBe('Asked for');
  });
});
