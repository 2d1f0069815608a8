import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { isFull } from '../counts.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import type { RunningHost } from '../host.ts';
import { axeFindings } from './accessibility.ts';
import { openWindow, takePicture, type Look } from './browser.ts';
import { connectSite, openSignedIn } from './site-under-test.ts';

// Long enough for the page to render every operation and schema.
vi.setConfig({ testTimeout: 600_000 });

const shell = promisify(execFile);

let host: RunningHost;
let browser: Browser;
let organization: TestOrganization;
let secret: string;

beforeAll(async () => {
  ({ host, browser } = await connectSite());
  organization = await newOrganization(await newPerson(host));
  const permissions = ['contact:read', 'contact:create', 'contact:update', 'contact:delete'];
  ({ secret } = await bodyOf(
    201,
    organization.owner.call('POST', `${organization.path}/api-keys`, {
      body: {
        name: 'A program',
        permissions: [...permissions, 'note:create', 'tag:create', 'search:read', 'dashboard:read'],
      },
    }),
  ));
});
afterAll(() => browser.close());

/** Opens the reference page, authorized with the API key. `elsewhere` lists requests to other origins. */
async function openReference() {
  const { page, context, errors } = await openWindow(browser, host.url);
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(host.url))
      elsewhere.push(request.url());
  });
  await page.goto('/docs');
  await page.getByRole('button', { name: 'Authorize' }).first().click();
  await page.locator('.auth-container input').fill(secret);
  await page.locator('.auth-btn-wrapper .authorize').click();
  await page.locator('.auth-btn-wrapper .btn-done').click();
  return { page, context, errors, elsewhere };
}

