import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import { lookAt } from './money-pages.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
  await readyToBill(at.person.call, at.organization);
});
afterAll(() => at.close());

const statusOf = async (path: string): Promise<number> => {
  const { status, body } = await at.person.call('GET', `${at.organization.path}/${path}`);
  return body.errors?.[0]?.code === 'deleted' ? 410 : status;
};

test('deleting a customer or a contact with unpaid invoices asks first and says how much is due', async () => {
  const { call } = at.person;
  const customer = await at.create('customers', { name: 'Harbour Foods', country: 'ES' });
  const contact = await at.create('contacts', { firstName: 'Ines', customerId: customer.id });
  const free = await at.create('customers', { name: 'Owes nothing', country: 'ES' });
  for (const [amount, currency] of [
    [121_000, 'EUR'],
    [5_000, 'EUR'],
    [4_000, 'USD'],
  ] as const) {
    const values = { currency, contactId: contact.id };
    await issued(call, at.organization, await newDraft(call, at.organization, customer.id, [amount], values));
  }
  await newDraft(call, at.organization, customer.id, [7_000]);
  await at.inWindow(async (page) => {
    const remove = async (path: string) => {
      await page.goto(`${at.base}/${path}`);
      await page.getByRole('button', { name: 'More' }).first().click();
      await page.getByRole('menuitem', { name: 'Delete' }).click();
    };
    const dialog = page.getByRole('alertdialog');
    for (const path of [`customers/${customer.id}`, `contacts/${contact.id}`]) {
      await remove(path);
      await dialog
        .getByText(
          /^There are 3 unpaid invoices \(€1,260\.00 and (US)?\$40\.00\)\. They will still be due\.$/,
        )
        .waitFor();
      await lookAt(page, `money-delete-${path.slice(0, 7)}`);
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await dialog.waitFor({ state: 'hidden' });
      expect(await statusOf(path)).toBe(200);
    }
    await remove(`customers/${customer.id}`);
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.waitForURL(/\/customers(\?.*)?$/);
    expect(await statusOf(`customers/${customer.id}`)).toBe(410);
    await remove(`customers/${free.id}`);
    await page.waitForURL(/\/customers(\?.*)?$/);
    expect(await statusOf(`customers/${free.id}`)).toBe(410);
  });
});

test('a selection of customers to delete says in both languages what is due', async () => {
  const { call } = at.person;
  const [first, second] = await Promise.all(
    ['Selected one', 'Selected two'].map((name) => at.create('customers', { name, country: 'ES' })),
  );
  await issued(
    call,
    at.organization,
    await newDraft(call, at.organization, first.id, [1_000], { currency: 'EUR' }),
  );
  const texts = {
    en: [/There is 1 unpaid invoice \(€10\.00\)\. It will still be due\./, 'Delete'],
    es: [/Hay 1 factura sin pagar \(10,00\s€\)\. Seguirá pendiente de cobro\./, 'Eliminar'],
  } as const;
  for (const language of ['en', 'es'] as const) {
    await at.speak(language);
    const [text, verb] = texts[language];
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/customers?q=selected`);
      for (const { name } of [first, second])
        await page.getByRole('row', { name }).getByRole('checkbox').check();
      await page.getByRole('button', { name: verb, exact: true }).click();
      await page.getByRole('alertdialog').getByText(text).waitFor();
      await lookAt(page, `money-delete-many-${language}`);
    });
  }
});

test('a selection over many pages says what is due to all of it, and one of all records that invoices will still be due', async () => {
  const { call } = at.person;
  const { path } = at.organization;
  const ids: string[] = [];
  for (let request = 0; request < 7; request += 1) {
    const items = Array.from({ length: 30 }, () => ({ name: 'Fleet', country: 'ES' }));
    const made = await bodyOf(201, call('POST', `${path}/customers/bulk`, { body: { items } }));
    ids.push(...made.items.map(({ id }: { id: string }) => id));
  }
  for (const id of [ids[0], ids.at(-1)] as string[])
    await issued(
      call,
      at.organization,
      await newDraft(call, at.organization, id, [2_500], { currency: 'EUR' }),
    );
  await at.host.settled(at.organization);
  await at.speak('en');
  await at.inWindow(async (page) => {
    const dialog = page.getByRole('alertdialog');
    await page.goto(`${at.base}/customers?q=fleet&limit=100`);
    const selectShown = async (shown: string) => {
      await page.getByText(shown).waitFor();
      await page.locator('thead').getByRole('checkbox').check();
    };
    await selectShown('1–100 of 210');
    await page.getByRole('button', { name: 'Select all 210' }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await dialog.getByText(/Unpaid invoices will still be due\.$/).waitFor();
    await dialog.getByRole('button', { name: 'Keep them' }).click();
    await page.reload();
    await selectShown('1–100 of 210');
    for (const shown of ['101–200 of 210', '201–210 of 210']) {
      await page.getByRole('button', { name: 'Next page' }).click();
      await selectShown(shown);
    }
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await dialog.getByText(/There are 2 unpaid invoices \(€50\.00\)\. They will still be due\.$/).waitFor();
    await lookAt(page, 'money-delete-pages');
  });
});

test('the page of an unpaid invoice whose customer is in the trash restores the customer before a payment', async () => {
  const { call } = at.person;
  const customer = await at.create('customers', { name: 'Quay Bakery', country: 'ES' });
  const draft = await newDraft(call, at.organization, customer.id, [9_900], { currency: 'EUR' });
  const invoice = await issued(call, at.organization, draft);
  const path = `${at.organization.path}/customers/${customer.id}`;
  await bodyOf(200, call('DELETE', path, { ifMatch: customer.version }));
  const texts = {
    es: ['Este cliente está en la papelera', 'Registrar pago', 'Restaurar'],
    en: ['This customer is in the trash', 'Record payment', 'Restore'],
  } as const;
  for (const language of ['es', 'en'] as const) {
    await at.speak(language);
    const [text, pay, restore] = texts[language];
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/invoices/${invoice.id}`);
      await page.getByText(text).waitFor();
      await lookAt(page, `money-deleted-customer-${language}`);
      expect(await page.getByRole('link', { name: pay }).count()).toBe(0);
      if (language === 'es') {
        await page.emulateMedia({ colorScheme: 'dark' });
        await page.setViewportSize({ width: 375, height: 812 });
        return lookAt(page, 'money-deleted-customer-phone');
      }
      await page.getByRole('button', { name: restore }).click();
      await page.getByRole('link', { name: pay }).click();
      await page.getByLabel(`Amount for ${invoice.title}`).waitFor();
      await page.getByRole('button', { name: /^Save/ }).click();
      await page.waitForURL(/\/payments\/[0-9a-f-]{36}$/);
    });
  }
  const paid = await bodyOf(200, call('GET', `${at.organization.path}/invoices/${invoice.id}`));
  expect(paid.due.amountMinor).toBe(0);
});
