import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyOf, callerWith } from '../caller.ts';
import { addMember, newOrganization, newPerson } from '../organization.ts';
import { openWindow } from './browser.ts';
import { Workplace, runCommand, signIn } from './workplace.ts';

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

describe('settings', () => {
  test('that someone else changed are not reverted by an open form', async () => {
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/settings/organization`);
      await page.getByLabel(/^Name/).waitFor();
      const { version } = await bodyOf(200, at.person.call('GET', at.organization.path));
      await bodyOf(
        200,
        at.person.call('PATCH', at.organization.path, { body: { currency: 'CHF' }, ifMatch: version }),
      );
      await page.getByLabel(/^Name/).fill('Ateneo');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Not saved').waitFor();
      await page.waitForTimeout(500);
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Saved', { exact: true }).waitFor();
      expect(await bodyOf(200, at.person.call('GET', at.organization.path))).toMatchObject({
        name: 'Ateneo',
        currency: 'CHF',
      });
    });
  });

  test('of a pipeline are reported as changed and saved on top of someone else’s version', async () => {
    const path = `${at.organization.path}/pipelines`;
    const read = async () => bodyOf(200, at.person.call('GET', path));
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/settings/pipelines`);
      await page.getByRole('button', { name: /^Edit/ }).first().click();
      await page.getByLabel('Stage 1', { exact: true }).fill('Asked for');
      const { version, items } = await read();
      const stages = items[0].stages.filter((stage: { meaning: string }) => stage.meaning === 'open');
      const body = {
        name: 'Ships',
        stages: stages.map(({ id, name, color }: Record<string, string>) => {
          return { id, name, color, probability: 7 };
        }),
      };
      await bodyOf(200, at.person.call('PATCH', `${path}/${items[0].id}`, { body, ifMatch: version }));
      // A refetch in the meantime doesn't change the version that the input is based on.
      await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
      await page.waitForTimeout(1_500);
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText('Not saved').waitFor();
      expect(await page.getByLabel(/^Name/).inputValue()).toBe('Ships');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByRole('heading', { name: 'Ships' }).waitFor();
      const [after] = (await read()).items;
      expect(after).toMatchObject({
        name: 'Ships',
        stages: [{ name: 'Asked for', probability: 7 }, {}, {}, {}, {}, {}],
      });
    });
  });

  test('change a member’s role only when saved', async () => {
    const member = await addMember(at.host, at.organization, 'manager');
    const role = async () => {
      const { items } = await bodyOf(200, at.person.call('GET', `${at.organization.path}/members`));
      return items.find((one: { userId: string }) => one.userId === member.userId).role;
    };
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/settings/members`);
      await page.getByLabel(/^Role of The manager/).selectOption('employee');
      await page.waitForTimeout(500);
      expect(await role()).toBe('manager');
      await page.getByRole('button', { name: 'Save' }).click();
      await expect.poll(role).toBe('employee');
    });
  });
});

describe('a dialog', () => {
  test('opens on Enter the result for the current input, not an earlier one', async () => {
    await at.newContact({ firstName: 'Zacarías', lastName: 'Peña' });
    await at.newContact({ firstName: 'Wanda', lastName: 'Ferrer' });
    await at.inWindow(async (page) => {
      await page.goto(at.base);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await page.keyboard.press('Control+k');
      await page.locator('[role=combobox]').fill('zaca');
      await page
        .getByRole('option', { name: /Zacarías/ })
        .first()
        .waitFor();
      await page.locator('[role=combobox]').fill('wanda');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Wanda Ferrer' }).waitFor();
    });
  });

  test('returns the focus when it closes', async () => {
    const contact = await at.newContact({ firstName: 'Irma' });
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/contacts/${contact.id}`);
      const search = page.getByRole('button', { name: /^Search/ }).first();
      const focused = (locator = search) => locator.evaluate((one) => one === document.activeElement);
      await search.click();
      await page.getByRole('combobox').waitFor();
      await page.keyboard.press('Escape');
      await expect.poll(() => focused()).toBe(true);
      await page.keyboard.press('?');
      await page.getByRole('heading', { name: 'Keyboard shortcuts' }).waitFor();
      await page.getByRole('button', { name: 'Close' }).click();
      await expect.poll(() => focused()).toBe(true);
      await runCommand(page, 'Write a note');
      const area = page.getByPlaceholder('Write a note');
      await expect.poll(() => focused(area)).toBe(true);
    });
  });
});

