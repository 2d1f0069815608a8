import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { startHost, type HostUnderTest } from '../host.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 300_000 });

let host: HostUnderTest;
let at: Workplace;
// Demo data keeps a host's stream readers busy for a minute, so this file uses its own host.
beforeAll(async () => {
  host = await startHost({ site: true });
  at = await Workplace.open(host);
});
afterAll(async () => {
  await at.close();
  await host.stop();
});

test('the dashboard shows the numbers of loaded demo data without a reload, even after another page', async () => {
  await at.inWindow(async (page) => {
    await page.goto(at.base);
    await page.getByRole('button', { name: 'Load demo data' }).click();
    await page.getByRole('link', { name: 'Contacts' }).first().click();
    await page.waitForURL(/\/contacts$/);
    await page.getByRole('link', { name: 'Dashboard' }).first().click();
    // On a busy machine, loading takes longer than the timeout of the page's locators.
    const dashboard = `${at.organization.path}/dashboard`;
    const contacts = async () => (await bodyOf(200, at.person.call('GET', dashboard))).contacts.total;
    await expect.poll(contacts, { timeout: 200_000, interval: 1_000 }).toBe(500);
    await page.getByText(/^500/).first().waitFor();
    await host.settled(at.organization);
    const { deals } = await bodyOf(200, at.person.call('GET', dashboard));
    await page.getByText(String(deals.open.count), { exact: true }).first().waitFor();
  });
});
