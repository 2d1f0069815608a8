import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readyToBill } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import { linkTo, pageAt } from '../documents.ts';
import { lookAround, lookAt } from './money-pages.ts';
import { button } from './people.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 240_000 });

let at: Workplace;
let customerId: string;
beforeAll(async () => {
  at = await Workplace.open();
  const { call } = at.person;
  await readyToBill(call, at.organization);
  const body = { name: 'Yamada', email: 'yamada@customers.example' };
  ({ id: customerId } = await bodyOf(201, call('POST', `${at.organization.path}/customers`, { body })));
});
afterAll(() => at.close());

const create = (plural: string, body: object): Promise<any> =>
  bodyOf(201, at.person.call('POST', `${at.organization.path}/${plural}`, { body }));
const read = (plural: string, id: string): Promise<any> =>
  bodyOf(200, at.person.call('GET', `${at.organization.path}/${plural}/${id}`));

test('Shift and Enter break a row of a description, Enter goes on, and a line without tax says why', async () => {
  const { id } = await create('quotes', { customerId, currency: 'EUR' });
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/quotes/${id}/edit`);
    await button(page, 'Add line').click();
    const line = (place: number) => page.getByRole('group', { name: `Line ${place + 1}`, exact: true });
    await line(0)
      .getByLabel(/^Description/)
      .fill('Course');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('- two days');
    await page.keyboard.press('Enter');
    await line(1).waitFor();
    await page.keyboard.type('Notary');
    expect(await button(page, 'Say why there is no tax').isVisible()).toBe(false);
    for (const place of [0, 1])
      await line(place)
        .getByLabel(/^Unit price/)
        .fill('100');
    await line(1)
      .getByLabel(/^Tax %/)
      .fill('21');
    await line(0).getByRole('button', { name: 'Say why there is no tax' }).click();
    await line(0).getByLabel('Provision or reason (optional)').fill('art. 20.Uno.9.º Ley 37/1992');
    await lookAround(page, 'document-texts-form');
    await button(page, /^Save/).click();
    await page.getByText('Exempt: art. 20.Uno.9.º Ley 37/1992', { exact: true }).waitFor();
    await lookAround(page, 'document-texts-page');
  });
  const { lines } = await read('quotes', id);
  expect(lines[0]).toMatchObject({
    description: 'Course\n- two days',
    untaxed: { as: 'exempt', reason: 'art. 20.Uno.9.º Ley 37/1992' },
  });
  expect(lines[1].untaxed).toBeUndefined();
});

test('whoever sends a quote reads before which characters its PDF can’t show', async () => {
  const lines = [{ description: 'Design 山\n- Sketches\n- Fonts', quantity: 1, unitPriceMinor: 10_000 }];
  const { id } = await create('quotes', { customerId, currency: 'EUR', lines, notes: 'Thanks 👍🏽' });
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/quotes/${id}`);
    await button(page, 'Send').click();
    await page.getByText(/The PDF can’t show these characters.*: 山 👍🏽/).waitFor();
    await page.getByText('A link to the document follows, and its PDF is attached.').waitFor();
    await lookAround(page, 'document-texts-sending');
    await page.keyboard.press('Escape');
    await button(page, 'Mark as sent').click();
    const question = page.getByRole('alertdialog');
    await question.getByText(/: 山 👍🏽/).waitFor();
    await question.getByRole('button', { name: 'Cancel' }).click();
    expect((await read('quotes', id)).sentAt).toBeUndefined();
    await button(page, 'Mark as sent').click();
    await question.getByRole('button', { name: 'Mark as sent' }).click();
    await button(page, 'Back to draft').waitFor();
    const key = await linkTo(at.organization, await read('quotes', id));
    await page.goto(pageAt(key));
    const shown = page.getByText('- Sketches');
    await shown.waitFor();
    // Three rows of text.
    expect((await shown.boundingBox())!.height).toBeGreaterThan(60);
    await lookAt(page, 'document-texts-customer');
  });
});

test('the billing settings decide whether e-mails have the PDF attached', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/settings/billing`);
    const choice = page.getByLabel('Attach the PDF to e-mails with documents');
    await choice.uncheck();
    await lookAround(page, 'document-texts-settings');
    await button(page, /^Save/).click();
    await page
      .getByText(/^Saved/)
      .first()
      .waitFor();
    await page.reload();
    await choice.waitFor();
    expect(await choice.isChecked()).toBe(false);
  });
});
