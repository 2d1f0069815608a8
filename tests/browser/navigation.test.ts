import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { isFull } from '../counts.ts';
import { followLink, takePicture } from './browser.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

/** Long enough for the browser to become idle and for data to become stale. */
const dwellMilliseconds = 2_000;

let at: Workplace;
/** The id of one record of each type, by the plural in its URL. */
const ids: Record<string, string> = {};

beforeAll(async () => {
  at = await Workplace.open();
  const create = async (plural: string, body: Record<string, unknown>) => {
    const path = `${at.organization.path}/${plural}`;
    ids[plural] = (await bodyOf(201, at.person.call('POST', path, { body }))).id;
  };
  await create('customers', { name: 'Acme' });
  await create('contacts', { firstName: 'Ana', customerId: ids.customers });
  await create('leads', { firstName: 'Leo' });
  await create('deals', { title: 'Harbour', customerId: ids.customers });
  await create('quotes', { title: 'Refit', customerId: ids.customers });
  await create('orders', { customerId: ids.customers });
  await create('invoices', { customerId: ids.customers });
  await create('payments', { amount: { amountMinor: 100, currency: 'EUR' } });
  await create('products', { name: 'Rope' });
  await create('vendors', { name: 'Ropes' });
  await create('employees', { firstName: 'Emil' });
  await at.host.settled(at.organization);
});
afterAll(() => at.close());

/** The first page that a tab opens, and the steps from there: paths of links to follow, or `back` and `forward`. */
interface Route {
  start: string;
  steps: string[];
}

/**
 * Routes between neighboring pages, each of which links to the next. The quick tier leaves out the routes between pages
 * that all record types have.
 */
function routes(): Route[] {
  const plurals = Object.keys(ids);
  const list = (plural: string) => `/${plural}`;
  const start = (plural: string) => (plural === 'deals' ? '/deals?view=list' : list(plural));
  const around = plurals.flatMap((plural): Route[] => {
    const record = `/${plural}/${ids[plural]}`;
    const next = plurals[(plurals.indexOf(plural) + 1) % plurals.length]!;
    return [
      {
        start: start(plural),
        steps: [record, `${record}/edit`, record, 'back', 'forward', list(next), 'back'],
      },
      {
        start: start(plural),
        steps: [
          `/${plural}/new`,
          'back',
          `/${plural}/trash`,
          'back',
          list(next),
          `/${next}/trash`,
          list(plural),
        ],
      },
    ];
  });
  const lead = `/leads/${ids.leads}`;
  const customer = `/customers/${ids.customers}`;
  return [
    ...(isFull ? around : []),
    { start: lead, steps: [`${lead}/convert`, lead, 'back', 'forward', `${lead}/convert`, '/tasks', 'back'] },
    {
      start: `/deals/${ids.deals}`,
      steps: [customer, `/deals/${ids.deals}`, customer, `/contacts/${ids.contacts}`],
    },
    { start: '', steps: ['/deals', '/tasks', '/analytics', '', '/employees', '/employees/chart', 'back'] },
    {
      start: '/settings/profile',
      steps: ['/settings/tags', '/leads', 'back', '/settings/lists', '/contacts'],
    },
  ];
}

async function follow(page: Page, { start, steps }: Route): Promise<string[]> {
  const failures: string[] = [];
  /** Requests that failed, for the report of a page that could not be loaded. */
  const unanswered: string[] = [];
  page.on('requestfailed', (request) => unanswered.push(`${request.url()} ${request.failure()?.errorText}`));
  page.on('response', (response) => {
    if (response.status() >= 500) unanswered.push(`${response.url()} ${response.status()}`);
  });
  await page.goto(at.base + start);
  for (const step of [undefined, ...steps]) {
    const before = page.url();
    if (step === 'back') await page.goBack();
    else if (step === 'forward') await page.goForward();
    else if (step !== undefined) {
      await page
        .locator(`a[href="${at.base}${step}"]:visible, a[href^="${at.base}${step}?"]:visible`)
        .first()
        .click();
    }
    if (step !== undefined) await page.waitForURL((url) => url.href !== before);
    await page.locator('h1, [role=alert]').first().waitFor();
    await page.waitForTimeout(dwellMilliseconds);
    const isWhole = await page.locator('nav[aria-label=Sections]').isVisible();
    const hasFailed = await page.getByRole('heading', { name: 'This could not be loaded' }).isVisible();
    if (!isWhole || hasFailed) {
      const shown = await page.locator('body').innerText();
      failures.push(`${start} ${steps.join(' ')}: at ${step}\n${unanswered.join('\n')}\n${shown}`);
      break;
    }
  }
  return failures;
}

/** More pages at once would only wait for each other. */
const routesTogether = 8;

test('every path between neighbouring pages works after a pause on the first one', async () => {
  await at.inWindow(async (_, { context, errors }) => {
    const all = routes();
    for (let first = 0; first < all.length; first += routesTogether) {
      const failures = await Promise.all(
        all.slice(first, first + routesTogether).map(async (route) => {
          const page = await context.newPage();
          page.on('pageerror', (error) => errors.push(error.message));
          const found = await follow(page, route);
          await page.close();
          return found;
        }),
      );
      expect(failures.flat()).toEqual([]);
    }
  });
});

/** The sidebar, which every page of an organization shows. */
const frame = (page: Page) => page.locator('nav[aria-label=Sections]');

