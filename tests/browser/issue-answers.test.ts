import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { answerPrefix, recordKey } from '#data/store/keys.ts';
import { contrastOf } from '#lib/portal/accent.ts';
import { bodyOf } from '../caller.ts';
import { png } from '../files.ts';
import { addClient } from '../organization.ts';
import { openTable } from '../table.ts';
import { lookAround } from './money-pages.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
let customerId: string;
beforeAll(async () => {
  at = await Workplace.open();
  ({ id: customerId } = await at.create('customers', { name: 'Harbour Foods' }));
});
afterAll(() => at.close());

const answersTo = async (id: string): Promise<any[]> =>
  (await bodyOf(200, at.person.call('GET', `${at.organization.path}/issues/${id}/answers`))).items;
const text = (name: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from('plain words') });

test('an answer has the files that were chosen, dropped and pasted, and waits for one whose upload failed', async () => {
  const issue = await at.create('issues', { subject: 'Broken link', customerId });
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/issues/${issue.id}`);
    const composer = page.getByRole('region', { name: 'Send answer' });
    const answer = composer.getByRole('textbox');
    await answer.fill('Here are the steps.');
    let isDown = false;
    await page.route(/\/uploads\//, (route) => (isDown ? route.abort() : route.continue()));
    await composer.locator('input[type=file]').setInputFiles([text('Steps.txt'), text('Page.html')]);
    await composer.getByRole('button', { name: 'Remove Steps.txt' }).waitFor();
    await composer.getByText('Files of this type can’t be uploaded').waitFor();
    await composer.getByRole('button', { name: 'Dismiss Page.html' }).click();
    isDown = true;
    await answer.evaluate(
      (area, bytes) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], 'Screen.png', { type: 'image/png' }));
        area.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
        );
      },
      [...png],
    );
    await composer.getByRole('button', { name: 'Retry the upload of Screen.png' }).waitFor();
    await lookAround(page, 'answer-files');
    await composer.getByRole('button', { name: 'Send answer' }).click();
    await composer.getByText('Retry the uploads that failed, or remove them.').waitFor();
    expect(await answer.inputValue()).toBe('Here are the steps.');
    isDown = false;
    await composer.getByRole('button', { name: 'Retry the upload of Screen.png' }).click();
    await composer.getByRole('button', { name: 'Remove Screen.png' }).waitFor();
    await answer.evaluate((area) => {
      const data = new DataTransfer();
      data.items.add(new File(['plain words'], 'Log.txt', { type: 'text/plain' }));
      area.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    });
    await composer.getByRole('button', { name: 'Remove Log.txt' }).waitFor();
    await page.reload();
    await composer.getByRole('button', { name: 'Remove Log.txt' }).click();
    await composer.getByRole('button', { name: 'Send answer' }).click();
    const sent = page.locator('.middle article').filter({ hasText: 'answered the customer' });
    const download = page.waitForEvent('download');
    await sent.getByRole('button', { name: 'Download Steps.txt' }).click();
    expect((await download).suggestedFilename()).toBe('Steps.txt');
    await sent.getByRole('button', { name: 'Download Screen.png' }).waitFor();
    expect(await composer.getByRole('button', { name: /^Remove/ }).count()).toBe(0);
  });
  const [answer] = await answersTo(issue.id);
  expect(answer.body).toBe('Here are the steps.');
  expect(answer.files.map(({ name }: { name: string }) => name)).toEqual(['Steps.txt', 'Screen.png']);
});

test('an answer by the customer has the contact’s name and another color than those of the team', async () => {
  const contact = await at.create('contacts', { firstName: 'Ana', lastName: 'Ruiz', customerId });
  const issue = await at.create('issues', { subject: 'Late delivery', customerId });
  for (const body of ['It still isn’t here.', 'We are asking the carrier.'])
    await at.create(`issues/${issue.id}/answers`, { body });
  await at.host.settled(at.organization);
  const table = openTable(at.host);
  const record = recordKey(at.organization.id, 'issue', issue.id);
  const [first] = await table.items(
    ({ sk, data }) => sk.startsWith(answerPrefix) && data.includes('still'),
    record.pk,
  );
  const data = JSON.stringify({ ...JSON.parse(first!.data), contactId: contact.id });
  await table.change({ pk: first!.pk, sk: first!.sk }, { data });
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/issues/${issue.id}`);
    const byCustomer = page.locator('.middle article').filter({ hasText: 'It still isn’t here.' });
    await byCustomer.getByRole('link', { name: 'Ana Ruiz' }).waitFor();
    await byCustomer.getByText('From the customer').waitFor();
    const colorOf = (words: string) =>
      page
        .locator('.middle .note')
        .filter({ hasText: words })
        .evaluate((element) => getComputedStyle(element).backgroundColor);
    expect(await colorOf('It still isn’t here.')).not.toBe(await colorOf('We are asking the carrier.'));
    await lookAround(page, 'customer-answer');
  });
});

