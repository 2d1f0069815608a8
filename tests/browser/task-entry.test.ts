import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings } from './accessibility.ts';
import { takePicture } from './browser.ts';
import { openSignedIn } from './site-under-test.ts';
import { openForm, rowOf, TaskPages } from './task-pages.ts';
import { Workplace } from './workplace.ts';

let at: Workplace;
let tasks: TaskPages;
beforeAll(async () => {
  at = await Workplace.open();
  tasks = await new TaskPages(at).open();
});
afterAll(() => at.close());

describe('the title of a new task', () => {
  test('names its day and time, which the form shows before it is saved', async () => {
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/tasks`);
      const title = await openForm(page);
      await title.fill('Call Ana tomorrow 9:30');
      await page
        .locator('.reading')
        .getByText(/^\w+, \w+ \d+, 9:30 AM$/)
        .waitFor();
      expect(await page.getByLabel(/^Due/).inputValue()).toBe(tasks.local(1, '09:30'));
      await takePicture(page, 'task-line');
      await page.keyboard.press('Enter');
      await page.locator('section.new').waitFor({ state: 'detached' });
      const [task] = await tasks.named('Call Ana');
      expect(await tasks.dueOf(task.id)).toBe(tasks.local(1, '09:30'));
    });
  });

  test('keeps all its words after Esc or a click, and a second Esc leaves the form with its draft', async () => {
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/tasks?view=upcoming`);
      const title = await openForm(page);
      const due = page.getByLabel(/^Due/);
      const usual = await due.inputValue();
      await title.fill('Read Friday in 3 days');
      await expect.poll(() => due.inputValue()).not.toBe(usual);
      await page.keyboard.press('Escape');
      await expect.poll(() => due.inputValue()).toBe(usual);
      expect(await title.inputValue()).toBe('Read Friday in 3 days');
      await page.keyboard.press('Escape');
      await title.waitFor({ state: 'detached' });
      expect(await page.evaluate(() => document.activeElement?.textContent.trim())).toBe('Task');
      await page.keyboard.press('Enter');
      expect(await title.inputValue()).toBe('Read Friday in 3 days');
      expect(await due.inputValue()).toBe(usual);
      // An emptied line is read again.
      await title.fill('');
      await title.fill('Read Friday');
      await page.getByRole('button', { name: 'Keep these words in the title' }).click();
      await expect.poll(() => due.inputValue()).toBe(usual);
      await title.press('Enter');
      await title.waitFor({ state: 'detached' });
      expect(await tasks.named('Read Friday')).toHaveLength(1);
    });
  });

  test('changes no due time that was set by hand', async () => {
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/tasks?view=upcoming`);
      const title = await openForm(page);
      const due = page.getByLabel(/^Due/);
      await due.fill(tasks.local(5, '15:45'));
      await title.fill('Sign on tomorrow 9:30');
      expect(await due.inputValue()).toBe(tasks.local(5, '15:45'));
      // Set by hand after it was understood, it ends the reading, and the words have done their work.
      await title.press('Escape');
      await page.getByRole('button', { name: 'Task', exact: true }).press('Enter');
      await page.getByRole('button', { name: 'Cancel' }).click();
      await openForm(page);
      await title.fill('Sign tomorrow 9:30');
      await due.fill(tasks.local(1, '11:15'));
      await expect.poll(() => title.inputValue()).toBe('Sign');
      await title.press('Enter');
      await title.waitFor({ state: 'detached' });
      const [task] = await tasks.named('Sign');
      expect(await tasks.dueOf(task.id)).toBe(tasks.local(1, '11:15'));
    });
  });

  test('names a day in Spanish on a page in Spanish, and in the composer of a record', async () => {
    const { id } = await at.create('customers', { name: 'Puerto Claro' });
    await at.speak('es');
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/customers/${id}`);
      await page.getByRole('button', { name: 'Tarea', exact: true }).click();
      const title = page.getByLabel(/^Título/);
      await title.fill('Llamar a Ana pasado mañana a las 16');
      await page
        .locator('.reading')
        .getByText(/^\S+, \d+ de \S+, 16:00$/)
        .waitFor();
      await title.press('Enter');
      await page.locator('.upcoming').getByText('Llamar a Ana', { exact: true }).waitFor();
      const [task] = await tasks.named('Llamar a Ana');
      expect(task).toMatchObject({ recordType: 'customer', recordId: id, kindId: 'call' });
      expect(await tasks.dueOf(task.id)).toBe(tasks.local(2, '16:00'));
    });
    await at.speak('en');
  });
});

