import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { dashboardCards } from '#contract/dashboard-card.ts';
import { isFull } from '../counts.ts';
import { newContact, newOrganization, newPerson } from '../organization.ts';
import type { RunningHost } from '../host.ts';
import { openWindow, savePicture, takePicture } from './browser.ts';
import { button, field } from './people.ts';
import { connectSite, openSignedIn } from './site-under-test.ts';

vi.setConfig({ testTimeout: 240_000 });

const english = {
  locale: 'en-US',
  ...{ firstName: 'First name', lastName: 'Last name', organization: 'Organization', username: 'Username' },
  ...{ email: 'E-mail', password: 'Password', signUp: 'Create an account', code: 'Code' },
  ...{ shows: 'What it includes', create: 'Create organization', save: /^Save/, qualify: 'Qualify' },
  ...{ convert: 'Convert', withDeal: /^Create a/, title: 'Title', value: 'Value' },
  ...{ qualified: 'Qualified', won: 'won', today: 'Today' },
};
const spanish: Record<keyof typeof english, string | RegExp> = {
  locale: 'es-CO',
  ...{ firstName: 'Nombre', lastName: 'Apellidos', organization: 'Organización', username: 'Usuario' },
  ...{
    email: 'Correo',
    password: 'Contraseña',
    signUp: 'Crear una cuenta',
    code: 'Código',
  },
  ...{ shows: 'Qué incluye', create: 'Crear organización', save: /^Guardar/, qualify: 'Calificar' },
  ...{ convert: 'Convertir', withDeal: /^Crear una?/, title: 'Título', value: 'Valor' },
  ...{ qualified: 'Calificado', won: 'ganados', today: 'Hoy' },
};

interface PresetCase {
  id: string;
  name: string;
  texts: Record<keyof typeof english, string | RegExp>;
  /** The preset's labels for leads and deals in the menu. */
  leads: string;
  deals: string;
  /** A custom field of leads, and a value to enter. */
  field?: [label: string, value: string];
  /** Cards of the preset's dashboard, in order. */
  cards: string[];
  /** Open stages, in order. */
  stages: string[];
  /** The amount as typed and as displayed. */
  amount: [typed: string, shown: string];
}
const presetCases: PresetCase[] = [
  {
    ...{ id: 'general', name: 'General', texts: english, leads: 'Leads', deals: 'Deals' },
    cards: [...dashboardCards],
    stages: ['Qualified', 'Demo', 'Proposal', 'Negotiation'],
    amount: ['12500', '€12,500'],
  },
  {
    ...{ id: 'real-estate', name: 'Real estate', texts: english, leads: 'Prospects', deals: 'Transactions' },
    field: ['Preferred area', 'Chapinero'],
    cards: ['leadsByStatus', 'tasks', 'pipeline', 'due', 'paidThisMonth', 'recent'],
    stages: ['Viewing', 'Offer', 'Reserved', 'Contract'],
    amount: ['380000', '€380,000'],
  },
  {
    ...{
      id: 'voice-agency',
      name: 'Voice assistant agency',
      texts: english,
      leads: 'Leads',
      deals: 'Projects',
    },
    field: ['Opening hours', 'Nine to six'],
    cards: ['pipeline', 'recent', 'tasks', 'due', 'paidThisMonth', 'leadsByStatus', 'activities'],
    stages: ['Discovery', 'Demo call', 'Proposal', 'Trial'],
    amount: ['2400.50', '€2,400.50'],
  },
  {
    ...{ id: 'services', name: 'Servicios, Colombia', texts: spanish },
    ...{ leads: 'Leads', deals: 'Negocios' },
    field: ['Ciudad', 'Manizales'],
    cards: [
      ...['tasks', 'pipeline', 'due', 'overdue', 'paidThisMonth'],
      ...['leadsByStatus', 'newContacts', 'recent'],
    ],
    stages: ['Visita técnica', 'Cotizado', 'En aprobación', 'Orden de compra'],
    amount: ['8500000', '$\u00A08.500.000'],
  },
];

const password = 'four quiet words here';
let host: RunningHost;
let browser: Browser;
beforeAll(async () => {
  ({ host, browser } = await connectSite());
});
afterAll(() => browser.close());

const labeledField = (page: Page, label: string | RegExp) => field(page, String(label));

/** Signs up and creates an organization with this preset. Ends on its dashboard. */
async function begin(page: Page, { id, name, texts }: PresetCase): Promise<void> {
  const email = `${id}@nuevo.example`;
  await page.goto('/sign-up');
  await labeledField(page, texts.firstName).fill('Inés');
  await labeledField(page, texts.lastName).fill('Carrasco');
  await labeledField(page, texts.organization).fill(`Casa ${id}`);
  await labeledField(page, texts.username).fill(`ines.${id}`);
  await labeledField(page, texts.email).fill(email);
  await labeledField(page, texts.password).fill(password);
  await button(page, texts.signUp).click();
  await page.waitForURL(/\/confirm/);
  await labeledField(page, texts.code).fill(await host.code(email));
  await page.waitForURL(/\/onboarding/);
  await page.getByRole('radio', { name: new RegExp(`^${name}`) }).check();
  await page.getByText(texts.shows, { exact: true }).click();
  await takePicture(page, `preset-${id}-chosen`);
  await button(page, texts.create).click();
  await page.waitForURL(/\/o\/[0-9a-f-]+$/);
}

