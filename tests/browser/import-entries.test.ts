import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { unique } from '../organization.ts';
import { axeFindings } from './accessibility.ts';
import { takePicture } from './browser.ts';
import { csv, isWide, upload } from './import-files.ts';
import { button } from './people.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

const newCustomer = (name: string): Promise<any> =>
  bodyOf(201, at.person.call('POST', `${at.organization.path}/customers`, { body: { name } }));

test('a file of notes is recognized by its name, imported to the records that its rows name, and undone', async () => {
  const name = unique('Acme ');
  const customer = await newCustomer(name);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/imports`);
    await page.getByText('No imports yet').waitFor();
    await upload(
      page,
      csv(
        'hubspot-notes.csv',
        'Note body,Create date,Associated Company',
        `Pays by transfer,2019-05-06 10:00,${name}`,
        `Second shop in May,2020-05-06 10:00,${name}`,
        'Lost,2020-05-06 10:00,Nobody at all',
        'Nowhere,2020-05-06 10:00,',
      ),
    );
    await page.getByText(/^Notes · 4 rows/).waitFor();
    await button(page, 'Field for Note body: Text').waitFor();
    await button(page, 'Field for Associated Company: Customer').waitFor();
    const preview = page.getByRole('group', { name: 'Preview' });
    await preview.getByText('Nothing has this name').waitFor();
    await preview.getByText('Names no record to which it belongs').waitFor();
    await preview.getByText(name).first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'import-notes-ready');

    await button(page, 'Check all rows').focus();
    await page.keyboard.press('Enter');
    await page.getByText('2 will be created, 2 refused').waitFor();
    await button(page, 'Import 2 notes').click();
    await page.getByText('Done: 2 of 2').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'import-notes-done');
    const address = page.url();
    await at.host.settled(at.organization);
    await page.goto(`${at.base}/customers/${customer.id}`);
    await page.getByText('Pays by transfer').first().waitFor();
    await takePicture(page, 'import-notes-customer');
    await page.goto(address);
    await button(page, 'Undo').click();
    await page.getByText(/Done: 2 of 2 · Undone/).waitFor();
    const { items } = await bodyOf(
      200,
      at.person.call('GET', `${at.organization.path}/notes/customer/${customer.id}`),
    );
    expect(items).toEqual([]);
    await page.goto(`${at.base}/settings/jobs`);
    await page.getByText('Import · 2 notes').first().waitFor();
  });
});

test('on a phone, states of tasks in a file are mapped, and a file without a column for records says what is missing', async () => {
  await newCustomer('Beta');
  await at.inWindow(async (page) => {
    await page.setViewportSize({ width: 375, height: 800 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(`${at.base}/imports?type=task`);
    await upload(
      page,
      csv(
        'export.csv',
        'Subject,Due Date,Status,Account Name',
        'Call,2026-12-31,Completed,Beta',
        'Write,2026-12-31,Someday,Beta',
      ),
    );
    await button(page, 'Field for Status: Done').waitFor();
    await page.getByRole('combobox', { name: 'Meaning of Someday' }).waitFor();
    expect(await isWide(page)).toBe(false);
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'import-tasks-phone-dark');
    await page.goto(`${at.base}/imports?type=activity`);
    await upload(page, csv('calls.csv', 'Subject,Date', 'Call,2026-01-01'));
    await page.getByText('No column names the records that the activities belong to').waitFor();
    expect(await isWide(page)).toBe(false);
    await takePicture(page, 'import-activities-phone-dark');
  });
});
