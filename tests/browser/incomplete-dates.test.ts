import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newDraft } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import { newForm } from '../forms.ts';
import { newDeal, usd } from '../selling.ts';
import { openWindow } from './browser.ts';
import { Workplace } from './workplace.ts';

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
  const field = { body: { label: 'Handover', kind: 'date' }, ifMatch: 0 };
  await bodyOf(201, call('POST', `${at.organization.path}/custom-fields/deal`, field));
});
afterAll(() => at.close());

const call: Workplace['person']['call'] = (...input) => at.person.call(...input);
const read = (path: string) => bodyOf(200, call('GET', `${at.organization.path}/${path}`));
const asksForAll = /Enter a (complete date|date from 1900)/;

/** Removes the part of the date that comes first, the month, as a person who begins to type another date. */
async function removePart(input: Locator): Promise<void> {
  await input.focus();
  await input.page().keyboard.press('Backspace');
  expect(await input.evaluate((node: HTMLInputElement) => [node.value, node.validity.badInput])).toEqual([
    '',
    true,
  ]);
}
/** Empties the date on purpose: month, day and year. */
async function clear(input: Locator): Promise<void> {
  await input.focus();
  for (const key of ['Backspace', 'ArrowRight', 'Backspace', 'ArrowRight', 'Backspace'])
    await input.page().keyboard.press(key);
}
/** Types into an empty date, key by key. */
async function typeDate(page: Page, input: Locator, keys: string): Promise<void> {
  await input.focus();
  await page.keyboard.type(keys);
}

