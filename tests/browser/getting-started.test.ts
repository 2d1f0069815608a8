import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  newApiKey,
  newOrganization,
  newPerson,
  type TestKey,
  type TestOrganization,
} from '../organization.ts';
import type { RunningHost } from '../host.ts';
import { axeFindings } from './accessibility.ts';
import { openWindow, takePicture, type Look } from './browser.ts';
import { connectSite } from './site-under-test.ts';

// Long enough for the page to render every operation.
vi.setConfig({ testTimeout: 600_000 });

const shell = promisify(execFile);

let host: RunningHost;
let browser: Browser;
let organization: TestOrganization;
let key: TestKey;

beforeAll(async () => {
  ({ host, browser } = await connectSite());
  organization = await newOrganization(await newPerson(host));
  key = await newApiKey(host, organization, organization.owner);
});
afterAll(() => browser.close());

/** The commands under a heading, as the page shows them. */
async function commandsShown(page: Page, heading: string): Promise<string[]> {
  await page.getByRole('heading', { name: heading }).click();
  await page.locator('details pre').first().waitFor();
  return page.locator('details pre').allInnerTexts();
}

test('every curl command under Getting started succeeds, in order, with the values of earlier responses', async () => {
  const { page, context, errors } = await openWindow(browser, host.url);
  await page.goto('/docs');
  const commands = await commandsShown(page, 'Getting started with curl');
  expect(commands).toHaveLength(16);
  const variables: Record<string, string> = {};
  for (const shown of commands) {
    const assigned = [...shown.matchAll(/^([A-Z]+)=(.*)$/gm)].map(([, name = '', value = '']) => [
      name,
      value,
    ]);
    Object.assign(variables, Object.fromEntries(assigned));
    if (assigned.length > 0) Object.assign(variables, { ORG: organization.id, KEY: key.secret });
    const command = shown.replaceAll(/^[A-Z]+=.*\n+/gm, '').replace(/\n# .*$/, '');
    const { stdout } = await shell('sh', ['-c', `${command} -sg -w '\\n%{http_code}'`], {
      env: { ...process.env, ...variables },
    });
    const end = stdout.lastIndexOf('\n');
    expect([200, 201], `${command}\n${stdout}`).toContain(Number(stdout.slice(end + 1)));
    const body: unknown = JSON.parse(stdout.slice(0, end));
    const [, name, place] = /\n# ([A-Z]+)=<(.+)>$/.exec(shown) ?? [];
    if (name && place) variables[name] = valueIn(body, place);
  }
  expect(variables.SITE).toBe(host.url);
  expect(Object.keys(variables)).toEqual(
    expect.arrayContaining(['CUSTOMER', 'CONTACT', 'LEAD', 'DEAL', 'STAGE']),
  );
  const { body } = await key.call('GET', `${organization.path}/deals/${variables.DEAL ?? ''}`);
  expect(body).toMatchObject({ closedAt: expect.any(String) });
  expect(errors).toEqual([]);
  await context.close();
});

test('Getting started is in Spanish for Spanish readers, with the same commands', async () => {
  const english = await openWindow(browser, host.url);
  await english.page.goto('/docs');
  const commands = await commandsShown(english.page, 'Getting started with curl');
  await english.context.close();
  const { page, context, errors } = await openWindow(browser, host.url);
  await page.addInitScript(() => localStorage.setItem('cobalt.language', 'es'));
  await page.goto('/docs');
  expect(await commandsShown(page, 'Primeros pasos con curl')).toEqual(commands);
  await page.getByRole('heading', { name: 'Convertir el lead' }).waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test.each<Look>([{ theme: 'light' }, { theme: 'dark' }, { theme: 'dark', phone: true }])(
  'Getting started is readable and fits the width of the page (%o)',
  async (look) => {
    const { page, context, errors } = await openWindow(browser, host.url, look);
    await page.goto('/docs');
    await commandsShown(page, 'Getting started with curl');
    await takePicture(page, `getting-started-${look.theme}${look.phone ? '-phone' : ''}`);
    const root = page.locator('html');
    expect(await root.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    expect(await axeFindings(page, { rules: ['color-contrast', 'scrollable-region-focusable'] })).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();
  },
);

/** The text at a place such as `items[0].id`. */
const valueIn = (body: unknown, place: string): string =>
  String(
    place
      .split(/[.[\]]+/)
      .reduce((value, part) => (value as Record<string, unknown> | undefined)?.[part], body),
  );
