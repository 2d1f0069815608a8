import { afterAll, beforeAll, test, vi } from 'vitest';
import { newDraft, readyToBill } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import { lookAround } from './money-pages.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
let draft: { id: string };
beforeAll(async () => {
  at = await Workplace.open(undefined, { country: 'ES', currency: 'EUR' });
  const { call } = at.person;
  await readyToBill(call, at.organization);
  const { id } = await bodyOf(
    201,
    call('POST', `${at.organization.path}/customers`, { body: { name: 'Ana Vega' } }),
  );
  draft = await newDraft(call, at.organization, id, [50_000], { currency: 'EUR' });
});
afterAll(() => at.close());

test('in Spain, the settings and the question before the first invoice say what it lacks, and it can be issued anyway', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/settings/billing`);
    await page.getByText('won’t be enough to issue invoices from 2027 on').waitFor();
    await page.goto(`${at.base}/invoices/${draft.id}`);
    await page.getByRole('button', { name: 'Issue', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('The customer has no tax ID or address. Above €400').waitFor();
    await dialog.getByText('before January 1, 2027').waitFor();
    await lookAround(page, 'issue-notices');
    await dialog.getByRole('button', { name: 'Issue', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText(/F\d{4}-0001 was issued/).waitFor();
  });
});

test('notices that couldn’t be loaded are said to be missing and keep nothing from being issued', async () => {
  const { call } = at.person;
  const { customerId } = await bodyOf(200, call('GET', `${at.organization.path}/invoices/${draft.id}`));
  const other = await newDraft(call, at.organization, customerId, [50_000], { currency: 'EUR' });
  await at.inWindow(async (page) => {
    await page.route('**/issue-notices*', (route) => route.fulfill({ status: 403, body: '{"message":"x"}' }));
    await page.goto(`${at.base}/invoices/${other.id}`);
    await page.getByRole('button', { name: 'Issue', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('couldn’t be checked').waitFor();
    await dialog.getByRole('button', { name: 'Issue', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
  });
});