test('an error is shown within the page frame with its cause, and trying again shows the page', async () => {
  await at.inWindow(async (page) => {
    const dashboard = '**/v1/orgs/*/dashboard?*';
    await page.route(dashboard, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), contacts: { total: 1 } } });
    });
    await page.goto(at.base);
    const retry = page.getByRole('button', { name: 'Try again' }).first();
    await retry.waitFor();
    expect(await frame(page).isVisible()).toBe(true);
    expect(await page.getByText('[object Object]').count()).toBe(0);
    await page.getByText('TypeError').first().waitFor();
    await page.unroute(dashboard);
    await retry.click();
    await page.getByRole('heading', { name: /^Dashboard/ }).waitFor();
    expect(await retry.count()).toBe(0);

    for (const missing of ['nothing-here', 'contacts/nothing/here', 'analytics/nothing']) {
      await page.goto(`${at.base}/${missing}`);
      await page.getByRole('heading', { name: 'Not found' }).waitFor();
      expect(await frame(page).isVisible()).toBe(true);
      await page.getByRole('link', { name: 'Contacts' }).first().click();
      await page.getByRole('heading', { name: 'Contacts' }).waitFor();
    }
  });
});

test('a list that cannot be read again keeps its rows and the cell that is being edited', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/vendors`);
    const row = page.locator('tbody tr').filter({ hasText: 'Ropes' });
    await row.hover();
    await row.getByRole('button', { name: /^Edit E-mail/ }).click();
    await row.getByRole('textbox').fill('half@');
    let failures = 0;
    await page.route('**/v1/orgs/*/vendors?*', async (route) => {
      await route.fulfill({ status: 400, contentType: 'application/json', body: '{}' });
      failures += 1;
    });
    const becomeVisible = () => window.dispatchEvent(new Event('visibilitychange'));
    await expect
      .poll(async () => {
        await page.evaluate(becomeVisible);
        return failures;
      })
      .toBeGreaterThan(0);
    await page.waitForTimeout(500);
    expect(await row.getByRole('textbox').inputValue()).toBe('half@');
  });
});

test('a list that is loading, or cannot load, shows no rows of the previous list', async () => {
  const { path } = at.organization;
  const { items } = await bodyOf(200, at.person.call('GET', `${path}/pipelines`));
  const stages = items[0].stages
    .filter(({ meaning }: { meaning: string }) => meaning === 'open')
    .map(({ name, color, probability }: Record<string, unknown>) => ({ name, color, probability }));
  const ifMatch = (await bodyOf(200, at.person.call('GET', `${path}/pipelines`))).version;
  await bodyOf(
    201,
    at.person.call('POST', `${path}/pipelines`, { body: { name: 'Second', stages }, ifMatch }),
  );
  await at.inWindow(async (page, { context }) => {
    const held: (() => void)[] = [];
    const hold = (url: string) =>
      page.route(url, async (route) => {
        await new Promise<void>((resolve) => held.push(resolve));
        await route.continue();
      });
    const letGo = async () => {
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      for (const release of held.splice(0)) release();
    };
    /** A link in the page's list, not in the sidebar. */
    const row = (name: string) => page.locator('main').getByRole('link', { name, exact: true });
    const open = (name: string) => page.getByRole('link', { name, exact: true }).first().click();
    await page.goto(`${at.base}/contacts`);
    await row('Ana').waitFor();

    await hold('**/v1/orgs/*/vendors?*');
    await open('Vendors');
    await page.getByRole('heading', { name: 'Vendors' }).waitFor();
    await page.locator('main .skeleton').first().waitFor();
    expect(await row('Ana').count()).toBe(0);
    await letGo();
    await row('Ropes').waitFor();

    await page.goto(`${at.base}/deals`);
    await page.getByText('Harbour').first().waitFor();
    await hold('**/v1/orgs/*/deals/board?*');
    await page.getByRole('button', { name: 'Pipeline' }).first().click();
    await page
      .getByRole('menuitem', { name: 'Second' })
      .or(page.getByRole('menuitemradio', { name: 'Second' }))
      .click();
    await page.waitForURL(/filter=pipelineId:/);
    await page.locator('main .skeleton').first().waitFor();
    expect(await page.getByText('Harbour').count()).toBe(0);
    await letGo();

    await open('Vendors');
    await row('Ropes').waitFor();
    await context.setOffline(true);
    await open('Employees');
    await page.getByRole('heading', { name: 'Employees' }).waitFor();
    await page.getByText('You’re offline').waitFor();
    expect(await row('Ropes').count()).toBe(0);
    await context.setOffline(false);
    await row('Emil').waitFor();
  });
});

test('a page that is first opened while the connection is lost says so, and Try again loads it once it is back', () =>
  at.inWindow(async (page, { context }) => {
    await page.goto(`${at.base}/vendors`);
    await page.getByText('Ropes').waitFor();
    // Until the parts of this page that are loaded later are there.
    await page.waitForLoadState('networkidle');
    await context.setOffline(true);
    await followLink(page, `${at.base}/settings/lead-scoring`);
    await page.getByText('The service can’t be reached. Check your connection and try again.').waitFor();
    await takePicture(page, 'offline-page');
    await context.setOffline(false);
    await page.getByText('You’re offline').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Lead scoring' }).waitFor();
  }));
