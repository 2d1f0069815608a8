import { setTimeout } from 'node:timers/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { isFull } from '../counts.ts';
import { newForm } from '../forms.ts';
import { axeFindings } from './accessibility.ts';
import { openWindow, takePicture, type Look } from './browser.ts';
import { Workplace } from './workplace.ts';

let workplace: Workplace;
/** Another site, which serves the page that the test sets as `shown`. */
let site: Server;
let siteUrl: string;
let shown = '';

beforeAll(async () => {
  workplace = await Workplace.open();
  site = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(shown);
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
}, 180_000);
afterAll(async () => {
  site.close();
  await workplace.close();
});

const leads = async (): Promise<any[]> => {
  await workplace.host.settled(workplace.organization);
  const { path } = workplace.organization;
  return (await bodyOf(200, workplace.person.call('GET', `${path}/leads`))).items;
};

test('the texts of a new form follow its language, except those that were worded', async () => {
  await workplace.inWindow(async (page) => {
    await page.goto(`${workplace.base}/settings/forms`);
    await page.getByRole('button', { name: 'Create web form' }).click();
    await page.getByLabel('Label 2').fill('Family name');
    await page.getByLabel('Page language').selectOption('Español');
    await page.getByRole('button', { name: 'Add question' }).click();
    const labels = ['Nombre', 'Family name', 'Correo electrónico', 'Mensaje', 'Teléfono'];
    const shown = () =>
      Promise.all(labels.map((_, index) => page.getByLabel(`Label ${index + 1}`).inputValue()));
    await expect.poll(shown).toEqual(labels);
    expect(await page.getByLabel(/^Thank/).inputValue()).toBe('Gracias. Nos pondremos en contacto contigo.');
    await page.getByLabel('Page language').selectOption('English');
    expect(await page.getByLabel('Label 1').inputValue()).toBe('First name');
  });
});

