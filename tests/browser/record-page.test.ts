import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { endedJob } from '../jobs.ts';
import { newApiKey } from '../organization.ts';
import { takePicture } from './browser.ts';
import { button } from './people.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let workplace: Workplace;
let pipeline: { id: string; stages: { id: string; name: string; probability: number }[] };
beforeAll(async () => {
  workplace = await Workplace.open();
  ({
    pipelines: [pipeline],
  } = await read(''));
});
afterAll(() => workplace.close());

const read = (path: string) =>
  bodyOf(200, workplace.person.call('GET', `${workplace.organization.path}${path}`));
const create = (path: string, body: object) =>
  bodyOf(201, workplace.person.call('POST', `${workplace.organization.path}${path}`, { body }));

/** A deal in the second stage, with a customer, a contact and a task. */
async function newDeal(): Promise<{ id: string; address: string }> {
  const customer = await create('/customers', { name: 'Harbour Foods', email: 'office@harbour.example' });
  const contact = await create('/contacts', {
    firstName: 'Inés',
    lastName: 'Puig',
    jobTitle: 'Head of fleet',
    phones: [{ label: 'work', number: '+34933201181' }],
    customerId: customer.id,
  });
  const { id } = await create('/deals', {
    title: 'Cold chain',
    customerId: customer.id,
    contactIds: [contact.id],
    stageId: pipeline.stages[1]!.id,
  });
  await create('/tasks', {
    title: 'Send the offer',
    dueAt: new Date(Date.now() + 86_400_000).toISOString(),
    recordType: 'deal',
    recordId: id,
  });
  await workplace.host.settled(workplace.organization);
  return { id, address: `${workplace.base}/deals/${id}` };
}

test('the timeline says how a change came about, unless it was made on the site', async () => {
  const { person, organization, host, base } = workplace;
  const { id } = await create('/contacts', { firstName: 'Vera' });
  const path = `${organization.path}/contacts/${id}`;
  const change = (call: Call, body: object, ifMatch: number) =>
    bodyOf(200, call('PATCH', path, { body, ifMatch }));
  await change(person.call, { city: 'Lugo' }, 1);
  const key = await newApiKey(host, organization, person);
  await change(key.call, { city: 'Vigo' }, 2);
  await change(key.call, { jobTitle: 'Pilot', city: 'Noia' }, 3);
  const values = { jobTitle: 'Captain' };
  const body = { recordType: 'contact', ids: [id], change: { action: 'update', values } };
  const job = await bodyOf(201, person.call('POST', `${organization.path}/jobs`, { body }));
  expect((await endedJob(person.call, organization, job.id)).state).toBe('done');
  await workplace.inWindow(async (page) => {
    await page.goto(`${base}/contacts/${id}`);
    const line = (text: RegExp) => page.locator('article.entry', { hasText: text });
    const how = (text: RegExp) => line(text).locator('.how').allInnerTexts();
    await line(/Captain/).waitFor();
    expect(await how(/Captain/)).toEqual(['in the background']);
    expect(await how(/changed 2 fields/)).toEqual(['with an API key']);
    expect(await how(/to Vigo/)).toEqual(['with an API key']);
    expect(await how(/to Lugo/)).toEqual([]);
    expect(await how(/created this/)).toEqual([]);
  });
});

const probabilityOn = (page: Page) => page.locator('[data-field=probability]');

test('a deal shows its effective probability, which can override that of the stage and be reset to it', async () => {
  const { id, address } = await newDeal();
  const { probability } = pipeline.stages[1]!;
  await workplace.inWindow(async (page) => {
    await page.goto(address);
    const field = probabilityOn(page);
    await field.getByText(`${probability}%`).waitFor();
    await field.getByText('from the stage').waitFor();
    await takePicture(page, 'deal-page');
    await field.getByRole('button').first().click();
    await field.getByRole('textbox').fill('55');
    await page.keyboard.press('Enter');
    await field.getByText('55%').waitFor();
    await field.getByRole('button', { name: `Use ${probability}% from the stage` }).click();
    await field.getByText('from the stage').waitFor();
    await expect.poll(async () => (await read(`/deals/${id}`)).probability).toBeUndefined();
  });
});

