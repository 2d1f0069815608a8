import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { unique } from '../organization.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

test('a record’s page shows its external ID if it has one, and no form asks for it', async () => {
  const externalId = unique('ERP-');
  const create = (body: object) =>
    bodyOf(201, at.person.call('POST', `${at.organization.path}/vendors`, { body }));
  const [known, plain] = [await create({ name: 'Known', externalId }), await create({ name: 'Plain' })];
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/vendors/${known.id}`);
    await page.getByText(externalId).waitFor();
    await page.getByText('External ID', { exact: true }).waitFor();
    await page.goto(`${at.base}/vendors/${plain.id}`);
    await page.getByRole('heading', { level: 1, name: 'Plain' }).waitFor();
    await page.getByText('Category', { exact: true }).first().waitFor();
    expect(await page.getByText('External ID', { exact: true }).count()).toBe(0);
    await page.goto(`${at.base}/vendors/new`);
    await page.getByLabel('Category').waitFor();
    expect(await page.getByLabel('External ID').count()).toBe(0);
  });
});
