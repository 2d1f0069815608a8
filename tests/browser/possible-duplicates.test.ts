import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { unique } from '../organization.ts';
import { axeFindings } from './accessibility.ts';
import { takePicture } from './browser.ts';
import { button, field } from './people.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;

beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

const add = (plural: string, body: object): Promise<{ id: string }> =>
  bodyOf(201, at.person.call('POST', `${at.organization.path}/${plural}`, { body }));
const notice = (page: Page, name = 'Possible duplicates') => page.getByRole('region', { name });
const announcement = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });
const searchPath = '**/search/duplicates';

test('an existing e-mail address is noticed while typing, can be looked at, and prevents nothing', () =>
  at.inWindow(async (page, { context }) => {
    const name = unique('Harmattan ');
    const email = `${unique('hello')}@firm.example`;
    const { id } = await add('customers', { name, email, city: 'Cali' });
    await page.goto(`${at.base}/customers/new`);
    await field(page, 'Name').fill('Sirocco');
    await field(page, 'E-mail').pressSequentially(email.toUpperCase());
    const item = notice(page).getByRole('listitem');
    await item.getByText('Same: E-mail · Different: Name').waitFor();
    expect(await item.innerText()).toContain(`${email} · Cali`);
    await announcement(page, `Possible duplicate: ${name}`).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'possible-duplicates');

    const opened = context.waitForEvent('page');
    await item.getByRole('link', { name }).click();
    const other = await opened;
    await other.getByRole('heading', { name }).waitFor();
    expect(new URL(other.url()).pathname).toBe(`${at.base}/customers/${id}`);
    await other.close();
    expect(await field(page, 'Name').inputValue()).toBe('Sirocco');
    expect(await item.isVisible()).toBe(true);
    await button(page, 'Save').click();
    await page.waitForURL(/customers\/[\w-]{36}$/);
  }));

test('similar people at the same company are noticed on a phone, in the dark, with the fields still visible', () =>
  at.inWindow(async (page) => {
    for (const firstName of ['Lucia', 'Lucía', 'Lucía María', 'Luciana'])
      await add('leads', { firstName, lastName: 'Vélez Ángeles', company: 'Construcciones Andinas' });
    await page.setViewportSize({ width: 375, height: 667 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(`${at.base}/leads/new`);
    await field(page, 'First name').fill('Lucía');
    await field(page, 'Last name').fill('Veles Angeles');
    await field(page, 'Company').fill('Construcciones Andinas S.A.S.');
    await notice(page).getByText('Same: Company · Similar: Name').first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'possible-duplicates-phone');
    // The field that has the focus when the notice appears, and one that gets it later.
    for (const label of ['Company', 'Job title']) {
      await field(page, label).focus();
      const focused = await field(page, label).boundingBox();
      const covering = await notice(page).boundingBox();
      expect(focused!.y + focused!.height).toBeLessThanOrEqual(covering!.y);
    }
  }));

test('the notice is reached and hidden by keyboard, and returns for another record only', () =>
  at.inWindow(async (page) => {
    const phones = (number: string) => [{ label: 'work', number }];
    await add('vendors', { name: 'First vendor', phones: phones('+573001112233') });
    await add('vendors', { name: 'Second vendor', website: 'https://second.example' });
    await page.goto(`${at.base}/vendors/new`);
    await field(page, 'Name').fill('First vendor');
    await notice(page).getByText('Same: Name').waitFor();
    await button(page, 'Save').focus();
    await page.keyboard.press('Shift+Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('First vendor');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await notice(page).waitFor({ state: 'detached' });
    expect(await button(page, 'Save').evaluate((element) => element === document.activeElement)).toBe(true);
    await field(page, 'Name').fill('First vendor Inc.');
    await field(page, 'Name').fill('Second vendor');
    const items = notice(page).getByRole('listitem');
    await items.filter({ hasText: 'Second vendor' }).waitFor();
    expect(await items.count()).toBe(1);
  }));

test('a search that is overtaken by typing is canceled, and one that fails is not mentioned', () =>
  at.inWindow(async (page) => {
    await add('customers', { name: 'Tramontana' });
    await add('customers', { name: 'Levante del Sur' });
    await page.goto(`${at.base}/customers/new`);
    const held = new Promise<void>((reached) => {
      void page.route(
        searchPath,
        () => {
          reached();
        },
        { times: 1 },
      );
    });
    const canceled: string[] = [];
    page.on('requestfailed', (request) => canceled.push(new URL(request.url()).pathname));
    await field(page, 'Name').fill('Tramontana');
    await held;
    await field(page, 'Name').fill('Levante del Sur');
    await notice(page).getByRole('link', { name: 'Levante del Sur' }).waitFor();
    expect(canceled).toEqual([`/v1/orgs/${at.organization.id}/search/duplicates`]);

    const failed = page.waitForResponse(searchPath);
    await page.route(searchPath, (route) => route.fulfill({ status: 500, body: '{}' }));
    await field(page, 'Name').fill('Levante del Norte');
    await failed;
    await notice(page).waitFor({ state: 'detached' });
    expect(await page.getByRole('alert').count()).toBe(0);
    await button(page, 'Save').click();
    await page.waitForURL(/customers\/[\w-]{36}$/);
  }));

test('the notice is in Spanish, and editing a record searches for nothing', async () => {
  const { version } = await bodyOf(200, at.person.call('GET', '/v1/me'));
  await bodyOf(200, at.person.call('PATCH', '/v1/me', { body: { locale: 'es' }, ifMatch: version }));
  const { id } = await add('contacts', { firstName: 'Ana', nationalId: '52.123.456-K' });
  await at.inWindow(async (page) => {
    let searches = 0;
    page.on('request', (request) => (searches += request.url().endsWith('/search/duplicates') ? 1 : 0));
    await page.goto(`${at.base}/contacts/${id}/edit`);
    // Half a second without requests, which is longer than the pause before a search.
    await page.waitForLoadState('networkidle');
    await field(page, 'Nombre').fill('Anna');
    await field(page, 'Documento de identidad').fill('52123456-k');
    await button(page, 'Guardar').click();
    await page.waitForURL(`**/contacts/${id}`);
    expect(searches).toBe(0);
    await page.goto(`${at.base}/contacts/new`);
    await field(page, 'Nombre').fill('ANNA');
    await field(page, 'Documento de identidad').fill('52 123 456 K');
    await notice(page, 'Posibles duplicados')
      .getByText('Coincide: Nombre completo, Documento de identidad')
      .waitFor();
    await takePicture(page, 'possible-duplicates-es');
  });
});
