import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { Authenticator, setUpSecondFactor } from '../authenticator.ts';
import { newOrganization, newPerson } from '../organization.ts';
import { axeFindings } from './accessibility.ts';
import { openWindow, takePicture } from './browser.ts';
import { button } from './people.ts';
import { Workplace, signIn } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

async function expectAccessible(page: Page): Promise<void> {
  expect(await axeFindings(page, { rules: ['wcag2a', 'wcag2aa', 'wcag22aa'] })).toEqual([]);
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(wide).toBeLessThanOrEqual(0);
}

const security = () => `${at.base}/settings/security`;
const secretOf = async (page: Page) =>
  (await page.locator('[data-secret]').first().textContent())!.replace(/\s/g, '');

/** Presses Tab until a control has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    await page.keyboard.press('Tab');
    const text = await page.evaluate(
      () => document.activeElement?.textContent.trim() ?? document.activeElement?.getAttribute('aria-label'),
    );
    if (name.test(text ?? '')) return;
  }
  throw new Error(`the keyboard does not reach ${String(name)}`);
}

describe('a second factor', () => {
  test('can be set up, used, recovered and turned off by keyboard alone', async () => {
    let app: Authenticator | undefined;
    let codes: string[] = [];
    await at.inWindow(async (page) => {
      await page.goto(security());
      await page.getByRole('button', { name: 'Set up two-factor authentication' }).waitFor();
      await page.locator('main h1, h1').first().click();
      await tabTo(page, /^Set up two-factor authentication$/);
      await page.keyboard.press('Enter');
      await page.getByRole('img', { name: /^QR code/ }).waitFor();
      app = new Authenticator(await secretOf(page));
      await takePicture(page, 'second-factor-set-up-light');
      await expectAccessible(page);
      // The field already has the focus.
      await page.keyboard.type(app.wrong());
      await page.keyboard.press('Enter');
      await page.getByText('That code isn’t valid').waitFor();
      await page.keyboard.press('Control+a');
      await page.keyboard.type(await app.code());
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Recovery codes' }).waitFor();
      codes = await page.locator('ol[data-secret] code').allTextContents();
      expect(codes).toHaveLength(10);
      await takePicture(page, 'second-factor-codes-light');
      await expectAccessible(page);
      const download = page.getByRole('link', { name: 'Download' });
      expect(decodeURIComponent((await download.getAttribute('href'))!)).toContain(codes.join('\n'));
      // Leaving the page requires confirmation. If the user declines, the codes are still there.
      await page.getByRole('link', { name: 'Tags', exact: true }).first().click();
      await page.getByRole('heading', { name: 'Have you saved the codes?' }).waitFor();
      await page.getByRole('button', { name: 'Back to the codes' }).click();
      expect(await page.locator('ol[data-secret] code').allTextContents()).toEqual(codes);
      await tabTo(page, /^I’ve saved them$/);
      await page.keyboard.press('Enter');
      await page.getByText('10 recovery codes left').waitFor();
      await page.reload();
      await page.getByText('10 recovery codes left').waitFor();
      expect(await page.content()).not.toContain(codes[0]);
    });

    const { page, context, errors } = await openWindow(at.browser, at.host.url);
    await page.goto(`/sign-in?next=${encodeURIComponent(security())}`);
    await signIn(page, at.person);
    await page.getByRole('heading', { name: 'Enter your code' }).waitFor();
    await takePicture(page, 'second-factor-challenge-light');
    await expectAccessible(page);
    await page.keyboard.type(app!.wrong());
    await page.keyboard.press('Enter');
    await page.getByText('That code isn’t valid').waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.type(await app!.code());
    await page.keyboard.press('Enter');
    await page.waitForURL(/settings\/security/);

    // New codes replace the previous ones. Creating them requires the password and a code.
    await button(page, 'Create new codes').click();
    await page.keyboard.type('not the password');
    await page.getByLabel(/^Code/).fill(codes[0]!);
    await page.keyboard.press('Enter');
    await page.getByText('That isn’t your current password').waitFor();
    await page.getByLabel('Current password').last().fill(at.person.password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Recovery codes' }).waitFor();
    const next = await page.locator('ol[data-secret] code').allTextContents();
    expect(next.filter((code) => codes.includes(code))).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();

    const lost = await openWindow(at.browser, at.host.url);
    await lost.page.goto('/sign-in');
    await signIn(lost.page, at.person);
    await lost.page.getByRole('heading', { name: 'Enter your code' }).waitFor();
    await tabTo(lost.page, /^Use a recovery code instead$/);
    await lost.page.keyboard.press('Enter');
    await lost.page.getByRole('heading', { name: 'Use a recovery code' }).waitFor();
    await lost.page.keyboard.type(codes[1]!);
    await lost.page.keyboard.press('Enter');
    await lost.page.getByText('That code is invalid or already used').waitFor();
    await takePicture(lost.page, 'second-factor-recovery-light');
    await expectAccessible(lost.page);
    await lost.page.keyboard.press('Control+a');
    await lost.page.keyboard.type(next[1]!.toUpperCase());
    await lost.page.keyboard.press('Enter');
    await lost.page.waitForURL(/\/o\//);
    await lost.page.goto(security());
    await lost.page.getByRole('button', { name: 'Set up two-factor authentication' }).waitFor();
    expect(lost.errors).toEqual([]);
    await lost.context.close();
  });

  test('can be turned off in Spanish on a phone with password and app code', async () => {
    const person = await newPerson(at.host);
    const { id } = await newOrganization(person);
    await bodyOf(200, person.call('PATCH', '/v1/me', { body: { locale: 'es' }, ifMatch: 1 }));
    const { app } = await setUpSecondFactor(at.host, person);
    const look = { phone: true, theme: 'dark', locale: 'es-ES' } as const;
    const { page, context, errors } = await openWindow(at.browser, at.host.url, look);
    await page.goto(`/sign-in?next=/o/${id}/settings/security`);
    await page.getByLabel(/^Usuario o correo/).fill(person.username);
    await page
      .getByLabel(/^Contraseña/)
      .first()
      .fill(person.password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Introduce tu código' }).waitFor();
    await takePicture(page, 'second-factor-challenge-phone-dark-es');
    await expectAccessible(page);
    await page.getByLabel(/^Código/).fill(await app.code());
    await page.keyboard.press('Enter');
    await page.waitForURL(/settings\/security/);
    await page.getByText('Quedan 10 códigos de recuperación').waitFor();
    await button(page, 'Desactivar').click();
    await takePicture(page, 'second-factor-remove-phone-dark-es');
    await expectAccessible(page);
    await page.getByLabel('Contraseña actual').last().fill(person.password);
    await page.getByLabel(/^Código/).fill(await app.code());
    await page.keyboard.press('Enter');
    await button(page, 'Configurar la verificación en dos pasos').click();
    await page.getByRole('img').first().waitFor();
    await takePicture(page, 'second-factor-set-up-phone-dark-es');
    await expectAccessible(page);
    expect(errors).toEqual([]);
    await context.close();
  });

  test('asks again if its step expired or the page was reloaded', async () => {
    const person = await newPerson(at.host);
    await newOrganization(person);
    const { app, codes } = await setUpSecondFactor(at.host, person);
    const { page, context, errors } = await openWindow(at.browser, at.host.url);
    // Opens the step as from a bookmark, without having entered a password.
    await page.goto(`/second-factor?username=${person.username}`);
    await page.getByLabel(/^Code/).fill(await app.code());
    await page.keyboard.press('Enter');
    await page.getByText('This step has expired. Sign in again.').waitFor();
    await button(page, 'Use a recovery code instead').click();
    await page.getByLabel(/^Recovery code/).fill(codes[0]!);
    await page.getByLabel(/^Password/).fill('not the password');
    await page.keyboard.press('Enter');
    await page.getByText('Those details don’t match an account').waitFor();
    await page.getByLabel(/^Password/).fill(person.password);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/o\//);
    expect(errors).toEqual([]);
    await context.close();
  });
});
