import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { startHost, type HostUnderTest } from '../host.ts';
import {
  addDocumentedType,
  copyProject,
  documentedFiles,
  type ProjectCopy,
} from '../new-record-type/project-copy.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import { launchBrowser, openWindow, takePicture } from './browser.ts';
import { button, field, signIn } from './people.ts';

// Long enough to check and build a complete copy of the project.
vi.setConfig({ testTimeout: 900_000, hookTimeout: 900_000 });

let copy: ProjectCopy;
let host: HostUnderTest;
let browser: Browser;
let organization: TestOrganization;

/** Runs one of the project's tools in the copy. */
function runTool(name: string, ...args: string[]): void {
  const tool = path.join(copy.root, 'node_modules/.bin', name);
  const { status, stdout, stderr } = spawnSync(tool, args, { cwd: copy.root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name} ended with ${status}:\n${stdout}${stderr}`.slice(0, 5_000));
}

/** Opens a page with the owner signed in. The profile determines the language. */
async function inLanguage(locale: 'en' | 'es', look: (page: Page) => Promise<void>): Promise<void> {
  const { call } = organization.owner;
  const { version } = await bodyOf(200, call('GET', '/v1/me'));
  await bodyOf(200, call('PATCH', '/v1/me', { body: { locale }, ifMatch: version }));
  const window = await openWindow(browser, host.url);
  try {
    await signIn(window.page, organization.owner);
    await look(window.page);
    expect(window.errors).toEqual([]);
  } finally {
    await takePicture(window.page, `new-record-type-${locale}`);
    await window.context.close();
  }
}

describe('a record type that CONTRIBUTING.md adds', () => {
  beforeAll(async () => {
    copy = copyProject();
    addDocumentedType(copy);
    [host, browser] = await Promise.all([startHost({ site: true, projectRoot: copy.root }), launchBrowser()]);
    organization = await newOrganization(await newPerson(host));
  });

  afterAll(async () => {
    await browser.close();
    await host.stop();
    copy.remove();
  });

  test('is found by search, counted by status and described in OpenAPI', async () => {
    const { owner, path: base } = organization;
    for (const body of [
      { name: 'Torno Núñez', serialNumber: 'TN-44' },
      { name: 'Anvil', statusId: 'stopped' },
    ])
      await bodyOf(201, owner.call('POST', `${base}/machines`, { body }));
    await host.settled(organization);
    for (const q of ['nunez', 'tn 44', 'mach 0001']) {
      const { items } = await bodyOf(200, owner.call('GET', `${base}/search`, { query: { q } }));
      expect(items, q).toEqual([expect.objectContaining({ type: 'machine', title: 'Torno Núñez' })]);
    }
    const stopped = { query: { statusId: 'stopped' } };
    expect(await bodyOf(200, owner.call('GET', `${base}/machines`, stopped))).toMatchObject({ total: 1 });
    const list = await bodyOf(200, owner.call('GET', `${base}/status-lists/machineStatuses`));
    expect(list.items.map(({ id, records }: any) => [id, records])).toEqual([
      ['running', { machine: 1 }],
      ['stopped', { machine: 1 }],
    ]);
    const { paths } = await bodyOf(200, owner.call('GET', '/v1/openapi.json'));
    expect(paths).toHaveProperty(['/v1/orgs/{orgId}/machines/{id}/restore']);
  });

  test('has its pages in English', () =>
    inLanguage('en', async (page) => {
      await page.getByRole('link', { name: 'Machines', exact: true }).click();
      await page.getByRole('heading', { name: /machines/i }).waitFor();
      await page.getByRole('link', { name: 'Torno Núñez' }).waitFor();
      await page.keyboard.press('c');
      await page.getByRole('heading', { name: 'Create machine' }).waitFor();
      await field(page, 'Name').fill('Band saw');
      await field(page, 'Serial number').fill('BS-7');
      await button(page, /^Save/).click();
      await page.getByRole('heading', { name: 'Band saw' }).waitFor();
      await page.getByText('MACH-0003').first().waitFor();
    }));

  test('has its pages in Spanish', () =>
    inLanguage('es', async (page) => {
      await page.getByRole('link', { name: 'Máquinas', exact: true }).click();
      await page.getByRole('heading', { name: /máquinas/i }).waitFor();
      await page.getByText('En marcha').first().waitFor();
      await page.keyboard.press('c');
      await page.getByRole('heading', { name: 'Crear máquina' }).waitFor();
      await field(page, 'Número de serie').waitFor();
    }));

  test('passes the checks of types and format, and touches no further file', () => {
    runTool('oxfmt', '--check', ...Object.keys(documentedFiles()));
    runTool('tsc');
    runTool('svelte-kit', 'sync', '--config', 'web/vite.config.ts');
    runTool('svelte-check', '--workspace', 'web', '--tsconfig', 'tsconfig.json');
    expect(copy.touchedFiles()).toEqual(Object.keys(documentedFiles()).sort());
  });
});
