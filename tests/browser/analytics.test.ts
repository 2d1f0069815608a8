import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { count, isFull } from '../counts.ts';
import { addMember } from '../organization.ts';
import { newDeal, newLead, usd } from '../selling.ts';
import { openWindow, takePicture } from './browser.ts';
import { signIn, Workplace } from './workplace.ts';

// In the full tier, one of these tests opens about a hundred pages.
vi.setConfig({ testTimeout: count(180_000, 900_000) });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
  const { path, owner } = at.organization;
  const close = async (amount: number, verb: string, body: object = {}) => {
    const { id, version } = await newDeal(at.organization, { value: usd(amount), ownerId: owner.userId });
    return bodyOf(200, owner.call('POST', `${path}/deals/${id}/${verb}`, { body, ifMatch: version }));
  };
  await close(120_000_00, 'win');
  await close(80_050_00, 'win');
  await close(5_000_00, 'lose', { reason: 'Too dear' });
  const { userId } = await addMember(at.host, at.organization, 'employee');
  await newDeal(at.organization, { value: usd(7_000_00), ownerId: userId });
  await newLead(at.organization, { sourceId: 'referral' });
  await at.host.settled(at.organization);
});
afterAll(() => at.close());

test('reports show what happened, by person, compared with the previous period', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/analytics`);
    await page.getByRole('heading', { name: 'Deals won', level: 1 }).waitFor();
    const stat = (name: string) =>
      page.locator('.stats > div').filter({ has: page.locator('dt', { hasText: new RegExp(`^${name}$`) }) });
    await stat('Won value').getByText('$200,050', { exact: true }).waitFor();
    for (const [name, value] of [
      ['Deals won', '2'],
      ['Deals lost', '1'],
      ['Win rate', '66.7%'],
      ['Average deal', '$100,025'],
      ['New deals', '4'],
    ] as const)
      await stat(name).getByText(value, { exact: true }).waitFor();
    await page.getByRole('figure', { name: /^Won value: .*\$200,050/ }).waitFor();
    await page.getByRole('checkbox').check();
    await stat('Deals won').getByText('from 0').waitFor();
    await page.getByRole('checkbox').uncheck();
    await page.getByRole('combobox', { name: 'Owner' }).selectOption(at.person.userId);
    await stat('New deals').getByText('3', { exact: true }).waitFor();
    await takePicture(page, 'analytics-own');
    // The URL contains the filters, so a reload shows the same report.
    await page.reload();
    await stat('New deals').getByText('3', { exact: true }).waitFor();
    await page.getByRole('combobox', { name: 'Period' }).selectOption('lastYear');
    await stat('Deals won').getByText('0', { exact: true }).waitFor();
  });
});

test('a report shows four numbers per row and explains each on hover, by keyboard and by touch', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/analytics/deals`);
    const tiles = page.locator('.stats > div');
    await tiles.first().waitFor();
    const rows = async () => {
      const boxes = await tiles.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
      return Object.values(Object.groupBy(boxes, ({ top }) => Math.round(top))) as { right: number }[][];
    };
    expect((await rows()).map((row) => row.length)).toEqual([4, 4, 2]);
    expect(new Set((await rows()).map((row) => Math.round(row.at(-1)!.right))).size).toBe(1);
    const definition = tiles.nth(1).getByText('Deals marked as won in the period.');
    expect(await definition.isVisible()).toBe(false);
    const button = tiles.nth(1).getByRole('button', { name: 'What “Deals won” means' });
    await button.focus();
    await definition.waitFor();
    await page.keyboard.press('Escape');
    await definition.waitFor({ state: 'hidden' });
    await button.hover();
    await definition.waitFor();
  });
  const phone = await openWindow(at.browser, at.host.url, { phone: true });
  await phone.page.goto('/sign-in');
  await signIn(phone.page, at.person);
  await phone.page.waitForURL(/\/o\//);
  await phone.page.goto(`${at.base}/analytics/deals`);
  await phone.page.getByRole('button', { name: 'What “Deals won” means' }).tap();
  await phone.page.getByText('Deals marked as won in the period.').waitFor();
  expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  await phone.context.close();
});

