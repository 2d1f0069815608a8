import { afterAll, beforeAll, expect, test } from 'vitest';
import { button, field } from './people.ts';
import { Workplace } from './workplace.ts';

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

test('a new record is announced with a link to it, or to a record with the same e-mail address', async () => {
  const email = 'hello@firm.example';
  await at.inWindow(async (page) => {
    const create = async (values: Record<string, string>) => {
      await page.goto(`${at.base}/customers/new`);
      for (const [label, value] of Object.entries(values)) await field(page, label).fill(value);
      await button(page, 'Save').click();
      await page.waitForURL(/customers\/[\w-]{36}$/);
      return page.url();
    };
    const first = await create({ Name: 'Harmattan', 'E-mail': email });
    const notice = page.getByRole('status').filter({ hasText: 'Harmattan was created' });
    await notice.waitFor();
    expect(new URL((await notice.getByRole('link').getAttribute('href')) ?? '', first).href).toBe(first);
    await at.host.settled(at.organization);
    expect(await create({ Name: 'Sirocco', 'E-mail': email })).not.toBe(first);
    const warning = page.getByRole('status').filter({ hasText: 'Possible duplicate: Harmattan' });
    await warning.getByRole('link', { name: 'Open' }).click();
    await page.waitForURL(first);
    await warning.waitFor({ state: 'detached' });
  });
});
