import type { Locator, Page } from 'playwright-core';
import type { RunningHost } from '../host.ts';

/** A control by its label. Labels of required fields end with an asterisk. */
export const field = (page: Page, label: string): Locator =>
  page.getByLabel(new RegExp(`^${label}\\*?$`)).first();
export const button = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('button', { name }).first();

interface Credentials {
  username: string;
  password: string;
}

/** Signs in through the page, in either language. */
export async function signIn(page: Page, { username, password }: Credentials): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel(/^(Username or e-mail|Usuario o correo)/).fill(username);
  await page
    .getByLabel(/^(Password|Contraseña)/)
    .first()
    .fill(password);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/(o|home)\b/);
}

interface Colleague extends Credentials {
  email: string;
  firstName: string;
  lastName: string;
}

/** Follows the link of an invitation as a person without an account, and joins. */
export async function join(page: Page, host: RunningHost, who: Colleague): Promise<void> {
  await page.goto(await mailedPart(host, who.email, /\/invitations#[\w.-]+/));
  await page
    .getByRole('button', { name: 'Create an account' })
    .or(page.getByRole('link', { name: 'Create an account' }))
    .first()
    .click();
  await page.waitForURL(/\/sign-up/);
  await field(page, 'First name').fill(who.firstName);
  await field(page, 'Last name').fill(who.lastName);
  await field(page, 'Username').fill(who.username);
  await field(page, 'E-mail').fill(who.email);
  await field(page, 'Password').fill(who.password);
  await button(page, 'Create an account').click();
  await page.waitForURL(/\/confirm/);
  await field(page, 'Code').fill(await mailedPart(host, who.email, /\b\d{6}\b/));
  await page.waitForURL(/\/invitations#/);
  await button(page, 'Accept invitation').click();
  await page.waitForURL(/\/o\//);
}

/** A part of the newest e-mail to an address, once it has arrived. */
async function mailedPart(host: RunningHost, email: string, part: RegExp): Promise<string> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const [mail] = await host.mails(email);
    const [found] = part.exec(mail?.text ?? '') ?? [];
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('no such mail has come');
}