test('reports, and the lists behind their numbers, can be reached by keyboard alone', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/analytics/deals`);
    await page.getByRole('link', { name: 'Funnel' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Funnel', level: 1 }).waitFor();
    const row = page.getByRole('row', { name: /^Won / });
    await row.getByText('2', { exact: true }).first().waitFor();
    await row.getByRole('link', { name: 'Won' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/deals\?/);
    await page.getByText('1–2 of 2').waitFor();
  });
});

test('each number opens a list of exactly that many records: total, period, part, person or team', async () => {
  const { path, owner } = at.organization;
  const converted = await newLead(at.organization, { sourceId: 'website' });
  // A date before the weeks shown on the dashboard.
  const date = new Date(Date.now() - 60 * 86_400_000).toISOString();
  const disqualified = await newLead(at.organization, { ownerId: owner.userId });
  await bodyOf(
    201,
    owner.call('POST', `${path}/activities/lead/${disqualified.id}`, {
      body: { kind: 'call', title: 'Asked', date },
    }),
  );
  const verbs = [`${converted.id}/conversion`, `${disqualified.id}/disqualify`];
  for (const [index, verb] of verbs.entries())
    await bodyOf(
      200,
      owner.call('POST', `${path}/leads/${verb}`, { body: index ? { reason: 'No budget' } : {}, ifMatch: 1 }),
    );
  const expectedCloseDate = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
  const { id } = await newDeal(at.organization, { expectedCloseDate, value: usd(900_00) });
  for (const kind of ['call', 'call', 'email'])
    await bodyOf(
      201,
      owner.call('POST', `${path}/activities/deal/${id}`, {
        body: { kind, title: 'Asked', durationMinutes: 5, date },
      }),
    );
  await at.host.settled(at.organization);
  const counts =
    /^(Deals won|Deals lost|New deals|Open deals|New leads|Converted|Disqualified|New customers|Reached|Stopped here|Followed up|Activities|Calls|E-mails)$/;
  await at.inWindow(async (page) => {
    const found = new Map<string, string>();
    const names = [
      'deals',
      'forecast',
      'funnel',
      'leads',
      'leadSources',
      'customers',
      'people',
      'activities',
    ];
    const whose = ['', `&ownerId=${owner.userId}`, `&teamOf=${owner.userId}`];
    // Except in the full tier, each report is opened once only: for everyone, for a person or for a team, in turn.
    const whoseOf = (index: number) => whose.filter((_, turn) => isFull || turn === index % whose.length);
    for (const address of names.flatMap((name, index) =>
      whoseOf(index).map((who) => `${name}?by=month${who}`),
    )) {
      await page.goto(`${at.base}/analytics/${address}`);
      await page.locator('.stats').waitFor();
      const links = await page.evaluate(() => [
        ...[...document.querySelectorAll('.stats dd a')].map((link) => [
          link.closest('div')?.querySelector('dt')?.textContent ?? '',
          link.textContent,
          link.getAttribute('href') ?? '',
        ]),
        ...[...document.querySelectorAll('td a')].map((link) => {
          const { cellIndex } = link.closest('td') ?? { cellIndex: 0 };
          const head = link.closest('table')?.querySelectorAll('thead th')[cellIndex]?.textContent ?? '';
          return [head, link.textContent, link.getAttribute('href') ?? ''];
        }),
      ]);
      for (const [name = '', number = '', href = ''] of links)
        if (counts.test(name.trim())) found.set(href, number.trim());
    }
    const some = [...found].filter(([, count]) => count !== '0');
    const none = [...found].filter(([, count]) => count === '0').filter((_, index) => index % 25 === 0);
    expect(some.length).toBeGreaterThan(count(10, 30));
    for (const list of ['view=history', 'furthestStageId:', 'lastActivityAt:isNotEmpty'])
      expect(some.filter(([href]) => href.includes(list)).length).toBeGreaterThan(count(0, 3));
    for (const [href, number] of isFull ? [...some, ...none] : oneOfEachKind([...some, ...none])) {
      await page.goto(href);
      await page.locator('tbody tr, main h2').first().waitFor();
      const rows = page.locator('tbody tr[data-row], tbody tr:has(a), .history li:has(time)');
      await expect.poll(() => rows.count(), { message: href }).toBe(Number(number));
    }
    await page.goto(some[0]![0]);
    await page.locator('tbody tr').first().waitFor();
    await takePicture(page, 'analytics-behind');
  });
});

/** Keeps one link, the first, for each combination of a list and the names of its filters. */
function oneOfEachKind(links: [string, string][]): [string, string][] {
  const kindOf = (href: string) => {
    const { pathname, searchParams } = new URL(href, 'http://site.example');
    const fields = (searchParams.get('filter') ?? '').split(';').map((condition) => condition.split(':')[0]);
    return `${pathname} ${[...searchParams.keys(), ...fields].sort().join()}`;
  };
  return [...new Map(links.toReversed().map((link) => [kindOf(link[0]), link])).values()];
}

test('a report can be saved as a table with plain numbers', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/analytics/deals?by=year`);
    await page.locator('.stats').waitFor();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV' }).click();
    const file = await text(await (await downloading).createReadStream());
    const [head = '', ...lines] = file.replace(/^\uFEFF/, '').split('\r\n');
    expect(head.split(',').slice(1, 4)).toEqual(['Won value', 'Deals won', 'Deals lost']);
    const year = lines.find((line) => line.startsWith(new Date().getFullYear().toString()));
    expect(year?.split(',').slice(1, 4)).toEqual(['200050.00', '2', '1']);
  });
});

