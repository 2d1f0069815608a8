import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { changeCountKey, counterKey, quotaKey, storageKey } from '#data/store/keys.ts';
import { bodyOf } from '../caller.ts';
import { addMember } from '../organization.ts';
import { openTable } from '../table.ts';
import { axeFindings } from './accessibility.ts';
import { takePicture } from './browser.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;

/** Fills an organization, so that its records are near their limit, and its storage and changes have reached it. */
beforeAll(async () => {
  at = await Workplace.open();
  const { id } = at.organization;
  const table = openTable(at.host);
  const megabyte = 1024 ** 2;
  await table.put({
    ...quotaKey(id),
    kind: 'quota',
    recordsPerOrganization: 15_000,
    storageBytesPerOrganization: 200 * megabyte,
    writesPerDay: 100,
  });
  await table.put({ ...counterKey(id, 'contact', 'all'), kind: 'counter', n: 12_345 });
  await table.put({ ...storageKey(id), kind: 'storage', usedBytes: 200 * megabyte });
  const day = new Date().toISOString().slice(0, 10);
  await table.put({ ...changeCountKey(`org#${id}`, day), kind: 'requests', used: 100 });
});
afterAll(() => at.close());

const url = () => `${at.base}/settings/usage`;

test('the usage page says in words what is used, and warns near a limit and at it', () =>
  at.inWindow(async (page) => {
    await page.goto(`${at.base}/settings/profile`);
    await page.getByRole('link', { name: 'Usage', exact: true }).click();
    await page.getByText('12,345 of 15,000 records').waitFor();
    await page.getByText('82% used').waitFor();
    await page.getByText('200 MB of 200 MB').waitFor();
    await page.getByText('Limit reached. Delete some to add more.').waitFor();
    await page.getByText('100 of 100 changes').waitFor();
    await page.getByText('Limit reached. Continue after midnight UTC.').waitFor();
    await page.getByText('1 of 1,000 members').waitFor();
    const bar = page.getByRole('progressbar', { name: 'Records', exact: true });
    expect(await bar.getAttribute('aria-valuetext')).toBe('12,345 of 15,000 records');
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'usage');
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'usage-dark');
    await page.setViewportSize({ width: 375, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'usage-phone');
  }));

test('the usage page is in Spanish, opens from the palette, and can be loaded again after an error', async () => {
  const { call } = at.person;
  const { version } = await bodyOf(200, call('GET', '/v1/me'));
  await bodyOf(200, call('PATCH', '/v1/me', { body: { locale: 'es' }, ifMatch: version }));
  await at.inWindow(async (page) => {
    await page.goto(at.base);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.route('**/usage', (route) => route.fulfill({ status: 404, body: '{}' }));
    await page.keyboard.press('Control+k');
    await page.locator('[role=combobox]').fill('uso');
    await page.getByRole('option', { name: /^Uso/ }).first().click();
    const again = page.getByRole('button', { name: 'Reintentar' });
    await again.waitFor();
    await page.unroute('**/usage');
    await again.click();
    await page.getByText('12.345 de 15.000 registros').waitFor();
    await page.getByText('Límite alcanzado. Continúa después de la medianoche (UTC).').waitFor();
    await takePicture(page, 'usage-es');
  });
});

test('members who aren’t administrators neither see the link nor the page', async () => {
  const employee = await addMember(at.host, at.organization, 'employee');
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/settings/profile`);
    await page.getByRole('link', { name: 'Roles' }).waitFor();
    expect(await page.getByRole('link', { name: 'Usage', exact: true }).count()).toBe(0);
    await page.goto(url());
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.getByRole('progressbar').count()).toBe(0);
  }, employee);
});
