import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { addMember, newPerson, type Person } from '../organization.ts';
import { newDeal, usd } from '../selling.ts';
import { axeFindings } from './accessibility.ts';
import { takePicture } from './browser.ts';
import { byKeyboard, byPointer, Doer, jobDone, question, viewName } from './everyday-question.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 240_000 });

const quietCustomers = 120;
const actionsMax = 6;

let at: Workplace;
let colleague: Person;
beforeAll(async () => {
  at = await Workplace.open();
  colleague = await newPerson(at.host, { firstName: 'Nerea' });
  await addMember(at.host, at.organization, 'admin', colleague);
  const { path, owner } = at.organization;
  const create = async (names: string[], city: string): Promise<string[]> => {
    const items = names.map((name) => ({ name, city }));
    const made = await bodyOf(201, owner.call('POST', `${path}/customers/bulk`, { body: { items } }));
    return made.items.map(({ id }: { id: string }) => id);
  };
  for (let made = 0; made < quietCustomers; made += 30)
    await create(
      Array.from({ length: 30 }, (_, place) => `Quiet ${made + place}`),
      'Bogotá',
    );
  const [customerId] = await create(['Quiet and won'], 'Bogotá');
  const deal = await newDeal(at.organization, { customerId, value: usd(64_000_00) });
  await bodyOf(200, owner.call('POST', `${path}/deals/${deal.id}/win`, { body: {}, ifMatch: deal.version }));
  const [busy] = await create(['Busy'], 'Bogotá');
  const body = { kind: 'call', title: 'Asked', date: new Date().toISOString() };
  await bodyOf(201, owner.call('POST', `${path}/activities/customer/${busy}`, { body }));
  await create(['Elsewhere'], 'Cali');
  await at.host.settled(at.organization);
}, 180_000);
afterAll(() => at.close());

const total = quietCustomers + 1;
const pager = (page: Page) => page.getByText(`1–25 of ${total}`);

/** Runs a task and checks that it takes few actions. */
async function inFewActions(page: Page, task: (doer: Doer) => Promise<void>): Promise<void> {
  const doer = new Doer(page);
  await task(doer);
  expect(doer.actions).toBeLessThanOrEqual(actionsMax);
}

async function ownersOf(): Promise<(string | undefined)[]> {
  await at.host.settled(at.organization);
  const body = { filter: { field: 'name', op: 'startsWith', value: 'Quiet' }, limit: 100 };
  const path = `${at.organization.path}/customers/query`;
  const { items } = await bodyOf(200, at.person.call('POST', path, { body }));
  return [...new Set<string | undefined>(items.map(({ ownerId }: { ownerId?: string }) => ownerId))];
}

test.each([
  ['the keyboard alone', byKeyboard],
  ['the pointer', byPointer],
])(
  'a question is asked, saved as a view, opened by a colleague, mass-assigned and undone with %s, in at most six actions each',
  async (_name, way) => {
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/customers`);
      await page.locator('tbody a.title').first().waitFor();
      await inFewActions(page, (doer) => way.ask(doer));
      await page.waitForURL(/sort=-wonValue/);
      await pager(page).waitFor();
      expect(await page.locator('#filter-words').innerText()).toBe(question);
      await expect.poll(() => page.locator('tbody a.title').first().innerText()).toBe('Quiet and won');
      await inFewActions(page, (doer) => way.save(doer));
      await page.getByText(`“${viewName}” was saved`).waitFor();
    });
    await at.inWindow(async (page) => {
      await page.goto(at.base);
      await page.getByRole('link', { name: viewName }).waitFor();
      await inFewActions(page, (doer) => way.open(doer));
      await pager(page).waitFor();
      await inFewActions(page, (doer) => way.assign(doer, 'Nerea'));
      await jobDone(page, 'Owner: Nerea', `${total}`, 90_000);
      expect(await axeFindings(page)).toEqual([]);
      await takePicture(page, 'everyday-assigned');
      expect(await ownersOf()).toEqual([colleague.userId]);
      await inFewActions(page, (doer) => way.undo(doer));
      await jobDone(page, 'Undo “Owner: Nerea', `${total}`, 90_000);
      expect(await ownersOf()).toEqual([undefined]);
    }, colleague);
    const { items } = await bodyOf(200, at.person.call('GET', `${at.organization.path}/views`));
    for (const { id, version } of items)
      await bodyOf(
        204,
        at.person.call('DELETE', `${at.organization.path}/views/${id}`, { ifMatch: version }),
      );
  },
);
