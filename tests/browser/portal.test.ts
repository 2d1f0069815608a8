import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import { png } from '../files.ts';
import { openWindow, takePicture, type Look } from './browser.ts';
import { goTo, invite, openIssue, signUpFrom, words, type Words } from './portal-people.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 240_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open(undefined, { currency: 'EUR' });
  await readyToBill(at.person.call, at.organization);
});
afterAll(() => at.close());

const read = (path: string): Promise<any> =>
  bodyOf(200, at.person.call('GET', `${at.organization.path}/${path}`));

/** Opens the only invoice, and comes back. */
async function seeInvoice(page: Page, number: string, say: Words): Promise<void> {
  await goTo(page, say.invoices);
  await page.getByRole('button', { name: `${say.pay}: ${number}` }).click();
  await page.waitForURL(/\/v1\/documents\?key=/);
  await page.getByText(number).first().waitFor();
  await page.goBack();
  await page.getByRole('button', { name: `${say.pay}: ${number}` }).waitFor();
}

test.each<[keyof typeof words, Look]>([
  ['en', { locale: 'en-US' }],
  ['es', { locale: 'es-ES', phone: true, theme: 'dark' }],
])(
  'an invited contact signs up, sees invoices, and gets an issue with a file answered and resolved, without the team’s notes (%s)',
  async (language, look) => {
    const say: Words = words[language];
    const invited = await invite(at.host, at.organization);
    const { call } = at.person;
    const invoice = await issued(
      call,
      at.organization,
      await newDraft(call, at.organization, invited.customerId, [12_345]),
    );
    const { page, context, errors } = await openWindow(at.browser, at.host.url, look);
    await signUpFrom(page, at.host, invited, say);
    await page.getByText(/123[.,]45/).waitFor();
    await seeInvoice(page, invoice.number, say);

    const issue = await openIssue(page, say);
    await at.create(`notes/issue/${issue}`, { body: 'They never oil the door.' });
    await at.create(`issues/${issue}/answers`, { body: 'Is the **light** on?' });
    await page.reload();
    await page.getByText('Is the light on?').waitFor();
    expect(await page.getByText('They never oil the door.').count()).toBe(0);
    await page.getByRole('textbox', { name: say.answer }).fill('It is red.');
    await page.getByRole('button', { name: say.send }).click();
    await page.getByRole('article').getByText('It is red.').waitFor();
    const { items } = await read(`issues/${issue}/answers`);
    expect(items.map(({ body }: { body: string }) => body)).toEqual([
      'It is red.',
      'Is the **light** on?',
      '',
    ]);

    await page.getByRole('button', { name: say.resolve }).click();
    await page.getByRole('status').getByText(say.resolved).waitFor();
    const rating = page.getByRole('group', { name: say.rate }).and(page.locator(':focus'));
    await rating.waitFor();
    await takePicture(page, `portal-resolved-${language}`);
    await page.getByText(say.good, { exact: true }).click();
    await page.getByRole('button', { name: say.send }).first().click();
    await page.getByRole('status').getByText(say.rated).waitFor();
    await rating.waitFor();
    await takePicture(page, `portal-rated-${language}`);
    expect(await read(`issues/${issue}`)).toMatchObject({ statusId: 'resolved', satisfied: true });
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(errors).toEqual([]);
    await context.close();
  },
);

test('an issue whose file can’t be uploaded is opened once, and the file is sent when it is tried again', async () => {
  const invited = await invite(at.host, at.organization);
  const { page, context } = await openWindow(at.browser, at.host.url);
  await signUpFrom(page, at.host, invited, words.en);
  let isBroken = true;
  await page.route(
    () => isBroken,
    (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()),
  );
  await page.goto(`/portal/${at.organization.id}/issues/new`);
  await page.getByLabel(/^Subject/).fill('The gate is stuck');
  await page
    .locator('input[type=file]')
    .setInputFiles([{ name: 'Gate.png', mimeType: 'image/png', buffer: png }]);
  await page.getByRole('button', { name: 'Send' }).click();
  await page.waitForURL(/\/issues\/[\w-]{36}$/);
  const retry = page.getByRole('button', { name: 'Retry the upload of Gate.png' });
  await retry.waitFor();
  isBroken = false;
  await retry.click();
  await page.getByRole('button', { name: 'Download Gate.png' }).waitFor();
  await page.goto(`/portal/${at.organization.id}/issues`);
  await page.getByText('The gate is stuck').waitFor();
  expect(await page.getByText('The gate is stuck').count()).toBe(1);
  await context.close();
});

test('an answer that is refused keeps what was typed', async () => {
  const invited = await invite(at.host, at.organization);
  const { page, context } = await openWindow(at.browser, at.host.url);
  await signUpFrom(page, at.host, invited, words.en);
  await page.goto(`/portal/${at.organization.id}/issues/new`);
  await page.getByLabel(/^Subject/).fill('No power');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.waitForURL(/\/issues\/[\w-]{36}$/);
  const refused = { status: 409, contentType: 'application/problem+json', body: '{"code":"conflict"}' };
  await page.route('**/answers', (route) =>
    route.request().method() === 'POST' ? route.fulfill(refused) : route.continue(),
  );
  const answer = page.getByRole('textbox', { name: 'Write an answer' });
  await answer.fill('Only in the evening.');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('alert').waitFor();
  expect(await answer.inputValue()).toBe('Only in the evening.');
  await page.unroute('**/answers');
  await page.reload();
  expect(await answer.inputValue()).toBe('Only in the evening.');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('article').getByText('Only in the evening.').waitFor();
  await context.close();
});