test('revenue by customer links to the customer, whose page shows won and open deals and follows new ones', async () => {
  const { path, owner } = at.organization;
  const newCustomer = (name: string) =>
    bodyOf(201, owner.call('POST', `${path}/customers`, { body: { name } }));
  const { id: customerId } = await newCustomer('Acme Bakery');
  const { id, version } = await newDeal(at.organization, { customerId, value: usd(64_000_00) });
  await bodyOf(200, owner.call('POST', `${path}/deals/${id}/win`, { body: {}, ifMatch: version }));
  await newDeal(at.organization, { customerId, value: usd(1_500_00) });
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/analytics/customerRevenue`);
    await page.getByRole('figure', { name: /Acme Bakery \$64,000/ }).waitFor();
    await page
      .getByRole('row', { name: /^All others/ })
      .getByText('$200,050')
      .waitFor();
    await takePicture(page, 'analytics-customer-revenue');
    await page
      .getByRole('row', { name: /^Acme Bakery/ })
      .getByRole('link', { name: 'Acme Bakery' })
      .click();
    const sales = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Sales' }) });
    await sales.getByText('1, $64,000').waitFor();
    await sales.getByText('1, $1,500').waitFor();
    await sales.getByRole('figure', { name: /^Won in the last twelve months: .*\$64,000/ }).waitFor();
    await takePicture(page, 'customer-sales');
    await newDeal(at.organization, { customerId, value: usd(500_00) });
    await at.host.settled(at.organization);
    await page.goto(`${at.base}/customers`);
    await page.getByRole('link', { name: 'Acme Bakery' }).click();
    await sales.getByText('2, $2,000').waitFor();
  });
});

test('the dashboard shows this week’s activities next to last week’s', async () => {
  const { path, owner } = at.organization;
  const lead = await newLead(at.organization);
  const days = (count: number) => new Date(Date.now() - count * 86_400_000).toISOString();
  for (const date of [days(0), days(0), days(0), days(7), days(7)])
    await bodyOf(
      201,
      owner.call('POST', `${path}/activities/lead/${lead.id}`, {
        body: { kind: 'call', title: 'Asked', date },
      }),
    );
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(at.base);
    const calls = page.locator('[data-card-of=activities]').getByRole('row', { name: /^Calls/ });
    await calls.getByText('3', { exact: true }).waitFor();
    await calls.getByText('+50% from 2').waitFor();
    await page.locator('[data-card-of=activities]').scrollIntoViewIfNeeded();
    await takePicture(page, 'dashboard-activities');
    await page.getByRole('link', { name: 'Activities this week' }).click();
    await page.getByRole('heading', { name: 'Activities', level: 1 }).waitFor();
  });
});

test('a chart shows its axis in full, its values and a legend at any width, also in a comparison', async () => {
  const { call } = at.person;
  const { version } = await bodyOf(200, call('GET', '/v1/me'));
  await bodyOf(200, call('PATCH', '/v1/me', { body: { locale: 'es' }, ifMatch: version }));
  await at.inWindow(async (page) => {
    const figure = page.getByRole('figure').first();
    for (const address of ['deals?by=month', 'deals?by=month&compare=true']) {
      await page.goto(`${at.base}/analytics/${address}`);
      for (const width of [375, 768, 1280, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        await figure.locator('svg').waitFor();
        const cut = await figure.evaluate((element) => {
          const isCut = (text: Element) => {
            const around = (text.closest('svg') ?? element).getBoundingClientRect();
            const box = text.getBoundingClientRect();
            return box.left < around.left - 0.5 || box.right > around.right + 0.5;
          };
          return [...element.querySelectorAll('text, span')].filter(isCut).map((text) => text.textContent);
        });
        expect(cut, `${address} at ${width}`).toEqual([]);
        expect(await figure.locator('text.value').allTextContents(), `${address} at ${width}`).toContainEqual(
          expect.stringMatching(/US\$/),
        );
      }
    }
    expect(await figure.locator('li').allInnerTexts()).toEqual(['Este periodo', 'Periodo anterior']);
    await takePicture(page, 'analytics-compared');
    const slider = figure.getByRole('slider');
    await slider.focus();
    expect(await slider.getAttribute('aria-valuetext')).toMatch(
      /2\d\d\.050\sUS\$; Periodo anterior: 0\sUS\$/,
    );
    await page.keyboard.press('ArrowLeft');
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/: 0\sUS\$; /);
    await figure.locator('rect.now').last().hover();
    await figure.getByText(/^2\d\d\.050\sUS\$$/).waitFor();
  });
});