describe('a date of which a part is missing', () => {
  test('is refused in place, and clearing it on purpose is not', async () => {
    const deal = await newDeal(at.organization, {
      title: 'Pier 1',
      value: usd(1_000_00),
      expectedCloseDate: '2026-12-24',
      custom: { handover: '2027-01-15' },
    });
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/deals/${deal.id}`);
      for (const name of ['expectedCloseDate', 'custom.handover']) {
        const field = page.locator(`[data-field="${name}"]`);
        await field.locator('button.value').click();
        await removePart(field.locator('input'));
        await page.keyboard.press('Enter');
        await field.getByText(asksForAll).first().waitFor();
        await page.keyboard.press('Escape');
      }
      expect(await read(`deals/${deal.id}`)).toMatchObject({
        version: deal.version,
        expectedCloseDate: '2026-12-24',
        custom: { handover: '2027-01-15' },
      });
      const field = page.locator('[data-field="custom.handover"]');
      await field.locator('button.value').click();
      await clear(field.locator('input'));
      await page.keyboard.press('Enter');
      await expect.poll(async () => (await read(`deals/${deal.id}`)).custom?.handover).toBeUndefined();
    });
  });

  test('keeps a form from being saved, in a new record as in a stored one', async () => {
    const deal = await newDeal(at.organization, { title: 'Pier 2', expectedCloseDate: '2026-12-24' });
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/deals/${deal.id}/edit`);
      await removePart(page.getByLabel(/^Expected close/));
      await page.keyboard.press('Control+Enter');
      await page.getByText(asksForAll).first().waitFor();
      await page.reload();
      await expect.poll(() => page.getByLabel(/^Expected close/).inputValue()).toBe('2026-12-24');
      await page.goto(`${at.base}/deals/new`);
      await page.getByLabel(/^Title/).fill('Pier 3');
      await typeDate(page, page.getByLabel(/^Handover/), '1224');
      await page.getByRole('button', { name: /^Save/ }).click();
      // The summary of the errors takes the focus.
      await expect.poll(() => page.locator('[data-summary]:focus').count()).toBe(1);
      await typeDate(page, page.getByLabel(/^Expected close/), '04312027');
      await page.getByRole('button', { name: /^Save/ }).click();
      await page.getByRole('link', { name: 'Expected close' }).waitFor();
      expect(new URL(page.url()).pathname).toBe(`${at.base}/deals/new`);
      expect(await read(`deals/${deal.id}`)).toMatchObject({ version: deal.version });
    });
  });

  test('keeps a quote and an invoice as they are', async () => {
    const { id: customerId } = await bodyOf(
      201,
      call('POST', `${at.organization.path}/customers`, { body: { name: 'Pier 5' } }),
    );
    const more = { dueOn: '2027-03-31' };
    const { id, version } = await newDraft(call, at.organization, customerId, [100_00], more);
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/invoices/${id}/edit`);
      await removePart(page.getByLabel(/^Due/));
      await page.getByRole('button', { name: /^Save/ }).click();
      await page.getByText(asksForAll).first().waitFor();
      expect(await read(`invoices/${id}`)).toMatchObject({ version, dueOn: '2027-03-31' });
    });
  });

  test('stays in the dialog that wins a deal, and in the forms of activities and tasks', async () => {
    const deal = await newDeal(at.organization, { title: 'Pier 4' });
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/deals/${deal.id}`);
      await page.getByRole('button', { name: 'Won', exact: true }).click();
      await removePart(page.getByLabel(/^Won on/));
      await page.keyboard.press('Enter');
      await page.locator('dialog').getByText(asksForAll).first().waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Call', exact: true }).click();
      await page.locator('[id$="field-title"]').fill('Asked again');
      await removePart(page.locator('[id$="field-date"]'));
      await page.getByRole('button', { name: 'Add call' }).click();
      await page
        .getByText(/Enter a (complete )?date and time/)
        .first()
        .waitFor();
      expect(await read(`activities/deal/${deal.id}`)).toMatchObject({ items: [] });
    });
  });

  test('changes no record of a selection', async () => {
    await newDeal(at.organization, { title: 'Pier 6', custom: { handover: '2027-02-01' } });
    await at.host.settled(at.organization);
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/deals?view=list&q=Pier+6`);
      await page.locator('[data-row] input[type=checkbox]').first().check();
      await page.getByRole('button', { name: 'Edit field' }).click();
      await page.getByLabel('Field', { exact: true }).selectOption('Handover');
      const input = page.getByLabel(/^Handover/);
      await typeDate(page, input, '0431');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Apply' }).click();
      await page.getByText(asksForAll).first().waitFor();
      const { items } = await read('jobs');
      expect(items).toEqual([]);
    });
  });

  test('is refused in working hours and holidays', async () => {
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/settings/support`);
      const from = page.getByRole('group', { name: 'Monday' }).getByLabel('From').first();
      await from.waitFor();
      await removePart(from);
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Enter a complete time').first().waitFor();
      const { version } = await bodyOf(200, call('GET', at.organization.path));
      await page.waitForTimeout(300);
      expect(version).toBe((await bodyOf(200, call('GET', at.organization.path))).version);
      expect(await page.getByText('Saved', { exact: true }).count()).toBe(0);
    });
  });

  test('keeps the page of a public form, which has no scripts', async () => {
    const field = { body: { label: 'Visit', kind: 'date' }, ifMatch: 0 };
    const { items } = await bodyOf(201, call('POST', `${at.organization.path}/custom-fields/lead`, field));
    const fields = [
      { field: 'firstName', label: 'First name', isRequired: true },
      { field: `custom.${items[0].key}`, label: 'Visit', isRequired: false },
    ];
    const { id } = await newForm(at.organization, { fields });
    const { page, context } = await openWindow(at.browser, at.host.url);
    await page.goto(`/v1/forms/${id}`);
    await page.getByLabel(/^First name/).fill('Ana');
    await typeDate(page, page.getByLabel('Visit'), '1224');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.waitForTimeout(500);
    expect(await page.getByLabel(/^First name/).inputValue()).toBe('Ana');
    expect(await page.getByText('Check the following answers').count()).toBe(0);
    await context.close();
  });

  test('leaves a filter and a report with the date that they had', async () => {
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/deals?view=list&filter=expectedCloseDate:is:2026-12-24`);
      await page.locator('[data-chip]').click();
      await removePart(page.getByLabel(/Exact date$/));
      await page.keyboard.press('Enter');
      await page.getByText(asksForAll).waitFor();
      await page.waitForTimeout(600);
      expect(new URL(page.url()).searchParams.get('filter')).toBe('expectedCloseDate:is:2026-12-24');
      await page.goto(`${at.base}/analytics/deals?from=2026-01-01&to=2026-06-30`);
      await removePart(page.getByLabel('First day'));
      await page.getByLabel('First day').blur();
      await page.getByText(asksForAll).waitFor();
      expect(new URL(page.url()).searchParams.get('from')).toBe('2026-01-01');
    });
  });
});