/** Creates a lead, qualifies it and converts it to a customer with a deal. */
async function convertLead(
  page: Page,
  base: string,
  { id, texts, field: own, amount }: PresetCase,
): Promise<void> {
  await page.goto(`${base}/leads/new`);
  await labeledField(page, texts.firstName).fill('Olalla');
  await labeledField(page, texts.lastName).fill('Freire');
  if (own) await labeledField(page, own[0]).fill(own[1]);
  await takePicture(page, `preset-${id}-lead`);
  await button(page, texts.save).click();
  await page.getByRole('heading', { name: 'Olalla Freire' }).waitFor();
  if (own) await page.getByText(own[1]).first().waitFor();
  await button(page, texts.qualify).click();
  await page.locator('header h1', { hasText: texts.qualified }).waitFor();
  await page.getByRole('link', { name: texts.convert }).click();
  await page.waitForURL(/\/convert$/);
  await page.getByLabel(texts.withDeal).check();
  await labeledField(page, texts.title).fill('The first one');
  await labeledField(page, texts.value).fill(amount[0]);
  await button(page, new RegExp(`^${texts.convert}`)).click();
  await page.waitForURL(/\/(deals|customers|contacts)\/[0-9a-f-]{36}$/);
  await host.settled();
}

/** Moves the only card through every open stage by keyboard, and marks its deal as won. */
async function win(page: Page, base: string, { id, stages }: PresetCase): Promise<void> {
  await page.goto(`${base}/deals`);
  const columns = page.locator('[data-column]');
  await columns.first().locator('[data-card]').waitFor();
  expect((await columns.count()) >= stages.length).toBe(true);
  for (const [index, stage] of stages.entries()) {
    await columns.nth(index).getByText(stage, { exact: true }).first().waitFor();
    const card = columns.nth(index).locator('[data-card]');
    await card.getByRole('link').first().focus();
    await page.keyboard.press('Space');
    await page.locator('.lifted').first().waitFor();
    if (index === stages.length - 1) break;
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    await columns
      .nth(index + 1)
      .locator('[data-card]')
      .waitFor();
  }
  await takePicture(page, `preset-${id}-board`);
  await page.keyboard.press('w');
  await page.locator('[data-zone=won]', { hasText: '1' }).waitFor();
  await host.settled();
}

const cardsOn = (page: Page) =>
  page
    .locator('[data-card-of]')
    .evaluateAll((cards) => cards.map((card) => card.getAttribute('data-card-of')));

/** Except in the full tier, only the preset that differs most from the defaults is tested. */
const shown = isFull ? presetCases : presetCases.filter(({ id }) => id === 'services');

test.each(shown)(
  'a new user of $name wins a deal, and the dashboard shows exactly that',
  async (presetCase) => {
    const { id, texts, leads, deals, amount } = presetCase;
    const { page, context, errors } = await openWindow(browser, host.url, { locale: String(texts.locale) });
    try {
      await begin(page, presetCase);
      const base = page.url();
      await page.getByRole('link', { name: leads, exact: true }).first().waitFor();
      await page.getByRole('link', { name: deals, exact: true }).first().waitFor();
      await convertLead(page, base, presetCase);
      await win(page, base, presetCase);
      await page.goto(base);
      const stats = page.locator('.stats');
      await stats.getByText(amount[1]).first().waitFor();
      await takePicture(page, `preset-${id}-dashboard`);
      expect(await cardsOn(page)).toEqual(presetCase.cards.filter((card) => card !== 'tasks'));
      await page.getByRole('region', { name: String(texts.today), exact: true }).waitFor();
      // The numbers are, in this order: won this month, open deals, new leads this week, contacts.
      expect((await stats.allInnerTexts())[0]?.replace(/\s+/g, ' ')).toMatch(
        new RegExp(`${amount[1].replace(/[$.]/g, '\\$&').replace(/\s/g, ' ')}.* 0 .* 1 .* 1 `),
      );
      // The report shows the custom labels.
      await page.goto(`${base}/analytics`);
      await page.locator('.stats dt', { hasText: `${deals} ${String(texts.won)}` }).waitFor();
      await takePicture(page, `preset-${id}-report`);
      expect(errors).toEqual([]);
    } catch (error) {
      await savePicture(page, `failed-preset-${id}`);
      throw error;
    } finally {
      await context.close();
    }
  },
);

test('dashboard cards and their order can be chosen by keyboard alone', async () => {
  const owner = await newPerson(host);
  const organization = await newOrganization(owner);
  // Without contacts, leads and open deals, the dashboard shows first steps instead of cards.
  await newContact(organization, owner.call);
  await host.settled();
  const base = `/o/${organization.id}`;
  const look = { phone: true, theme: 'dark' } as const;
  const { page, context, errors } = await openSignedIn(browser, host, owner, look);
  await page.goto(`${base}/settings/dashboard`);
  await page.getByRole('checkbox', { name: 'New contacts by day' }).focus();
  await page.keyboard.press('Space');
  for (let step = 0; step < 8; step += 1) {
    await page.getByRole('button', { name: 'Move Recent activity up' }).focus();
    await page.keyboard.press('Enter');
  }
  await takePicture(page, 'settings-dashboard-phone-dark');
  await button(page, 'Save').click();
  await page.getByText('Saved').first().waitFor();
  await page.goto(base);
  await expect
    .poll(() => cardsOn(page))
    .toEqual([
      ...['recent', 'pipeline', 'due', 'overdue', 'paidThisMonth'],
      ...[
        'leadsByStatus',
        'contactsByStatus',
        'activities',
        'latestActivities',
        'revenue',
        'latestCustomers',
      ],
    ]);
  expect(errors).toEqual([]);
  await context.close();
});
