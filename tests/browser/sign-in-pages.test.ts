import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWindow } from './browser.ts';
import { Workplace } from './workplace.ts';

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

test('a sign-in opens the requested page, and the home page if the path is that of no page or of one for signing in', async () => {
  const home = new RegExp(`^[^?]*(?:${at.base}/?|/home)$`);
  const cases = [
    [`${at.base}/leads?q=ana`, new RegExp(`${at.base}/leads`)],
    ['/leads', home],
    ['/sign-up', home],
    ['/no/such/page?a=1#b', home],
  ] as const;
  for (const [next, opened] of cases) {
    const { page, context } = await openWindow(at.browser, at.host.url);
    await page.goto(`/sign-in?${new URLSearchParams({ next })}`);
    await page.getByLabel(/^Username or e-mail/).fill(at.person.username);
    await page
      .getByLabel(/^Password/)
      .first()
      .fill(at.person.password);
    await page.keyboard.press('Enter');
    await page.waitForURL(opened);
    expect(await page.getByText('That didn’t work').count()).toBe(0);
    await context.close();
  }
});