test('a form created in settings turns submissions in its preview into leads that name the form', async () => {
  await workplace.inWindow(async (page) => {
    await page.goto(`${workplace.base}/settings/forms`);
    await page.getByRole('button', { name: 'Create web form' }).click();
    await page.getByLabel(/^Name/).fill('Landing page');
    await page.getByLabel(/^Heading/).fill('Ask us');
    await page.getByLabel('Consent text').fill('You may write to me.');
    await page.getByLabel(/^Redirect to/).fill('http://not-secure.example');
    await page.getByRole('button', { name: 'Save' }).click();
    const error = page.getByText('Enter a web address that begins with https://');
    await error.first().waitFor();
    await page.getByLabel(/^Redirect to/).fill('');
    await expect.poll(() => error.count()).toBe(0);
    await page.getByRole('button', { name: 'Save' }).click();
    const preview = page.frameLocator('iframe');
    await preview.getByLabel('First name *').fill('Preview person');
    await preview.getByLabel('E-mail *').fill('preview@people.example');
    await preview.getByLabel('You may write to me. *').check();
    await takePicture(page, 'forms-share');
    // Waits longer than the time within which submissions count as automated.
    await page.waitForTimeout(2_500);
    await preview.getByRole('button', { name: 'Send' }).click();
    await preview.getByText('Thank you. We’ll be in touch.').waitFor();
    const [lead] = await leads();
    await page.goto(`${workplace.base}/leads/${lead.id}`);
    await page.getByText('Came in through the web form Landing page').waitFor();
    await page.getByText('You may write to me.').waitFor();
    await takePicture(page, 'forms-lead');
    await page.goto(`${workplace.base}/settings/forms`);
    // A second click does not wait for the response to the first.
    const changes = [1, 2].map((count) => {
      let left = count;
      return page.waitForResponse((response) => response.request().method() === 'PATCH' && (left -= 1) === 0);
    });
    await page.getByRole('button', { name: 'Turn Landing page off' }).evaluate((turn: HTMLElement) => {
      turn.click();
      turn.click();
    });
    await Promise.all(changes);
    await page.getByRole('button', { name: 'Turn Landing page off' }).click();
    await page.getByText('Off', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Edit Landing page' }).click();
    await page.getByRole('button', { name: 'Move E-mail up' }).click();
    // A saved form can be changed again before the list is reloaded.
    await page.route('**/v1/orgs/*/forms', async (route) => {
      await setTimeout(3_000);
      await route.continue();
    });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('This form is off').waitFor();
    await page.getByRole('button', { name: 'Delete Landing page' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No web forms yet').waitFor();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });
});

test('custom fields can be used as questions and answered without JavaScript', async () => {
  const { organization, host, browser } = workplace;
  const { owner, path } = organization;
  const fields = `${path}/custom-fields/lead`;
  const options = [{ label: 'Garden' }, { label: 'Garage' }, { label: 'Lift' }];
  const wishes = { key: 'wishes', label: 'Wishes', kind: 'choices', options, help: 'As many as you like' };
  await bodyOf(201, owner.call('POST', fields, { body: wishes, ifMatch: 0 }));
  const move = { key: 'moves-soon', label: 'Moves soon', kind: 'yesNo', required: true };
  await bodyOf(201, owner.call('POST', fields, { body: move, ifMatch: 1 }));
  await workplace.inWindow(async (page) => {
    await page.goto(`${workplace.base}/settings/forms`);
    await page.getByRole('button', { name: 'Create web form' }).click();
    await page.getByLabel(/^Name/).fill('Own questions');
    await page.getByLabel(/^Heading/).fill('What do you look for?');
    for (const [index, label] of [
      [5, 'Wishes'],
      [6, 'Moves soon'],
    ] as const) {
      await page.getByRole('button', { name: 'Add question' }).click();
      await page.getByRole('combobox', { name: `Question ${index}` }).selectOption(label);
    }
    await takePicture(page, 'forms-own-questions');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.frameLocator('iframe').getByLabel('Moves soon *').waitFor();
  });
  const { items } = await bodyOf(200, owner.call('GET', `${path}/forms`));
  const form = items.find(({ name }: { name: string }) => name === 'Own questions');
  await workplace.inWindow(async (page) => {
    await page.goto(`/v1/forms/${form.id}`);
    expect(await axeFindings(page)).toEqual([]);
  });
  const silent = await browser.newContext({ baseURL: host.url, javaScriptEnabled: false });
  const visitor = await silent.newPage();
  await visitor.goto(`/v1/forms/${form.id}`);
  await visitor.getByLabel('First name *').fill('Wishful');
  await visitor.getByLabel('E-mail *').fill('wishful@people.example');
  await visitor.getByLabel('Garden').check();
  await visitor.getByLabel('Lift').check();
  await visitor.getByLabel('Moves soon *').selectOption('No');
  await takePicture(visitor, 'forms-own-questions-page');
  await visitor.waitForTimeout(2_500);
  await visitor.getByRole('button', { name: 'Send' }).click();
  await visitor.getByRole('heading', { name: 'Thank you' }).waitFor();
  const lead = (await leads()).find(({ fullName }) => fullName === 'Wishful');
  const { custom } = await bodyOf(200, owner.call('GET', `${path}/leads/${lead.id}`));
  expect(custom).toEqual({ wishes: ['garden', 'lift'], 'moves-soon': false });
  await silent.close();
});

const looks: Look[] = [
  { theme: 'dark', phone: true, locale: 'es' },
  ...(isFull ? [{}, { phone: true }, { theme: 'dark' as const }] : []),
];

test.each(looks)(
  'without JavaScript a form can be filled in, corrected and submitted, in %o',
  async (look) => {
    const isSpanish = look.locale === 'es';
    const form = await newForm(workplace.organization, {
      language: isSpanish ? 'es' : 'en',
      intro:
        'First line.\nSecond line with a_very_long_word_that_has_nowhere_to_break_and_goes_on_and_on_and_on.',
      consentText: 'I agree to be written to.',
    });
    const { browser, host } = workplace;
    const { context, page } = await openWindow(browser, host.url, look);
    const silent = await browser.newContext({
      baseURL: host.url,
      javaScriptEnabled: false,
      viewport: page.viewportSize(),
      colorScheme: look.theme ?? 'light',
    });
    const visitor = await silent.newPage();
    const name = `forms-page-${look.theme ?? 'light'}-${look.phone ? 'phone' : 'desktop'}`;
    try {
      await visitor.goto(`/v1/forms/${form.id}`);
      await takePicture(visitor, name);
      await visitor.getByLabel('First name *').fill(`Without ${name}`);
      await visitor.getByLabel('E-mail *').fill('without@people.example');
      await visitor.getByLabel('Phone').fill('12');
      await visitor.getByLabel('Your message').fill('First\nsecond');
      await visitor.getByLabel(/I agree/).check();
      await visitor.waitForTimeout(2_500);
      await visitor.getByRole('button').click();
      await visitor.getByRole('alert').waitFor();
      await takePicture(visitor, `${name}-refused`);
      expect(await visitor.getByLabel('Your message').inputValue()).toBe('First\nsecond');
      expect(await visitor.getByLabel(/I agree/).isChecked()).toBe(true);
      await visitor.getByRole('alert').getByRole('link').click();
      await visitor.getByLabel('Phone').fill('+34 612 345 678');
      await visitor.getByRole('button').click();
      await visitor.getByText(form.thanks as string).waitFor();
      expect((await leads()).some(({ fullName }) => fullName === `Without ${name}`)).toBe(true);
      // Opens the same page with JavaScript enabled, which axe needs.
      await page.goto(`/v1/forms/${form.id}`);
      expect(await axeFindings(page)).toEqual([]);
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(wide).toBe(0);
    } finally {
      await Promise.all([context.close(), silent.close()]);
    }
  },
);

test('a listed site can embed the form by frame and script, and the browser refuses others', async () => {
  const { browser, host, organization } = workplace;
  const named = await newForm(organization, { allowedOrigins: [siteUrl] });
  const alone = await newForm(organization);
  const address = (id: string) => `${host.url}/v1/forms/${id}`;
  const { context, page } = await openWindow(browser, host.url);
  try {
    shown = `<!doctype html><title>Shop</title><iframe src="${address(named.id)}"></iframe>`;
    await page.goto(siteUrl);
    await page.frameLocator('iframe').getByLabel('First name *').waitFor();
    shown = `<!doctype html><title>Shop</title><p>Before</p><script src="${address(named.id)}/script"></script>`;
    await page.goto(siteUrl);
    const frame = page.frameLocator('iframe');
    await frame.getByLabel('First name *').fill('By script');
    await frame.getByLabel('E-mail *').fill('script@people.example');
    await page.waitForTimeout(2_500);
    await frame.getByRole('button', { name: 'Send' }).click();
    await frame.getByText(named.thanks as string).waitFor();
    expect((await leads()).some(({ fullName }) => fullName === 'By script')).toBe(true);
    shown = `<!doctype html><title>Other</title><iframe src="${address(alone.id)}"></iframe>`;
    await page.goto(siteUrl);
    await page.waitForLoadState('networkidle');
    expect(await page.frameLocator('iframe').getByLabel('First name *').count()).toBe(0);
  } finally {
    await context.close();
  }
});