describe('a session', () => {
  test('continues when its user changes e-mail and password, each with the current password', async () => {
    const person = await newPerson(at.host);
    const organization = await newOrganization(person);
    const email = `changed.${person.email}`;
    await at.inWindow(async (page) => {
      const base = `/o/${organization.id}`;
      await page.goto(`${base}/settings/profile`);
      await page.getByRole('button', { name: 'Change e-mail' }).click();
      await page.getByLabel('New e-mail').fill(email);
      await page.getByLabel('Current password').fill('not the password');
      await page.getByRole('button', { name: 'Send code' }).click();
      await page.getByText('That isn’t your current password').waitFor();
      await page.getByLabel('Current password').fill(person.password);
      await page.getByRole('button', { name: 'Send code' }).click();
      // A complete code submits itself.
      await page.getByLabel('Code', { exact: true }).fill(await at.host.code(email));
      await page.getByText(`Your address is ${email}.`).waitFor();
      await page.goto(`${base}/settings/security`);
      await page.getByLabel('Current password').first().fill(person.password);
      await page.getByLabel('New password').fill('quite another phrase');
      await page.getByRole('button', { name: 'Change password' }).click();
      await page.getByText('Your password was changed').waitFor();
      await page.reload();
      await page.getByRole('heading', { name: 'Sessions' }).waitFor();
    }, person);
    await at.host.signIn(email, 'quite another phrase');
  });

  test('leaves no tokens if the following sign-in fails', async () => {
    await at.inWindow(async (page) => {
      await page.goto('/sign-in');
      await page.getByRole('checkbox').uncheck();
      await signIn(page, { ...at.person, password: 'not the right one' });
      await page.locator('#refusal').waitFor();
      expect(
        await page.evaluate(() => Object.keys({ ...localStorage, ...sessionStorage }).join()),
      ).not.toMatch('refreshToken');
    });
  });

  test('for the tab only leaves nothing behind', async () => {
    await at.inWindow(async (page) => {
      await page.goto('/sign-in');
      await page.getByRole('checkbox').uncheck();
      await signIn(page, at.person);
      await page.waitForURL(/\/o\//);
      const kept = await page.evaluate(() => [
        Object.keys(localStorage).join(),
        Object.keys(sessionStorage).join(),
      ]);
      expect(kept[0]).not.toMatch('Cognito');
      expect(kept[1]).toMatch('refreshToken');
    });
  });

  const storedToken = () =>
    Object.entries<string>(localStorage).find(([key]) => key.endsWith('.accessToken'))?.[1];

  test('ends with its access token when the user signs out, even if the API can’t be reached', async () => {
    for (const isReachable of [true, false]) {
      await at.inWindow(async (page) => {
        await page.goto(at.base);
        await page.getByRole('heading', { level: 1 }).first().waitFor();
        const token = await page.evaluate(storedToken);
        if (!isReachable) await page.route('**/v1/me/sign-out', (route) => route.abort());
        await runCommand(page, 'Sign out');
        await page.waitForURL(/\/sign-in/);
        expect(await page.evaluate(storedToken)).toBeUndefined();
        const me = await callerWith(at.host.url, token)('GET', '/v1/me');
        expect(me.status).toBe(isReachable ? 401 : 200);
      });
    }
  });

  test('survives a temporary failure to refresh its tokens', async () => {
    await at.inWindow(async (page) => {
      await page.goto(at.base);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await page.waitForLoadState('networkidle');
      await page.evaluate(() => {
        const key = Object.keys(localStorage).find((one) => one.endsWith('.accessToken'))!;
        const [head, , signature] = localStorage.getItem(key)!.split('.');
        const payload = btoa(JSON.stringify({ exp: 1, iat: 0, token_use: 'access' })).replaceAll('=', '');
        localStorage.setItem(key, `${head}.${payload}.${signature}`);
      });
      await page.route(/_cognito/, (route) =>
        route.fulfill({ status: 400, body: '{"__type":"TooManyRequestsException","message":"x"}' }),
      );
      await page.goto(`${at.base}/contacts`);
      const retry = page.getByRole('button', { name: /again/i }).first();
      await retry.waitFor();
      expect(page.url()).toContain('/contacts');
      await page.unroute(/_cognito/);
      await retry.click();
      await page
        .getByRole('heading', { name: /contacts/i })
        .first()
        .waitFor();
    });
  });

  test('of another user started in another tab shows nothing of the previous one', async () => {
    await at.newContact({ firstName: 'Secreta' });
    const other = await newPerson(at.host);
    await at.inWindow(async (page, { context }) => {
      await page.goto(`${at.base}/contacts`);
      await page.getByRole('link', { name: 'Secreta' }).waitFor();
      await page.evaluate(() => sessionStorage.setItem('cobalt.draft x', '{}'));
      const second = await context.newPage();
      await second.goto('/sign-in');
      await signIn(second, other);
      await second.waitForURL(/\/onboarding/);
      await expect.poll(() => page.getByText('Secreta').count()).toBe(0);
      await expect
        .poll(() => page.evaluate(() => sessionStorage.getItem('cobalt.draft x')), { timeout: 20_000 })
        .toBeNull();
    });
  });

  test('that ended does not disturb the sign-in page, and a deleted job is no longer polled', async () => {
    await at.inWindow(async (page) => {
      let requests = 0;
      const id = '01234567-89ab-7def-8123-456789abcde0';
      await page.route(`**/jobs/${id}`, (route) => {
        requests += 1;
        return route.fulfill({ status: 200, contentType: 'application/json', body: JSON.stringify(running) });
      });
      const progress = { state: 'running', total: 9, done: 1, failed: 0 };
      const running = { id, kind: 'update', recordTypes: ['contact'], ...progress };
      const gone = { ...running, id: '01234567-89ab-7def-8123-456789abcdef', kind: 'delete' };
      await page.goto(at.base);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await page.evaluate(
        (jobs) => sessionStorage.setItem('cobalt.jobs', JSON.stringify(jobs)),
        [running, gone].map((job) => ({ orgId: at.organization.id, job })),
      );
      await page.goto(`${at.base}/contacts`);
      await expect.poll(() => requests, { timeout: 15_000 }).toBeGreaterThan(1);
      await expect.poll(() => page.getByRole('progressbar').count(), { timeout: 15_000 }).toBe(1);
      await page.evaluate(() => localStorage.clear());
      await page.waitForURL(/\/sign-in\?.*expired/);
      const address = page.url();
      await page.waitForTimeout(2_500);
      expect(page.url()).toBe(address);
      await signIn(page, at.person);
      await page.waitForURL(/\/contacts$/);
    });
  });

  test('of a removed member shows nothing of the organization from the next click on', async () => {
    const member = await addMember(at.host, at.organization, 'admin');
    await at.newContact({ firstName: 'Interna' });
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/contacts`);
      await page.getByRole('link', { name: 'Interna' }).waitFor();
      const path = `${at.organization.path}/members`;
      const { items } = await bodyOf(200, at.person.call('GET', path));
      const { version } = items.find(({ userId }: { userId: string }) => userId === member.userId);
      const removed = await at.person.call('DELETE', `${path}/${member.userId}`, { ifMatch: version });
      expect(removed.status).toBe(204);
      await page.getByRole('link', { name: 'Dashboard' }).click();
      // Depending on what loads first, the site shows an error or asks the user to create an organization.
      await page
        .getByRole('heading', { name: 'Not found' })
        .or(page.getByRole('heading', { name: 'Your organization' }))
        .waitFor();
      expect(await page.getByRole('navigation').count()).toBe(0);
      expect(await page.getByText('Interna').count()).toBe(0);
    }, member);
  });

  test('reports a taken username at its field, with focus', async () => {
    const { page, context } = await openWindow(at.browser, at.host.url);
    await page.goto('/sign-up');
    for (const [label, text] of [
      ['First name', 'Ada'],
      ['Last name', 'Marín'],
      ['Organization', 'Ateneo'],
      ['Username', at.person.username],
      ['E-mail', 'somebody.new@people.example'],
      ['Password', at.person.password],
    ] as const) {
      await page
        .getByLabel(new RegExp(`^${label}`))
        .first()
        .fill(text);
    }
    await page.getByRole('button', { name: 'Create an account' }).click();
    const field = page.getByLabel(/^Username/);
    await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true');
    await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true);
    await context.close();
  });
});
