import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { addMember } from '../organization.ts';
import { newDeal, newLead, usd } from '../selling.ts';
import { takePicture } from './browser.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

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
  await at.host.settled();
}, 120_000);
afterAll(() => at.close());

test('reports tell what happened, a person’s part of it, and the period before beside it', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/analytics`);
    await page.getByRole('heading', { name: 'Revenue', level: 1 }).waitFor();
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
    await page.getByRole('combobox', { name: 'Whose' }).selectOption(at.person.userId);
    await stat('New deals').getByText('3', { exact: true }).waitFor();
    await takePicture(page, 'analytics-own');
    // The address opens the same again.
    await page.reload();
    await stat('New deals').getByText('3', { exact: true }).waitFor();
    await page.getByRole('combobox', { name: 'Range' }).selectOption('lastYear');
    await stat('Deals won').getByText('0', { exact: true }).waitFor();
  });
});

test('by keyboard alone one goes from report to report, and from a number to the list behind it', async () => {
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

test('each number opens a list of exactly as many records: in all, of a period, of a part, of a person or a team', async () => {
  const { path, owner } = at.organization;
  const convert = await newLead(at.organization, { sourceId: 'website' });
  // Before the weeks that the dashboard tells of.
  const date = new Date(Date.now() - 60 * 86_400_000).toISOString();
  const giveUp = await newLead(at.organization, { ownerId: owner.userId });
  await bodyOf(
    201,
    owner.call('POST', `${path}/activities/lead/${giveUp.id}`, {
      body: { kind: 'call', title: 'Asked', date },
    }),
  );
  const verbs = [`${convert.id}/conversion`, `${giveUp.id}/disqualify`];
  for (const [place, verb] of verbs.entries())
    await bodyOf(
      200,
      owner.call('POST', `${path}/leads/${verb}`, { body: place ? { reason: 'No budget' } : {}, ifMatch: 1 }),
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
  await at.host.settled();
  const counts =
    /^(Deals won|Deals lost|New deals|Open deals|New leads|Converted|Disqualified|New customers|Reached|Came no further|Answered|Activities|Calls|E-mails)$/;
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
    for (const address of names.flatMap((name) => whose.map((who) => `${name}?by=month${who}`))) {
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
      for (const [name = '', count = '', href = ''] of links)
        if (counts.test(name.trim())) found.set(href, count.trim());
    }
    const some = [...found].filter(([, count]) => count !== '0');
    const none = [...found].filter(([, count]) => count === '0').filter((_, place) => place % 25 === 0);
    expect(some.length).toBeGreaterThan(30);
    for (const list of ['view=history', 'furthestStageId=', 'hasActivities=true'])
      expect(some.filter(([href]) => href.includes(list)).length).toBeGreaterThan(3);
    for (const [href, count] of [...some, ...none]) {
      await page.goto(href);
      await page.locator('tbody tr, main h2').first().waitFor();
      const rows = page.locator('tbody tr[data-row], tbody tr:has(a), .history li:has(time)');
      await expect.poll(() => rows.count(), { message: href }).toBe(Number(count));
    }
    await page.goto(some[0]![0]);
    await page.locator('tbody tr').first().waitFor();
    await takePicture(page, 'analytics-behind');
  });
});

test('what a report shows can be saved as a table, amounts as plain numbers', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/analytics/deals?by=year`);
    await page.locator('.stats').waitFor();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV' }).click();
    const file = readFileSync(await (await downloading).path(), 'utf8');
    const [head = '', ...lines] = file.replace(/^\uFEFF/, '').split('\r\n');
    expect(head.split(',').slice(1, 4)).toEqual(['Won value', 'Deals won', 'Deals lost']);
    const year = lines.find((line) => line.startsWith(new Date().getFullYear().toString()));
    expect(year?.split(',').slice(1, 4)).toEqual(['200050.00', '2', '1']);
  });
});

test('revenue by customer leads to the customer, whose page tells what was won, what is open, and follows a new deal', async () => {
  const { path, owner } = at.organization;
  const newCustomer = (name: string) =>
    bodyOf(201, owner.call('POST', `${path}/customers`, { body: { name } }));
  const { id: customerId } = await newCustomer('Acme Bakery');
  const { id, version } = await newDeal(at.organization, { customerId, value: usd(64_000_00) });
  await bodyOf(200, owner.call('POST', `${path}/deals/${id}/win`, { body: {}, ifMatch: version }));
  await newDeal(at.organization, { customerId, value: usd(1_500_00) });
  await at.host.settled();
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
    await at.host.settled();
    await page.goto(`${at.base}/customers`);
    await page.getByRole('link', { name: 'Acme Bakery' }).click();
    await sales.getByText('2, $2,000').waitFor();
  });
});

test('the dashboard tells this week’s activities beside those of the week before', async () => {
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
  await at.host.settled();
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
