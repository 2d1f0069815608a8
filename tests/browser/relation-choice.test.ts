import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workplace } from './workplace.ts';

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

test('contacts of a record’s customer are offered before others, also among those that match what is typed', async () => {
  const [customer, other] = [
    await at.create('customers', { name: 'Harbour' }),
    await at.create('customers', { name: 'Elsewhere' }),
  ];
  for (let number = 10; number < 22; number++)
    await at.create('contacts', { firstName: 'Ana', lastName: `Abad ${number}`, customerId: other.id });
  for (const firstName of ['Ana', 'Bea'])
    await at.create('contacts', { firstName, lastName: 'Zuleta', customerId: customer.id });
  const issue = await at.create('issues', { subject: 'No heating', customerId: customer.id });
  await at.host.settled(at.organization);

  const places = [
    { address: `issues/new?customerId=${customer.id}`, button: /^Contact/ },
    { address: `issues/${issue.id}`, button: 'Add contact' },
  ];
  for (const { address, button } of places) {
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/${address}`);
      await page.getByRole('button', { name: button }).click();
      const options = page.getByRole('listbox', { name: 'Contacts' }).getByRole('option');
      await expect.poll(() => options.count()).toBe(10);
      expect((await options.allInnerTexts()).slice(0, 3)).toEqual([
        expect.stringContaining('Ana Zuleta'),
        expect.stringContaining('Bea Zuleta'),
        expect.stringContaining('Ana Abad 10'),
      ]);
      await page.getByRole('combobox', { name: 'Search contacts' }).fill('ana');
      await expect.poll(async () => (await options.allInnerTexts())[1]).toContain('Ana Abad');
      expect(await options.first().innerText()).toContain('Ana Zuleta');
    });
  }
});

test('a typed name is offered before records that match by what isn’t shown, so that Enter takes it', async () => {
  for (let number = 10; number < 22; number++)
    await at.create('customers', { name: `Aaron ${number}`, email: `quetzal${number}@people.example` });
  await at.create('customers', { name: 'Casa Quetzal' });
  await at.create('customers', { name: 'Quetzal Foods' });
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/quotes/new`);
    await page.getByRole('button', { name: /^Customer/ }).click();
    const search = page.getByRole('combobox', { name: 'Search customers' });
    await search.fill('quetz');
    const options = page.getByRole('listbox', { name: 'Customers' }).getByRole('option');
    await expect.poll(async () => (await options.allInnerTexts())[0]).toContain('Quetzal Foods');
    expect((await options.allInnerTexts())[1]).toContain('Casa Quetzal');
    expect((await options.allInnerTexts())[2]).toContain('Aaron');
    await search.press('Enter');
    await page.getByRole('main').getByText('Quetzal Foods').first().waitFor();
  });
});
