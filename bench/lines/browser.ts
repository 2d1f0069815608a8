import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openWindow, type Window } from '../../tests/browser/browser.ts';
import { byKeyboard, byPointer, Doer, jobDone, type Way } from '../../tests/browser/everyday-question.ts';
import { bodyOf, callerWith, type Call } from '../../tests/caller.ts';
import { mailedToken } from '../../tests/organization.ts';
import { atMost, median, plain, type Figure } from '../figure.ts';
import { owner, type System } from '../system.ts';

const samples = 15;
const customers = 3_000;
/** Every so many customers, one had a call today, and another one has a won deal. */
const [activeEvery, wonEvery] = [10, 15];
const cities = ['Bogotá', 'Cali', 'Medellín', 'Lima', 'Quito'];
const colleague = { username: 'bench-colleague', email: 'bench.colleague@example.com', firstName: 'Nerea' };
const patienceMs = 120_000;

/**
 * How fast lists of a large organization react in a real browser, next to the budgets of the site; and how many actions
 * people need for everyday tasks, from a question about customers to undoing a bulk change.
 */
export async function measureBrowser(system: System): Promise<Figure[]> {
  const { host, large } = system;
  const path = `/v1/orgs/${large.id}`;
  await addCustomers(await callOf(system, owner), path);
  await addColleague(system, path);
  await host.settled();
  const browser = await launchBrowser();
  try {
    return [
      ...(await inWindow(system, browser, owner, reactions)),
      ...(await tasks(system, browser, 'the keyboard alone', byKeyboard)),
      ...(await tasks(system, browser, 'the pointer', byPointer)),
    ];
  } finally {
    await browser.close();
  }
}

type User = Pick<typeof owner, 'username' | 'password'>;

async function callOf({ host }: System, { username, password }: User): Promise<Call> {
  const { accessToken } = await host.signIn(username, password);
  return callerWith(host.url, accessToken);
}

async function addCustomers(call: Call, path: string): Promise<void> {
  const together = 30;
  for (let made = 0; made < customers; made += together) {
    const items = Array.from({ length: together }, (_, place) => ({
      name: `Customer ${made + place}`,
      city: cities[(made + place) % cities.length],
    }));
    const { items: created } = await bodyOf(201, call('POST', `${path}/customers/bulk`, { body: { items } }));
    for (const [place, { id }] of (created as { id: string }[]).entries()) {
      if ((made + place) % activeEvery === 0) {
        const body = { kind: 'call', title: 'Asked', date: new Date().toISOString() };
        await bodyOf(201, call('POST', `${path}/activities/customer/${id}`, { body }));
      } else if ((made + place) % wonEvery === 0) await winDeal(call, path, id, made + place);
    }
  }
}

async function winDeal(call: Call, path: string, customerId: string, amount: number): Promise<void> {
  const value = { amountMinor: (amount + 1) * 10_000, currency: 'USD' };
  const deal = await bodyOf(
    201,
    call('POST', `${path}/deals`, { body: { title: `Deal ${amount}`, value, customerId } }),
  );
  await bodyOf(200, call('POST', `${path}/deals/${deal.id}/win`, { body: {}, ifMatch: deal.version }));
}

async function addColleague(system: System, path: string): Promise<void> {
  const { host, large } = system;
  const { accessToken } = await host.signUp({ ...colleague, password: owner.password });
  const call = callerWith(host.url, accessToken);
  // The first request creates the profile.
  await bodyOf(200, call('GET', '/v1/me'));
  const body = { email: colleague.email, role: 'admin' };
  await bodyOf(201, (await callOf(system, owner))('POST', `${path}/invitations`, { body }));
  const token = await mailedToken(host, colleague.email, large.id);
  await bodyOf(200, call('POST', '/v1/invitations/accept', { body: { token } }));
}

async function inWindow<T>(
  { host, large }: System,
  browser: Browser,
  { username, password }: User,
  work: (page: Page, base: string) => Promise<T>,
): Promise<T> {
  const tokens = await host.signIn(username, password);
  const window: Window = await openWindow(browser, host.url, {}, { info: host.info, username, tokens });
  try {
    window.page.setDefaultTimeout(patienceMs);
    return await work(window.page, `/o/${large.id}`);
  } finally {
    await window.context.close();
  }
}

const rows = (page: Page) => page.locator('tbody [data-row]');

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

const at = (quantile: number, times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * quantile)]!;

