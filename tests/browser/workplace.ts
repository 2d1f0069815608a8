import type { Browser, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { bodyOf } from '../caller.ts';
import { newOrganization, newPerson, type Person, type TestOrganization } from '../organization.ts';
import type { RunningHost } from '../host.ts';
import { savePicture, type Window } from './browser.ts';
import { connectSite, openSignedIn } from './site-under-test.ts';

export interface Contact {
  id: string;
  version: number;
  [field: string]: unknown;
}

/** A host, the shared browser, and a user with their own organization. */
export class Workplace {
  readonly host: RunningHost;
  readonly browser: Browser;
  readonly person: Person;
  readonly organization: TestOrganization;
  /** Path with which the URLs of the organization's pages begin. */
  readonly base: string;

  private constructor(host: RunningHost, browser: Browser, organization: TestOrganization) {
    this.host = host;
    this.browser = browser;
    this.organization = organization;
    this.person = organization.owner;
    this.base = `/o/${organization.id}`;
  }

  /**
   * Uses the shared host unless the test file brings its own. A file that pauses its host must bring one. `values` are those
   * of the organization.
   */
  static async open(own?: RunningHost, values: Record<string, unknown> = {}): Promise<Workplace> {
    const { host: shared, browser } = await connectSite();
    const host = own ?? shared;
    return new Workplace(host, browser, await newOrganization(await newPerson(host), values));
  }

  close(): Promise<void> {
    return this.browser.close();
  }

  /**
   * Runs `work` in a new window in which `who`, by default the person, is signed in and no URL is open yet. Uncaught
   * errors of the page fail the test.
   */
  async inWindow(work: (page: Page, window: Window) => Promise<void>, who = this.person): Promise<void> {
    const window = await openSignedIn(this.browser, this.host, who);
    try {
      await work(window.page, window);
      expect(window.errors).toEqual([]);
    } catch (error) {
      await savePicture(window.page, `failed-${expect.getState().currentTestName?.replace(/\W+/g, '-')}`);
      throw error;
    } finally {
      await window.context.close();
    }
  }

  /** Chooses the language of the pages for the person. */
  async speak(locale: string): Promise<void> {
    const { call } = this.person;
    const { version } = await bodyOf(200, call('GET', '/v1/me'));
    await bodyOf(200, call('PATCH', '/v1/me', { body: { locale }, ifMatch: version }));
  }

  /** Creates something by the API, at a path below that of the organization. */
  create(path: string, body: object): Promise<any> {
    return bodyOf(201, this.person.call('POST', `${this.organization.path}/${path}`, { body }));
  }

  async newContact(values: Record<string, unknown>): Promise<Contact> {
    const contact = await this.create('contacts', values);
    await this.host.settled(this.organization);
    return contact as Contact;
  }

  read({ id }: Contact): Promise<Contact> {
    return bodyOf(200, this.person.call('GET', `${this.organization.path}/contacts/${id}`));
  }

  /** Changes the contact directly through the API, as another user elsewhere would. */
  async changeElsewhere(contact: Contact, body: Record<string, unknown>): Promise<void> {
    const { id, version } = await this.read(contact);
    const path = `${this.organization.path}/contacts/${id}`;
    await bodyOf(200, this.person.call('PATCH', path, { body, ifMatch: version }));
  }
}

export async function signIn(page: Page, { username, password }: Person): Promise<void> {
  await page.getByLabel(/^Username or e-mail/).fill(username);
  await page
    .getByLabel(/^Password/)
    .first()
    .fill(password);
  await page.keyboard.press('Enter');
}

export async function runCommand(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.locator('[role=combobox]').fill(name);
  await page
    .getByRole('option', { name: new RegExp(`^${name}`) })
    .first()
    .click();
}

/** Fails if a control is outside the window, or covered. */
export async function expectInView(control: Locator): Promise<void> {
  await control.waitFor();
  const isInView = await control.evaluate((node) => {
    const { left, top, width, height } = node.getBoundingClientRect();
    const found = document.elementFromPoint(left + width / 2, top + height / 2);
    return found !== null && node.contains(found);
  });
  expect(isInView).toBe(true);
}

/** Whether the browser asks before it reloads the page. The dialog is dismissed, so the page stays. */
export async function warnsBeforeReload(page: Page): Promise<boolean> {
  const dialogShown = page.waitForEvent('dialog', { timeout: 5_000 }).then(
    async (dialog) => {
      await dialog.dismiss();
      return dialog.type() === 'beforeunload';
    },
    () => false,
  );
  await page.evaluate(() => setTimeout(() => location.reload()));
  return dialogShown;
}

/** A response that refuses a write. */
export const refusal = {
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