test('a click or a key on a stage moves the deal, which can be undone, and a closed deal is opened again first', async () => {
  const { id, address } = await newDeal();
  const [first, second, third] = pipeline.stages;
  const stage = async () => (await read(`/deals/${id}`)).stageId as string;
  await workplace.inWindow(async (page) => {
    await page.goto(address);
    await button(page, `Move to ${third!.name}`).click();
    await page.locator('li[aria-current=step]', { hasText: third!.name }).waitFor();
    await probabilityOn(page).getByText(`${third!.probability}%`).waitFor();
    expect(await stage()).toBe(third!.id);
    await button(page, 'Undo').click();
    await page.locator('li[aria-current=step]', { hasText: second!.name }).waitFor();
    await button(page, `Move to ${first!.name}`).focus();
    await page.keyboard.press('Enter');
    await page.locator('li[aria-current=step]', { hasText: first!.name }).waitFor();
    expect(await stage()).toBe(first!.id);
    const { version } = await read(`/deals/${id}`);
    const win = `${workplace.organization.path}/deals/${id}/win`;
    await bodyOf(200, workplace.person.call('POST', win, { body: {}, ifMatch: version }));
    await page.reload();
    await button(page, 'Reopen').waitFor();
    expect(await page.getByRole('button', { name: /^Move to/ }).count()).toBe(0);
  });
});

test('an action that someone else’s change refuses works the next time', async () => {
  const { id, address } = await newDeal();
  const lead = await create('/leads', { firstName: 'Berta' });
  const changeElsewhere = async (path: string, body: object) => {
    const { version } = await read(path);
    const { call } = workplace.person;
    await bodyOf(200, call('PATCH', workplace.organization.path + path, { body, ifMatch: version }));
  };
  const third = pipeline.stages[2]!;
  const refused = /^This was changed in the meantime/;
  await workplace.inWindow(async (page) => {
    await page.goto(address);
    await button(page, `Move to ${third.name}`).waitFor();
    await changeElsewhere(`/deals/${id}`, { title: 'Colder chain' });
    await button(page, `Move to ${third.name}`).click();
    await page.getByText(refused).waitFor();
    await page.getByRole('heading', { name: 'Colder chain' }).first().waitFor();
    await button(page, `Move to ${third.name}`).click();
    await page.locator('li[aria-current=step]', { hasText: third.name }).waitFor();
    await changeElsewhere(`/deals/${id}`, { title: 'Coldest chain' });
    await button(page, 'Won').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Mark as won' }).click();
    await page.getByRole('dialog').getByText(refused).waitFor();
    await page.getByRole('heading', { name: 'Coldest chain' }).first().waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Mark as won' }).click();
    await button(page, 'Reopen').waitFor();

    await page.goto(`${workplace.base}/leads/${lead.id}`);
    await button(page, 'Qualify').waitFor();
    await changeElsewhere(`/leads/${lead.id}`, { lastName: 'Soto' });
    await button(page, 'Qualify').click();
    await page.getByText(refused).waitFor();
    await page.getByRole('heading', { name: 'Berta Soto' }).first().waitFor();
    await button(page, 'Qualify').click();
    await page.locator('header h1', { hasText: 'Qualified' }).waitFor();
  });
});

test('a button keeps the focus while its verb is carried out, and another Enter does nothing', async () => {
  const { id } = await create('/leads', { firstName: 'Carla' });
  await workplace.inWindow(async (page) => {
    const { promise: released, resolve: release } = Promise.withResolvers<true>();
    let requests = 0;
    await page.route(/\/qualify$/, async (route) => {
      requests += 1;
      await released;
      await route.continue();
    });
    await page.goto(`${workplace.base}/leads/${id}`);
    await button(page, 'Qualify').focus();
    await page.keyboard.press('Enter');
    await page.locator('button:focus[aria-busy=true]', { hasText: 'Qualify' }).waitFor();
    await page.keyboard.press('Enter');
    release(true);
    await page.locator('header h1', { hasText: 'Qualified' }).waitFor();
    expect(requests).toBe(1);
  });
});

test('a deal’s page shows its next activity, its customer and its contacts with ways to reach them', async () => {
  const { address } = await newDeal();
  await workplace.inWindow(async (page) => {
    await page.goto(address);
    const beside = page.locator('.right');
    await beside.getByText('Send the offer').waitFor();
    await beside.getByRole('link', { name: 'Harbour Foods' }).waitFor();
    await beside.getByRole('link', { name: 'E-mail office@harbour.example' }).waitFor();
    await beside.getByRole('link', { name: 'Inés Puig' }).waitFor();
    await beside.getByText('Head of fleet').waitFor();
    await beside.getByRole('link', { name: 'Call +34933201181' }).waitFor();
  });
});

test('a lost lead is opened again before it can be converted', async () => {
  const { leadStatuses } = await read('');
  const lost = leadStatuses.find(({ meaning }: { meaning: string }) => meaning === 'lost');
  const lead = await create('/leads', { firstName: 'Aitana', statusId: lost.id });
  await workplace.inWindow(async (page) => {
    await page.goto(`${workplace.base}/leads/${lead.id}`);
    await button(page, 'Reopen').waitFor();
    expect(await page.getByRole('link', { name: 'Convert' }).count()).toBe(0);
    await button(page, 'Reopen').click();
    await page.getByRole('link', { name: 'Convert' }).waitFor();
    await expect.poll(async () => (await read(`/leads/${lead.id}`)).statusId).toBe('new');
  });
});