test('the curl command on the reference page creates a contact, and the page loads nothing from other origins', async () => {
  const { page, context, errors, elsewhere } = await openReference();
  const sent = { orgId: organization.id, 'Idempotency-Key': 'made-once' };
  const contact = await byCurl(page, 'contacts.create', sent, { firstName: 'Once' });
  expect(contact).toMatchObject({ status: 201, body: { firstName: 'Once' } });
  await bodyOf(
    200,
    organization.owner.call('DELETE', `${organization.path}/contacts/${contact.body.id}`, { ifMatch: 1 }),
  );
  await takePicture(page, 'docs-used');
  expect(elsewhere).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

test('the address at which others have their reference leads to this one', async () => {
  const { page, context } = await openWindow(browser, host.url);
  await page.goto('/redoc');
  await page.waitForURL(`${host.url}/docs`);
  await context.close();
});

// Only in the full tier, because the page takes several seconds for each command.
test.runIf(isFull)('the commands on the reference page are enough to manage contacts', async () => {
  const { page, context, errors, elsewhere } = await openReference();
  const orgId = organization.id;
  const tag = await byCurl(
    page,
    'tags.create',
    { orgId, 'Idempotency-Key': 'tag' },
    { name: 'Logistics', color: 'blue' },
  );
  expect(tag.status).toBe(201);
  const people = [
    {
      firstName: 'Ana',
      lastName: 'Gómez',
      phones: [{ label: 'work', number: '+34600123456' }],
      tagIds: [tag.body.id],
    },
    { firstName: 'Bruno', lastName: 'Díaz' },
    { firstName: 'Clara', lastName: 'Gómez' },
  ];
  const ids: string[] = [];
  for (const person of people) {
    const key = `made-once-${person.firstName}`;
    const contact = await byCurl(page, 'contacts.create', { orgId, 'Idempotency-Key': key }, person);
    expect(contact).toMatchObject({ status: 201, body: { firstName: person.firstName } });
    ids.push(contact.body.id);
  }
  const [ana, bruno, clara] = ids as [string, string, string];
  const onAna = { orgId, recordType: 'contact', recordId: ana };
  expect((await byCurl(page, 'notes.create', onAna, { body: 'Call in June' })).status).toBe(201);
  await host.settled();

  // The page has sent this request itself, and the command repeats it. The second deletion therefore finds nothing.
  const deletion = await byCurl(page, 'contacts.delete', { orgId, id: bruno, 'If-Match': '"v1"' });
  expect(deletion.status).toBe(404);
  expect((await byCurl(page, 'contacts.restore', { orgId, id: bruno })).status).toBe(200);
  await host.settled();

  const idsOf = (list: Shown) => list.body.items.map(({ id }: { id: string }) => id);
  const listing = await commandOf(page, 'contacts.list', { orgId, limit: '2', sort: '-name' });
  const first = await run(listing);
  expect(idsOf(first)).toEqual([clara, bruno]);
  const next = await run(listing.replace('limit=2', `limit=2&cursor=${first.body.nextCursor}`));
  expect(idsOf(next)).toEqual([ana]);
  const finding = await commandOf(page, 'search.find', { orgId, q: 'gom' });
  for (const q of ['gom', 'ana%20gomez', '3456']) {
    expect(JSON.stringify((await run(finding.replace('q=gom', `q=${q}`))).body), q).toContain(ana);
  }
  const dashboard = await byCurl(page, 'dashboard.get', { orgId });
  expect(dashboard.body.contacts.total).toBe(3);

  expect(elsewhere).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

test('signed-in users see the custom fields of the chosen organization', async () => {
  const { owner, path } = organization;
  const fields = `${path}/custom-fields/contact`;
  const body = { key: 'shoe-size', label: 'Shoe size', kind: 'number' };
  await bodyOf(201, owner.call('POST', fields, { body, ifMatch: 0 }));
  const { page, context, errors } = await openSignedIn(browser, host, owner);
  await page.goto('/docs');
  const { name } = await bodyOf(200, owner.call('GET', path));
  await page.getByRole('combobox', { name: 'Fields shown' }).selectOption(name);
  await page.locator('#operations-tag-contacts').click();
  const block = page.locator('[id="operations-contacts-contacts\\\\.list"]');
  await block.locator('.opblock-summary-control').click();
  await block.getByText('custom.shoe-size.from').waitFor();
  await takePicture(page, 'docs-organization');
  expect(errors).toEqual([]);
  await context.close();
});

test.each<Look>([{ theme: 'light' }, { theme: 'dark' }, { theme: 'dark', phone: true }])(
  'the reference has the product’s type and colors, readable and without sideways scrolling (%o)',
  async (look) => {
    // The theme chosen in the site overrides that of the system.
    const { page, context, errors } = await openWindow(browser, host.url, {
      ...look,
      theme: look.theme === 'dark' ? 'light' : 'dark',
    });
    await page.addInitScript((theme) => localStorage.setItem('cobalt.theme', theme), look.theme ?? 'light');
    await page.goto('/docs');
    await page.locator('#operations-tag-contacts').click();
    for (const operation of ['list', 'create']) {
      const block = page.locator(`[id="operations-contacts-contacts\\\\.${operation}"]`);
      await block.locator('.opblock-summary-control').click();
      await block.locator('.responses-wrapper').waitFor();
    }
    await takePicture(page, `docs-${look.theme}${look.phone ? '-phone' : ''}`);
    const { fonts, ground, wide } = await page.evaluate(() => ({
      fonts: [...document.querySelectorAll('.reference :is(h2, h3, p, td, button)')].map(
        (element) => getComputedStyle(element).fontFamily.split(',')[0],
      ),
      ground: getComputedStyle(document.querySelector('.reference')!.parentElement!.parentElement!)
        .colorScheme,
      wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    }));
    expect([...new Set(fonts)]).toEqual(['"Inter Variable"']);
    expect(ground).toBe(look.theme);
    expect(wide).toBe(0);
    expect(await axeFindings(page, { rules: ['color-contrast'] })).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();
  },
);

interface Shown {
  status: number;
  body: any;
}

/** Fills in an operation on the page, sends it there, and returns the command that the page shows. */
async function commandOf(
  page: Page,
  operation: string,
  parameters: Record<string, string>,
  body?: unknown,
): Promise<string> {
  const [resource] = operation.split('.');
  const section = page.locator(`#operations-tag-${resource}`);
  await section.click();
  const block = page.locator(`[id="operations-${resource}-${operation.replace('.', '\\\\.')}"]`);
  await block.locator('.opblock-summary-control').click();
  await block.getByRole('button', { name: 'Try it out' }).click();
  for (const [name, value] of Object.entries(parameters)) {
    const field = block.locator(`tr[data-param-name="${name}"] :is(input, select)`).first();
    if ((await field.evaluate((element) => element.tagName)) === 'SELECT') await field.selectOption(value);
    else await field.fill(value);
  }
  if (body) await block.locator('textarea.body-param__text').fill(JSON.stringify(body));
  await block.getByRole('button', { name: 'Execute' }).click();
  await block.locator('.live-responses-table .response').waitFor();
  const command = await block.locator('.curl-command pre').innerText();
  // Collapses the operation, because expanded operations re-render with each later change.
  await block.getByRole('button', { name: 'Clear' }).click();
  await block.getByRole('button', { name: 'Cancel' }).click();
  await block.locator('.opblock-summary-control').click();
  await section.click();
  return command;
}

async function run(command: string): Promise<Shown> {
  const { stdout } = await shell('sh', ['-c', `${command} -s -w '\\n%{http_code}'`]);
  const end = stdout.lastIndexOf('\n');
  const text = stdout.slice(0, end);
  return { status: Number(stdout.slice(end + 1)), body: text ? JSON.parse(text) : undefined };
}

/** Runs the curl command that the page shows for an operation. */
const byCurl = async (...operation: Parameters<typeof commandOf>) => run(await commandOf(...operation));