describe('the type of a task', () => {
  test('is what its title begins with, which the form shows before it is saved', async () => {
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/tasks?view=upcoming`);
      const title = await openForm(page);
      const kinds = page.locator('.kinds');
      expect(await kinds.getByLabel('Task', { exact: true }).isChecked()).toBe(true);
      await title.fill('Call Olga tue 10');
      await expect.poll(() => kinds.getByLabel('Call', { exact: true }).isChecked()).toBe(true);
      await page.getByLabel('Duration').selectOption('30');
      await title.press('Enter');
      await rowOf(page, 'Call Olga').locator('svg[aria-label="Call"]').waitFor();
      const [task] = await tasks.named('Call Olga');
      expect(task).toMatchObject({ kindId: 'call', durationMinutes: 30 });
    });
  });

  test('stays as it was chosen by hand, and can be changed and taken away with the duration', async () => {
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/tasks?view=upcoming`);
      const title = await openForm(page);
      const kinds = page.locator('.kinds');
      await kinds.getByText('Meeting', { exact: true }).click();
      await title.fill('Call Pia in 2 days');
      expect(await kinds.getByLabel('Meeting', { exact: true }).isChecked()).toBe(true);
      await page.getByLabel('Duration').selectOption('45');
      await title.press('Enter');
      const row = rowOf(page, 'Call Pia');
      await row.locator('svg[aria-label="Meeting"]').waitFor();
      const [task] = await tasks.named('Call Pia');
      expect(task).toMatchObject({ kindId: 'meeting', durationMinutes: 45 });
      await row.hover();
      await row.getByRole('button', { name: 'Edit task' }).click();
      await kinds.getByText('Task', { exact: true }).click();
      await page.getByLabel('Duration').selectOption('');
      await page.getByRole('button', { name: 'Save task' }).click();
      await kinds.waitFor({ state: 'detached' });
      const changed = await tasks.read(task.id);
      expect([changed.kindId, changed.durationMinutes]).toEqual([undefined, undefined]);
    });
  });
});

describe('a task made on the page of tasks', () => {
  test('is about a record that was searched for, which its row and its form link to', async () => {
    const { id } = await at.create('contacts', { firstName: 'Vera', lastName: 'Molina' });
    await at.host.settled(at.organization);
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/tasks?view=upcoming`);
      const title = await openForm(page);
      await title.fill('Send the offer tomorrow');
      await page.getByLabel('About', { exact: true }).selectOption('contact');
      await page.getByLabel('Contact', { exact: true }).click();
      await page.getByRole('combobox', { name: 'Search contacts' }).fill('Vera');
      await page
        .getByRole('option', { name: /Vera Molina/ })
        .first()
        .click();
      await page.getByLabel('Contact', { exact: true }).getByText('Vera Molina').waitFor();
      await takePicture(page, 'task-about');
      await title.press('Control+Enter');
      const row = rowOf(page, 'Send the offer');
      await row.getByRole('link', { name: 'Vera Molina' }).waitFor();
      const [task] = await tasks.named('Send the offer');
      expect(task).toMatchObject({ recordType: 'contact', recordId: id });
      await row.hover();
      await row.getByRole('button', { name: 'Edit task' }).click();
      const link = page.locator('.about').getByRole('link', { name: 'Vera Molina' });
      expect(await link.getAttribute('href')).toBe(`${at.base}/contacts/${id}`);
    });
  });

  test('is about a record that was created over its form', async () => {
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/tasks?view=upcoming`);
      const title = await openForm(page);
      await title.fill('Visit the new one in 2 days');
      await page.getByLabel('About', { exact: true }).selectOption('customer');
      await page.getByLabel('Customer', { exact: true }).click();
      await page.getByRole('combobox', { name: 'Search customers' }).fill('Harbour Nine');
      await page.getByRole('option', { name: 'Create customer “Harbour Nine”' }).click();
      const dialog = page.locator('dialog[open]');
      await dialog.waitFor();
      await dialog.getByLabel(/^Name/).press('Control+Enter');
      await dialog.waitFor({ state: 'detached' });
      await page.getByLabel('Customer', { exact: true }).getByText('Harbour Nine').waitFor();
      await title.press('Enter');
      await rowOf(page, 'Visit the new one').getByRole('link', { name: 'Harbour Nine' }).waitFor();
      const [task] = await tasks.named('Visit the new one');
      expect(task.recordType).toBe('customer');
    });
  });

  test('isn’t created while a type was chosen without a record', async () => {
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/tasks?view=upcoming`);
      const title = await openForm(page);
      await title.fill('About nobody');
      await page.getByLabel('About', { exact: true }).selectOption('lead');
      await title.press('Enter');
      await page.locator('[aria-invalid=true]').waitFor();
      expect(await tasks.named('About nobody')).toEqual([]);
      await page.getByLabel('About', { exact: true }).selectOption('');
      await title.press('Enter');
      await title.waitFor({ state: 'detached' });
      expect(await tasks.named('About nobody')).toHaveLength(1);
    });
  });
});

test.each([
  { theme: 'light', phone: false },
  { theme: 'dark', phone: true },
] as const)('the form has no barriers, $theme, phone: $phone', async (look) => {
  const { context, page, errors } = await openSignedIn(at.browser, at.host, at.person, look);
  await page.goto(`${at.base}/tasks?view=upcoming`);
  const title = await openForm(page);
  await title.fill('Call Ana tomorrow 9:30');
  await page.getByLabel('About', { exact: true }).selectOption('customer');
  await page.getByLabel('Customer', { exact: true }).waitFor();
  await page.locator('.reading b').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(width).toBeLessThanOrEqual(0);
  await takePicture(page, `task-form-${look.theme}${look.phone ? '-phone' : ''}`);
  expect(errors).toEqual([]);
  await context.close();
});
