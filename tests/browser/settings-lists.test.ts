import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { addMember } from '../organization.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());
const tags = async (): Promise<any[]> =>
  (await bodyOf(200, at.person.call('GET', `${at.organization.path}/tags`))).items;

test('tags are created, renamed in place and deleted, and a name that is taken is refused in its row', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/settings/tags`);
    await page.getByText('No tags yet').waitFor();
    for (const name of ['Fair', 'Press']) {
      await page.getByLabel('Name').fill(name);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: `Edit tag ${name}` }).waitFor();
    }
    await page.getByRole('button', { name: 'Edit tag Fair' }).click();
    const row = page.getByRole('listitem').filter({ has: page.getByRole('textbox') });
    await row.getByLabel('Name').fill('Press');
    await page.keyboard.press('Enter');
    await row.getByRole('alert').waitFor();
    await row.getByLabel('Name').fill('Trade fair');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Edit tag Trade fair' }).waitFor();
    await page.getByRole('button', { name: 'Delete tag Press' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Tag “Press” deleted').waitFor();
    expect(await page.getByRole('button', { name: /^Edit tag/ }).count()).toBe(1);
  });
  expect((await tags()).map(({ name }) => name)).toEqual(['Trade fair']);
});

test('a button keeps the focus while its action runs, and ignores further presses', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/settings/members`);
    const answered = Promise.withResolvers<true>();
    let requests = 0;
    await page.route('**/v1/orgs/*/invitations', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      requests += 1;
      await answered.promise;
      return route.continue();
    });
    await page.getByRole('textbox', { name: 'E-mail' }).fill('dana@example.com');
    const invite = page.getByRole('button', { name: 'Send invitation' });
    await invite.focus();
    for (const key of ['Enter', 'Enter', 'Space']) await page.keyboard.press(key);
    expect(await invite.getAttribute('aria-busy')).toBe('true');
    expect(await invite.evaluate((button) => document.activeElement === button)).toBe(true);
    answered.resolve(true);
    await page.getByRole('listitem').filter({ hasText: 'dana@example.com' }).waitFor();
    expect(await invite.evaluate((button) => document.activeElement === button)).toBe(true);
    expect(requests).toBe(1);
  });
});

test('a change that is refused is taken back and says why', async () => {
  await addMember(at.host, at.organization, 'employee');
  const { items } = await bodyOf(200, at.person.call('GET', `${at.organization.path}/members`));
  const { displayName } = items.find(({ role }: { role: string }) => role === 'employee');
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/settings/members`);
    const shown = Promise.withResolvers<true>();
    await page.route('**/v1/orgs/*/members/*', async (route) => {
      await shown.promise;
      const problem = {
        type: 'about:blank',
        title: 'Conflict',
        status: 409,
        code: 'conflict',
        requestId: 'r',
      };
      await route.fulfill({ status: 409, json: { ...problem, reason: 'any', detail: 'Not now.' } });
    });
    await page.getByRole('button', { name: `Actions for ${displayName}` }).click();
    await page.getByRole('menuitem', { name: 'Deactivate' }).click();
    const inactive = page.getByText('Inactive', { exact: true });
    await inactive.waitFor();
    shown.resolve(true);
    await inactive.waitFor({ state: 'hidden' });
    await page.getByText('Not now.').waitFor();
  });
});

test('a page says that the role doesn’t allow it', async () => {
  const employee = await addMember(at.host, at.organization, 'employee');
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/settings/api-keys`);
    await page.getByRole('heading', { level: 1, name: 'Your role doesn’t allow this' }).waitFor();
    expect(await page.getByRole('heading', { name: 'API keys' }).count()).toBe(0);
  }, employee);
});