/** The budgets are those of the site for 10,000 contacts; this organization has more. */
async function reactions(page: Page, base: string): Promise<Figure[]> {
  await page.goto(`${base}/contacts`);
  await rows(page).first().waitFor();
  await page.waitForLoadState('networkidle');
  const link = (name: string) => page.getByRole('link', { name, exact: true }).first();
  const opened: number[] = [];
  for (let sample = 0; sample < samples; sample += 1) {
    await link('Dashboard').click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await sleep(500);
    opened.push(
      await timed(async () => {
        await link('Contacts').click();
        await rows(page).first().waitFor();
      }),
    );
    await sleep(300);
  }
  const filtered: number[] = [];
  const words = ['cali', 'austin', 'lagos', 'brno'];
  for (let sample = 0; sample < samples; sample += 1) {
    await page.keyboard.press('f');
    await page.getByRole('combobox', { name: 'Add filter' }).waitFor();
    await page.keyboard.type(`city is ${words[sample % words.length]}`);
    await sleep(300);
    const shown = rowsChange(page);
    filtered.push(await timed(() => Promise.all([page.keyboard.press('Enter'), shown])));
    await page.keyboard.press('Escape');
    const all = rowsChange(page);
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await all;
    await sleep(300);
  }
  return [
    atMost('browser', 'from a click on the link to the rows of the list, p50', median(opened), 'ms', 1_000),
    plain('browser', 'the same, p95', at(0.95, opened), 'ms'),
    atMost('browser', 'from the Enter key of a filter to its rows, p50', median(filtered), 'ms', 300),
    plain('browser', 'the same, p95', at(0.95, filtered), 'ms'),
    ...(await keyPresses(page)),
  ];
}

/** Resolves when the list shows other rows than now: their ids or their order have changed. */
async function rowsChange(page: Page): Promise<void> {
  const before = await page.evaluate(shownIds);
  await page.waitForFunction(
    (ids) => {
      const now = [...document.querySelectorAll('tbody [data-row]')].map((row) =>
        row.getAttribute('data-row'),
      );
      return now.length > 0 && now.join() !== ids;
    },
    before,
    { polling: 'raf' },
  );
}

const shownIds = () =>
  [...document.querySelectorAll('tbody [data-row]')].map((row) => row.getAttribute('data-row')).join();

/** From a key press to the next paint, as the browser measures it. It reports only events of 16 ms and more. */
async function keyPresses(page: Page): Promise<Figure[]> {
  await page.evaluate(() => {
    const durations: number[] = [];
    Object.assign(window, { durations });
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) if (name === 'keydown') durations.push(duration);
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
  const keys = ['j', 'j', 'x', 'j', 'k', 'x'];
  for (let press = 0; press < samples * 4; press += 1) {
    await page.keyboard.press(keys[press % keys.length]!);
    await sleep(60);
  }
  await sleep(500);
  const durations = await page.evaluate(() => (window as unknown as { durations: number[] }).durations);
  const all = [
    ...durations,
    ...Array.from({ length: Math.max(0, samples * 4 - durations.length) }, () => 16),
  ];
  return [
    atMost('browser', 'from a key press to the next paint, p50', median(all), 'ms', 50),
    plain('browser', 'the same, p95', at(0.95, all), 'ms'),
  ];
}

/** Does each task, and counts its actions. */
async function tasks(system: System, browser: Browser, how: string, way: Way): Promise<Figure[]> {
  const figures: Figure[] = [];
  const perform = async (what: string, page: Page, task: (doer: Doer) => Promise<void>): Promise<void> => {
    const doer = new Doer(page);
    await task(doer);
    figures.push(atMost('browser', `actions with ${how} to ${what}`, doer.actions, '', 6));
  };
  const total = (page: Page) => page.locator('tfoot, main').getByText(/^1–25 of/);
  await inWindow(system, browser, owner, async (page, base) => {
    await page.goto(`${base}/customers`);
    await rows(page).first().waitFor();
    await perform('ask a question', page, (doer) => way.ask(doer));
    await page.waitForURL(/sort=-wonValue/);
    await total(page).waitFor();
    await perform('save it as a view', page, (doer) => way.save(doer));
    await page.waitForURL(/saved=/);
  });
  const user = { username: colleague.username, password: owner.password };
  await inWindow(system, browser, user, async (page, base) => {
    await page.goto(base);
    await page.getByRole('navigation', { name: 'Sections' }).waitFor();
    await perform('open it as a colleague', page, (doer) => way.open(doer));
    const text = await total(page).innerText();
    const count = text.split(' ').at(-1) ?? '';
    await perform('assign all its records', page, (doer) => way.assign(doer, 'Nerea'));
    await jobDone(page, 'Owner: Nerea', count, patienceMs);
    await perform('undo that', page, (doer) => way.undo(doer));
    await jobDone(page, 'Undo “Owner: Nerea', count, patienceMs);
  });
  const call = await callOf(system, owner);
  const path = `/v1/orgs/${system.large.id}/views`;
  for (const { id, version } of (await bodyOf(200, call('GET', path))).items)
    await bodyOf(204, call('DELETE', `${path}/${id}`, { ifMatch: version }));
  return figures;
}
