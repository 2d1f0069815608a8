import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { addMember, type Person } from '../organization.ts';
import { newView } from '../views.ts';
import { axeFindings } from './accessibility.ts';
import { takePicture } from './browser.ts';
import { fillLists } from './column-records.ts';
import { Workplace } from './workplace.ts';

const recordCount = 32;

let at: Workplace;
let colleague: Person;
let stages: { id: string; name: string }[];
beforeAll(async () => {
  at = await Workplace.open();
  colleague = await addMember(at.host, at.organization, 'admin');
  await fillLists(at, recordCount);
  const { call } = at.person;
  const { path } = at.organization;
  const { pipelines } = await bodyOf(200, call('GET', path));
  ({ stages } = pipelines[0]);
  const { items } = await bodyOf(200, call('GET', `${path}/deals?limit=100`));
  // Two stages with deals, so that the first one covers more than a page of 25.
  for (const deal of items.slice(0, 4))
    await bodyOf(
      200,
      call('PATCH', `${path}/deals/${deal.id}`, { body: { stageId: stages[1]?.id }, ifMatch: deal.version }),
    );
  const contacts = await bodyOf(200, call('GET', `${path}/contacts?limit=100`));
  for (const [place, contact] of contacts.items.entries())
    if (place % 4 > 0)
      await bodyOf(
        200,
        call('PATCH', `${path}/contacts/${contact.id}`, {
          body: { ownerId: place % 4 === 1 ? colleague.userId : null },
          ifMatch: contact.version,
        }),
      );
  await at.host.settled(at.organization);
});
afterAll(() => at.close());

interface Shown {
  /** The text of a group's row. Undefined in rows of records. */
  head: string | undefined;
}
const shownRows = (page: Page): Promise<Shown[]> =>
  page.locator('tbody tr').evaluateAll((rows) =>
    rows.map((row) => ({
      head: row.classList.contains('group') ? (row as HTMLElement).innerText.replace(/\s+/g, ' ') : undefined,
    })),
  );
const heads = async (page: Page): Promise<string[]> =>
  (await shownRows(page)).flatMap(({ head }) => head ?? []);

test('a list is grouped by keyboard, and each group shows the number and the sums of all its records', async () => {
  const { call } = at.person;
  const { path } = at.organization;
  const { groups } = await bodyOf(
    200,
    call('POST', `${path}/deals/query`, {
      body: { limit: 0, groups: { by: 'stageId', measures: ['value'] } },
    }),
  );
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/deals?view=list`);
    await page.locator('[data-row]').first().waitFor();
    await page.keyboard.press('b');
    await page.getByRole('combobox', { name: 'Group' }).waitFor();
    expect(await axeFindings(page, { within: '[role=dialog]' })).toEqual([]);
    await page.keyboard.type('stage');
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).searchParams.get('group')).toBe('stageId');
    await expect.poll(() => heads(page)).toHaveLength(1);
    await expect.poll(async () => (await heads(page))[0]).toContain(`${stages[0]?.name} 28`);
    await page.getByRole('button', { name: 'Next page' }).click();
    await expect.poll(() => heads(page)).toHaveLength(2);
    const rows = await shownRows(page);
    expect(rows.map(({ head }) => head !== undefined)).toEqual([
      ...[true, false, false, false],
      ...[true, ...Array.from({ length: 4 }, () => false)],
    ]);
    await page.getByRole('button', { name: 'Summarize Value' }).click();
    await page.getByRole('menuitemradio', { name: 'Sum' }).click();
    const sums = groups.find(({ key }: { key: string }) => key === stages[1]?.id).measures.value;
    const euros = sums.find(({ currency }: { currency: string }) => currency === 'EUR').sum;
    await expect
      .poll(async () => (await heads(page))[1]?.replace(/[^\d€$.]/g, ''))
      .toContain((euros / 100).toFixed(2).replace(/\.?0+$/, ''));
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'grouped-deals');
    await page.getByRole('button', { name: `Show only ${stages[1]?.name}` }).click();
    await expect.poll(() => page.locator('[data-row]').count()).toBe(4);
    expect(await heads(page)).toHaveLength(1);
    await page.keyboard.press('b');
    await page.getByRole('combobox', { name: 'Group' }).waitFor();
    await page.keyboard.type('no gr');
    await page.keyboard.press('Enter');
    await expect.poll(() => heads(page)).toEqual([]);
    expect(new URL(page.url()).searchParams.get('group')).toBeNull();
  });
});

test('a group without a value comes last, and shows only its records if it is chosen', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts?group=ownerId&limit=50&sort=fullName`);
    await expect.poll(() => heads(page)).toHaveLength(3);
    await expect.poll(async () => (await heads(page)).at(-1)).toContain('No value 16');
    expect(await page.locator('[data-row]').count()).toBe(recordCount);
    await page.getByRole('button', { name: 'Show only No value' }).click();
    await expect.poll(() => page.locator('[data-row]').count()).toBe(16);
    await page.goBack();
    await expect.poll(() => heads(page)).toHaveLength(3);
    await takePicture(page, 'grouped-contacts');
  });
});

test('a view keeps its groups for a colleague, and tells when they are changed', async () => {
  const { id } = await newView(at.organization, at.person.call, {
    recordType: 'contact',
    name: 'By owner',
    query: { sorts: [{ field: 'fullName' }] },
    groupBy: 'ownerId',
    sharedWith: ['admin'],
  });
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts?saved=${id}&limit=50`);
    await expect.poll(() => heads(page)).toHaveLength(3);
    await page.getByRole('button', { name: 'Grouped by Owner' }).click();
    await page.getByRole('option', { name: 'Status' }).click();
    await expect.poll(async () => (await heads(page))[0]).toContain('Status');
    await page.getByRole('button', { name: 'Save' }).first().waitFor();
    await page.reload();
    await expect.poll(async () => (await heads(page))[0]).toContain('Status');
  }, colleague);
  const stored = await bodyOf(200, at.person.call('GET', `${at.organization.path}/views/${id}`));
  expect(stored.groupBy).toBe('ownerId');
});