test('both sides read what was typed: HTML is text, and only the team writes Markdown', async () => {
  const client = await addClient(at.host, at.organization);
  const own = '# 5 is broken <unknown>\n1) first\n2) __init__\n&nbsp; <b>x</b>, see https://example.com/a.';
  const body = { subject: 'List<String> isn’t found', description: own };
  const portal = `${at.organization.path}/portal/issues`;
  const { id } = await bodyOf(201, client.person.call('POST', portal, { body }));
  await at.create(`issues/${id}/answers`, { body: 'Use **List<String>** or <script>alert(1)</script> &lt;' });
  await bodyOf(201, client.person.call('POST', `${portal}/${id}/answers`, { body: { body: own } }));
  await at.host.settled(at.organization);
  const pages = {
    team: `${at.base}/issues/${id}`,
    portal: `/portal/${at.organization.id}/issues/${id}?customer=${client.customerId}`,
  };
  await at.inWindow(async (page) => {
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(path);
      await page.getByText('Use List<String> or <script>alert(1)</script> &lt;').waitFor();
      expect(await page.locator('article strong').allInnerTexts()).toEqual(['List<String>']);
      const answer = page.locator('article').filter({ hasText: '# 5' }).last();
      expect(await answer.innerText()).toContain(own);
      const link = answer.getByRole('link', { name: 'https://example.com/a', exact: true });
      expect(await link.getAttribute('rel')).toContain('noopener');
      await lookAround(page, `typed-text-${name}`);
    }
  });
});

test('an answer that nobody could get isn’t sent, and the composer says so until a contact is chosen', async () => {
  const email = 'leo@harbour.example';
  const leo = await at.create('contacts', { firstName: 'Leo', lastName: 'Sanz', email, customerId });
  const issue = await at.create('issues', { subject: 'Who asks?' });
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/issues/${issue.id}`);
    const composer = page.getByRole('region', { name: 'Send answer' });
    const warning = composer.getByText('Nobody will get this answer');
    await warning.first().waitFor();
    await lookAround(page, 'answer-for-nobody');
    await composer.getByRole('textbox').fill('Hello?');
    await composer.getByRole('button', { name: 'Send answer' }).click();
    await composer.getByRole('alert').filter({ hasText: 'choose a contact' }).waitFor();
    expect(await answersTo(issue.id)).toEqual([]);
    const body = { contactId: leo.id };
    const path = `${at.organization.path}/issues/${issue.id}`;
    await bodyOf(200, at.person.call('PATCH', path, { body, ifMatch: issue.version }));
    await page.reload();
    await composer.getByRole('button', { name: 'Send answer' }).click();
    await page.locator('.middle article').filter({ hasText: 'Hello?' }).waitFor();
    expect(await warning.count()).toBe(0);
    await page.locator('[data-field=customerId]').getByRole('button').first().waitFor();
  });
  expect(await answersTo(issue.id)).toHaveLength(1);
});

test('answers and notes that are too long are kept, say by how much, and are sent once they fit', async () => {
  const issue = await at.create('issues', { subject: 'Broken link', customerId });
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/issues/${issue.id}`);
    for (const [choice, action] of [
      ['Answer', 'Send answer'],
      ['Note', 'Add note'],
    ] as const) {
      await page.getByRole('button', { name: choice, exact: true }).click();
      const composer = page.getByRole('region', { name: action });
      const text = composer.getByRole('textbox');
      await text.fill('Log '.repeat(4_000).trim());
      await composer.getByText('At most 10,000 characters. You have 15,999.').waitFor();
      await page.keyboard.press('Control+Enter');
      if (choice === 'Answer') await lookAround(page, 'answer-too-long');
      expect((await text.inputValue()).length).toBe(15_999);
      await text.fill(`${choice} that fits`);
      await composer.getByText(/^At most/).waitFor({ state: 'detached' });
      await composer.getByRole('button', { name: action }).click();
      await page.locator('.middle article').getByText(`${choice} that fits`).waitFor();
    }
    const note = page.locator('.middle article').filter({ hasText: 'Note that fits' });
    await note.getByRole('button', { name: 'Note actions' }).click();
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    const text = page.getByRole('textbox', { name: 'Note' }).last();
    await text.fill('Log '.repeat(4_000).trim());
    await page.getByText('At most 10,000 characters. You have 15,999.').waitFor();
    await page.keyboard.press('Control+Enter');
    expect((await text.inputValue()).length).toBe(15_999);
    await text.fill('Note that is shorter');
    await page.keyboard.press('Control+Enter');
    await page.locator('.middle article').getByText('Note that is shorter').waitFor();
  });
  expect(await answersTo(issue.id)).toHaveLength(1);
});

test('a long text of a form keeps what is pasted, says how much too long it is, and is saved once it fits', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/issues/new`);
    await page.getByLabel(/^Subject/).fill('Broken link');
    const description = page.getByLabel(/^Description/);
    await description.fill('Log '.repeat(4_000).trim());
    await page.getByText('At most 10,000 characters. You have 15,999.').waitFor();
    await page.getByRole('button', { name: /^Save/ }).click();
    await page.locator('[data-summary]:focus').getByText('At most 10,000 characters').waitFor();
    expect((await description.inputValue()).length).toBe(15_999);
    await lookAround(page, 'long-text-too-long');
    await description.fill('It fits');
    await page.getByRole('button', { name: /^Save/ }).click();
    await page.getByRole('heading', { name: 'Broken link' }).waitFor();
  });
});

test.each(['light', 'dark'] as const)(
  'the hint in the field for an answer is readable in the %s theme',
  async (colorScheme) => {
    const issue = await at.create('issues', { subject: 'No water', customerId });
    await at.inWindow(async (page) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(`${at.base}/issues/${issue.id}`);
      const composer = page.getByRole('region', { name: 'Send answer' });
      const [hint, background] = await composer.evaluate((section) => {
        const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
        const area = section.querySelector('textarea')!;
        return [getComputedStyle(area, '::placeholder').color, getComputedStyle(section).backgroundColor].map(
          (color) => {
            canvas.fillStyle = color;
            canvas.fillRect(0, 0, 1, 1);
            const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
            return `#${[red!, green!, blue!].map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
          },
        );
      });
      expect(contrastOf(hint!, background!)).toBeGreaterThanOrEqual(4.5);
    });
  },
);
