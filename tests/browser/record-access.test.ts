import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { addMember, type Person } from '../organization.ts';
import { takePicture, type Look } from './browser.ts';
import { openSignedIn } from './site-under-test.ts';
import { Workplace } from './workplace.ts';

let at: Workplace;
let employee: Person;
beforeAll(async () => {
  at = await Workplace.open();
  employee = await addMember(at.host, at.organization, 'employee');
  await at.newContact({ firstName: 'Theirs', email: 'theirs@acme.example' });
});
afterAll(() => at.close());

const chosen = async () =>
  (await bodyOf(200, at.person.call('GET', at.organization.path))).recordAccess.employee;

test('an owner chooses what employees see, and the table, the members’ page and the next page of an employee follow', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/settings/roles`);
    const sees = page.getByLabel('What the role Employee sees');
    const changes = page.getByLabel('What the role Employee changes');
    expect([await sees.inputValue(), await changes.inputValue()]).toEqual(['own', 'own']);
    // Nobody changes what they don't see.
    await changes.selectOption('team');
    expect(await sees.inputValue()).toBe('team');
    await sees.selectOption('own');
    expect(await changes.inputValue()).toBe('own');
    await sees.selectOption('all');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('status').getByText('Saved').waitFor();
    expect(await chosen()).toEqual({ read: 'all', change: 'own' });
    await page.getByText('Sees all records, and changes their own').waitFor();
    await takePicture(page, 'record-access');
    await page.goto(`${at.base}/settings/members`);
    await page.getByText('Sees all records, and changes their own').first().waitFor();
    await takePicture(page, 'record-access-members');
  });
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts`);
    const row = page.locator('tbody tr').filter({ hasText: 'Theirs' });
    await row.hover();
    expect(await row.getByRole('button', { name: /^Edit/ }).count()).toBe(0);
    await row.getByRole('link', { name: 'Theirs' }).click();
    await page.getByRole('heading', { name: 'Theirs' }).waitFor();
    expect(await page.getByRole('link', { name: 'Edit', exact: true }).count()).toBe(0);
  }, employee);
});

const looks: [string, Look][] = [
  ['dark', { theme: 'dark' }],
  ['a phone', { phone: true }],
  ['a phone in Spanish', { phone: true }],
];
test.each(looks)('both pages fit in a window: %s', async (name, look) => {
  await at.speak(name.endsWith('Spanish') ? 'es' : 'en');
  const window = await openSignedIn(at.browser, at.host, at.person, look);
  try {
    for (const place of ['roles', 'members']) {
      await window.page.goto(`${at.base}/settings/${place}`);
      await window.page.getByRole('heading', { level: 1 }).waitFor();
      await window.page.waitForLoadState('networkidle');
      const width = await window.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(width).toBe(0);
      await takePicture(window.page, `record-access-${place}-${name.replaceAll(' ', '-')}`);
    }
  } finally {
    await window.context.close();
  }
});
