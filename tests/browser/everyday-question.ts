import type { Locator, Page } from 'playwright-core';

/** Counts what a person does: each click, each key combination, and each text that is typed, with its Enter key. */
export class Doer {
  actions = 0;
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async click(target: Locator): Promise<void> {
    this.actions += 1;
    await target.click();
  }

  async press(keys: string): Promise<void> {
    this.actions += 1;
    await this.page.keyboard.press(keys);
  }

  /** Types a text into the focused input, and presses Enter unless more is to be filled in. */
  async type(text: string, { enter = true } = {}): Promise<void> {
    this.actions += 1;
    await this.page.keyboard.type(text);
    if (enter) await this.page.keyboard.press('Enter');
  }
}

export const viewName = 'Quiet in Bogotá';
export const question = 'Customers in Bogotá without an activity in the last 60 days';

const [city, quiet] = ['city is bog', 'without an activity in the last 60'];
const box = (page: Page) => page.getByRole('combobox', { name: 'Add filter' });
const filtered = (page: Page, part: RegExp) =>
  page.waitForURL((url) => part.test(url.searchParams.get('filter') ?? ''));
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Save as new view' });
const tray = (page: Page) => page.getByRole('region', { name: 'Jobs' });
const named = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

/** What a person does with a list of customers, and the number of its records. */
export interface Way {
  /** Asks which customers in a city had no activity lately, and sorts them by revenue. */
  ask(doer: Doer): Promise<void>;
  /** Saves the list as a view that everyone sees. */
  save(doer: Doer): Promise<void>;
  /** Opens the view from any page. */
  open(doer: Doer): Promise<void>;
  /** Assigns all records of the list to a person. */
  assign(doer: Doer, name: string): Promise<void>;
  /** Undoes the change that has ended last. */
  undo(doer: Doer): Promise<void>;
}

export const byKeyboard: Way = {
  async ask(doer) {
    await doer.press('f');
    await box(doer.page).waitFor();
    await doer.type(city);
    await filtered(doer.page, /city/);
    await doer.type(quiet);
    await filtered(doer.page, /lastTouchAt/);
    await doer.press('Escape');
    await doer.press('o');
    await doer.page.getByRole('combobox', { name: 'Sort' }).waitFor();
    await doer.type('won value');
  },
  async save(doer) {
    await doer.press('Control+s');
    await dialog(doer.page).waitFor();
    await doer.type(viewName, { enter: false });
    await doer.press('Tab');
    await doer.press('ArrowDown');
    await doer.press('Enter');
  },
  async open(doer) {
    await doer.press('Control+k');
    await doer.page.getByRole('dialog').getByRole('combobox').waitFor();
    await doer.page.keyboard.type(viewName.toLowerCase());
    await doer.page.getByRole('option', { name: `Open view “${viewName}”` }).waitFor();
    await doer.press('Enter');
    doer.actions += 1;
  },
  async assign(doer, name) {
    await doer.press('Control+a');
    await doer.page.getByRole('toolbar').waitFor();
    await doer.press('a');
    await doer.page.getByRole('combobox', { name: 'Assign to' }).waitFor();
    await doer.type(name);
    await doer.page.getByRole('alertdialog').waitFor();
    await doer.press('Tab');
    await doer.press('Enter');
  },
  async undo(doer) {
    await doer.press('Control+z');
    await doer.page.getByRole('alertdialog').waitFor();
    await doer.press('Tab');
    await doer.press('Enter');
  },
};

export const byPointer: Way = {
  async ask(doer) {
    await doer.click(named(doer.page, 'Filter'));
    await box(doer.page).waitFor();
    await doer.type(city);
    await filtered(doer.page, /city/);
    await doer.type(quiet);
    await filtered(doer.page, /lastTouchAt/);
    await doer.click(named(doer.page, 'Sort'));
    await doer.click(doer.page.getByRole('option', { name: 'Won value, largest first' }));
  },
  async save(doer) {
    await doer.click(doer.page.getByRole('heading', { level: 1 }).getByRole('button'));
    await doer.click(named(doer.page, 'Save as new view…'));
    await dialog(doer.page).waitFor();
    await doer.type(viewName, { enter: false });
    await doer.click(dialog(doer.page).getByText('Everyone', { exact: true }));
    await doer.click(dialog(doer.page).getByRole('button', { name: 'Save', exact: false }).last());
  },
  open: (doer) => doer.click(doer.page.getByRole('link', { name: viewName })),
  async assign(doer, name) {
    await doer.click(doer.page.locator('thead').getByRole('checkbox'));
    await doer.click(named(doer.page, /^Select all/));
    await doer.click(named(doer.page, 'Assign'));
    await doer.click(doer.page.getByRole('option', { name }));
    await doer.click(doer.page.getByRole('alertdialog').getByRole('button', { name: /^Change/ }));
  },
  async undo(doer) {
    await doer.click(tray(doer.page).getByRole('button', { name: 'Undo' }));
    await doer.click(doer.page.getByRole('alertdialog').getByRole('button', { name: 'Undo' }));
  },
};

/** Waits until the job shown in the tray has changed all records. */
export const jobDone = (page: Page, title: string, count: string, patienceMs: number): Promise<void> =>
  tray(page)
    .getByRole('status')
    .filter({ hasText: title })
    .filter({ hasText: `Done: ${count} of ${count}` })
    .waitFor({ timeout: patienceMs });
