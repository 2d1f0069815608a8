import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { newOrganization, newPerson, type Person } from '../organization.ts';
import type { RunningHost } from '../host.ts';
import { takePicture } from './browser.ts';
import { connectSite, openSignedIn } from './site-under-test.ts';

let host: RunningHost;
let browser: Browser;
let owner: Person;
let page: Page;
let base: string;

beforeAll(async () => {
  ({ host, browser } = await connectSite());
  owner = await newPerson(host);
  const { id, path } = await newOrganization(owner);
  base = `/o/${id}/employees`;
  const employ = async (firstName: string, managerId?: string): Promise<string> => {
    const body = { firstName, ...(managerId ? { managerId } : {}) };
    return (await bodyOf(201, owner.call('POST', `${path}/employees`, { body }))).id as string;
  };
  const [dana] = [await employ('Dana'), await employ('Ada')];
  const [bruno] = [await employ('Bruno', dana), await employ('Celia', dana)];
  const emil = await employ('Emil', bruno);
  await employ('Éva', emil);
  await host.settled();
  ({ page } = await openSignedIn(browser, host, owner));
});

afterAll(() => browser.close());

const focused = () => page.locator('[role=treeitem]:focus').getAttribute('id');
const line = (name: string) => page.getByRole('treeitem', { name });
/** The visible rows of the chart, as `<level> <name>`. */
const visibleRows = () =>
  page
    .getByRole('treeitem')
    .evaluateAll((lines) =>
      lines.map((one) => `${one.getAttribute('aria-level')} ${one.querySelector('a')?.textContent.trim()}`),
    );

describe('the organization chart', () => {
  test('opens from the list, expands level by level by keyboard, and leads to a person', async () => {
    await page.goto(base);
    await page.getByRole('link', { name: 'Organization chart' }).click();
    await line('Dana').waitFor();
    expect(await visibleRows()).toEqual(['1 Dana', '2 Bruno', '2 Celia', '1 Ada']);
    await page.keyboard.press('/');
    await page.keyboard.press('ArrowDown');
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
    expect(await visibleRows()).toEqual(['1 Dana', '2 Bruno', '3 Emil', '4 Éva', '2 Celia', '1 Ada']);
    await takePicture(page, 'employees-chart-open');
    await page.keyboard.press('End');
    expect(await focused()).toBe(await line('Ada').getAttribute('id'));
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowLeft');
    expect(await visibleRows()).toEqual(['1 Dana', '1 Ada']);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Dana' }).waitFor();
    await page.getByText('2 direct reports').waitFor();
    await page.getByText('4 on the team').waitFor();
  });

  test('finds someone by name with the path to them, and shows the person in the address', async () => {
    await page.goto(`${base}/chart`);
    await line('Dana').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('eva');
    await expect.poll(visibleRows).toEqual(['1 Dana', '2 Bruno', '3 Emil', '4 Éva']);
    await page.keyboard.press('Enter');
    expect(await focused()).toBe(await line('Éva').getAttribute('id'));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Éva' }).waitFor();
    await page.getByRole('link', { name: 'Show in the organization chart' }).click();
    await expect.poll(focused).toBe(await line('Éva').getAttribute('id'));
    expect(await visibleRows()).toEqual(['1 Dana', '2 Bruno', '3 Emil', '4 Éva', '2 Celia', '1 Ada']);
  });
});