test('a phone number is never shown in its stored format', async () => {
  await workplace.newContact({
    firstName: 'Núria',
    phones: [{ label: 'work', number: '+34933201182' }],
  });
  await workplace.inWindow(async (page) => {
    await page.addInitScript(() => {
      const seen = new Set<string>();
      (globalThis as unknown as { seen: Set<string> }).seen = seen;
      new MutationObserver(() => {
        if (document.querySelector('body')?.innerText.includes('+34933201182')) seen.add(location.pathname);
      }).observe(document, { childList: true, subtree: true, characterData: true });
    });
    await page.goto(`${workplace.base}/contacts`);
    await page.getByText('+34 933 20 11 82').waitFor();
    await page.getByRole('link', { name: 'Núria' }).first().click();
    await page.locator('[data-field=phones]').getByText('+34 933 20 11 82').waitFor();
    expect(await page.evaluate(() => [...(globalThis as unknown as { seen: Set<string> }).seen])).toEqual([]);
  });
});

test('while a record loads, every column of its page has a skeleton', async () => {
  const contact = await workplace.newContact({ firstName: 'Leire' });
  await workplace.inWindow(async (page) => {
    const itself = `**/v1/orgs/*/contacts/${contact.id}?*`;
    await page.route(itself, () => undefined);
    await page.goto(`${workplace.base}/contacts/${contact.id}`);
    await page.locator('main .skeleton').first().waitFor();
    const columns = await page
      .locator('main .skeleton')
      .evaluateAll(
        (bones) => new Set(bones.map((bone) => Math.floor(bone.getBoundingClientRect().x / 340))).size,
      );
    expect(columns).toBeGreaterThanOrEqual(3);
    await page.unroute(itself);
  });
});

test('a person or an organization without a picture is shown with initials', async () => {
  const { name } = await read('');
  await workplace.inWindow(async (page) => {
    for (const section of ['profile', 'organization']) {
      await page.goto(`${workplace.base}/settings/${section}`);
      const avatar = page.locator('section .avatar').first();
      await avatar.waitFor();
      expect((await avatar.innerText()).trim()).toMatch(/^\p{Lu}{1,2}$/u);
    }
    expect(name).not.toBe('');
  });
});

test('records, lists and reports are printed completely and without controls', async () => {
  const { address } = await newDeal();
  await workplace.inWindow(async (page) => {
    for (const [name, path] of Object.entries({
      record: address,
      list: `${workplace.base}/contacts`,
      report: `${workplace.base}/analytics/deals`,
    })) {
      await page.goto(path);
      await page.waitForFunction(
        () => document.querySelector('main h1') && !document.querySelector('[aria-busy=true], .skeleton'),
      );
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      await takePicture(page, `print-${name}`);
      const shown = await page.evaluate(() => {
        const isShown = (element: Element) => (element as HTMLElement).offsetParent !== null;
        const all = (selector: string) => [...document.querySelectorAll(selector)].filter(isShown);
        const scrolling = [...document.querySelectorAll('main, main *')].filter(
          (element) =>
            ['auto', 'scroll'].includes(getComputedStyle(element).overflowY) &&
            element.scrollHeight > element.clientHeight + 1,
        );
        return {
          controls: all(
            'nav, .sidebar, .page > header, main form, main input, main button:not(.value, .sort, .stage)',
          ).map((element) => element.outerHTML.slice(0, 120)),
          cut: scrolling.map((element) => element.className),
          ground: getComputedStyle(document.documentElement).backgroundColor,
          heading: all('main h1').length,
        };
      });
      expect(shown, name).toEqual({ controls: [], cut: [], ground: 'oklch(1 0 0)', heading: 1 });
      await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
    }
  });
});

test('the page of a record in the trash says what is restored with it, and no request fails', async () => {
  const { id, version } = await create('/customers', { name: 'Closed Quay' });
  const { path } = workplace.organization;
  await bodyOf(200, workplace.person.call('DELETE', `${path}/customers/${id}`, { ifMatch: version }));
  await workplace.inWindow(async (page) => {
    const refused: string[] = [];
    page.on('response', (response) => {
      if (response.status() >= 400) refused.push(`${response.status()} ${response.url()}`);
    });
    await page.goto(`${workplace.base}/customers/${id}`);
    await page.getByText('come back when the record is restored').waitFor();
    await page.waitForTimeout(1_000);
    expect(refused).toEqual([]);
    await button(page, 'Restore').click();
    await page.getByText('created this').waitFor();
    expect(refused).toEqual([]);
  });
});
