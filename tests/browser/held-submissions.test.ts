import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { newForm, newHeld } from '../forms.ts';
import { lookAround } from './money-pages.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
let form: any;
beforeAll(async () => {
  at = await Workplace.open();
  form = await newForm(at.organization, { name: 'Landing page', otherContact: 'hello@shop.example' });
});
afterAll(() => at.close());

test('the hidden field of a form can neither have the focus nor be read, and browsers don’t fill it in', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base.replace(/\/o\/.*/, '')}/v1/forms/${form.id}`);
    const trap = page.locator('#trap');
    const look = await trap.evaluate((field: HTMLInputElement) => {
      field.focus();
      return [document.activeElement === field, field.readOnly, field.autocomplete, field.type];
    });
    expect(look).toEqual([false, true, 'off', 'text']);
    expect(await page.getByRole('textbox', { name: 'Leave this field empty' }).count()).toBe(0);
    const reached: string[] = [];
    for (let step = 0; step < 8; step += 1) {
      await page.keyboard.press('Tab');
      reached.push(await page.evaluate(() => document.activeElement?.id ?? ''));
    }
    expect(reached).not.toContain('trap');
  });
});

test('what is held is shown with its reason, and is released or deleted', async () => {
  const { organization, host, base } = at;
  await newHeld(host.url, organization, { form, firstName: 'Grace', message: 'Do you open on Sundays?' });
  await newHeld(host.url, organization, { form, firstName: 'Robot' });
  await at.inWindow(async (page) => {
    await page.goto(`${base}/settings/forms`);
    await page.getByRole('link', { name: '2 held for review' }).first().click();
    await page.getByText('Do you open on Sundays?').waitFor();
    await page.getByText('A field was filled in that visitors don’t see').first().waitFor();
    await lookAround(page, 'held-submissions');
    await page.getByRole('button', { name: 'Release: Grace' }).click();
    await page.getByText('Lead created').waitFor();
    await page.getByRole('button', { name: 'Delete: Robot' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Nothing is held for review').waitFor();
    await lookAround(page, 'held-submissions-none');
  });
  await host.settled(organization);
  const { items } = await bodyOf(200, at.person.call('GET', `${organization.path}/leads`));
  expect(items.map(({ fullName }: any) => fullName)).toEqual(['Grace']);
});

test('the page of a link to an issue takes an answer, which the team reads as the visitor’s', async () => {
  const { organization, host, base } = at;
  const fields = [
    { field: 'subject', label: 'Subject', isRequired: true },
    { field: 'description', label: 'Description', isRequired: false },
    { field: 'writerEmail', label: 'E-mail', isRequired: true },
  ];
  const issues = await newForm(organization, { creates: 'issue', fields });
  const writerEmail = 'visitor@harbour.example';
  const sent = { form: issues, firstName: undefined, email: undefined, subject: 'The crane is stuck' };
  const held = await newHeld(host.url, organization, { ...sent, description: 'Since today.', writerEmail });
  const release = `${organization.path}/held-submissions/${held.id}/release`;
  const { recordId } = await bodyOf(200, at.person.call('POST', release));
  const body = { body: 'Which **crane**? See https://example.com/cranes.', statusId: 'waiting' };
  await bodyOf(201, at.person.call('POST', `${organization.path}/issues/${recordId}/answers`, { body }));
  const links = async () =>
    (await host.mails(writerEmail)).flatMap(({ text }) => /\S+\/v1\/issues\?key=\S+/.exec(text)?.[0] ?? []);
  await expect.poll(async () => (await links()).length, { timeout: 60_000 }).toBe(2);
  const [link] = await links();
  await at.inWindow(async (page) => {
    await page.goto(link!);
    await page.getByText('Which crane?').waitFor();
    await lookAround(page, 'issue-link');
    await page.getByLabel('Your answer').fill('The <big> one');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('The <big> one').waitFor();
    await page.goto(`${base}/issues/${recordId}`);
    await page.getByText('The visitor who wrote through the form').waitFor();
    await page.getByText('The <big> one').waitFor();
    await page.getByRole('button', { name: 'Revoke links' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke links' }).click();
    await page.getByText('Links revoked').first().waitFor();
    await lookAround(page, 'issue-answered-by-link');
    await page.goto(link!);
    await page.getByText('This link doesn’t work any more').waitFor();
  });
});
