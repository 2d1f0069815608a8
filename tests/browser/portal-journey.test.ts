import type { Page } from 'playwright-core';
import { expect, inject, test, vi } from 'vitest';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { connectStripe, deliver, eventOf, type StripeKeys } from '../stripe/connected.ts';
import { stripeAt } from '../stripe/server.ts';
import { openWindow, takePicture, type Look } from './browser.ts';
import { stat } from './money-pages.ts';
import {
  byKeyboard,
  byPointer,
  goTo,
  invitationLink,
  newInvitable,
  openIssue,
  signUpFrom,
  words,
  type Act,
  type Words,
} from './portal-people.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

/** What a client does in the portal, and how. */
interface Client {
  page: Page;
  say: Words;
  act: Act;
}

/** Pays the only invoice. The page of the provider can’t be reached, so its stand-in is told that the client paid. */
async function payInvoice(
  { page, say, act }: Client,
  at: Workplace,
  keys: StripeKeys,
  number: string,
): Promise<void> {
  await goTo(page, say.invoices, act);
  await act(page.getByRole('button', { name: `${say.pay}: ${number}` }));
  await page.waitForURL(/\/v1\/documents\?key=/);
  const leaving = page.waitForRequest(/^https:\/\/checkout\.stripe\.example\//);
  await act(page.getByRole('button', { name: say.payOnline }));
  const sessionId = new URL((await leaving).url()).pathname.split('/').at(-1) ?? '';
  const { session } = await stripeAt(inject('stripeUrl'), keys.secretKey).pay(sessionId, {});
  const completed = eventOf('checkout.session.completed', session);
  expect((await deliver(at.host, at.organization.id, completed, keys)).status).toBe(204);
  await page.goto(session.success_url ?? '');
  expect(await page.getByRole('button', { name: say.payOnline }).count()).toBe(0);
  await page.goto(`/portal/${at.organization.id}`);
  await goTo(page, say.invoices, act);
  await page.getByRole('button', { name: `${say.view}: ${number}` }).waitFor();
}

/** Writes a note for the team, and an answer to the client. */
async function answerIssue(staff: Page, at: Workplace, issueId: string): Promise<void> {
  await staff.goto(`${at.base}/issues/${issueId}`);
  await staff.getByRole('button', { name: 'Download Door.png' }).waitFor();
  await staff.getByRole('button', { name: 'Note', exact: true }).click();
  await staff.getByRole('textbox', { name: /note/i }).fill('They never oil the door.');
  await staff.getByRole('button', { name: 'Add note' }).click();
  await staff.locator('article').getByText('They never oil the door.').waitFor();
  await staff.getByRole('button', { name: 'Answer', exact: true }).click();
  await staff
    .getByRole('textbox', { name: 'Answer the customer, who can read this' })
    .fill('Is the light on?');
  await staff.getByRole('button', { name: 'Send answer' }).click();
  await staff.getByText('answered the customer').waitFor();
}

/** Reads the answer without the note, and says that the issue is resolved and that the work was good. */
async function closeIssue({ page, say, act }: Client): Promise<void> {
  await page.reload();
  await page.getByText('Is the light on?').waitFor();
  expect(await page.getByText('They never oil the door.').count()).toBe(0);
  await act(page.getByRole('button', { name: say.resolve }));
  await act(page.getByRole('radio', { name: say.good, exact: true }));
  await act(page.getByRole('button', { name: say.send }).first());
  await page.getByText(say.rated).waitFor();
}

/** Expects each number of a report, by its label. */
async function expectReport(staff: Page, address: string, numbers: Record<string, string>): Promise<void> {
  await staff.goto(address);
  for (const [label, number] of Object.entries(numbers))
    await stat(staff, label).getByText(number, { exact: true }).waitFor();
}

async function expectReports(staff: Page, { base }: Workplace): Promise<void> {
  await expectReport(staff, `${base}/analytics/issues`, {
    'New issues': '1',
    'First answers': '1',
    'Issues resolved': '1',
    Ratings: '1',
    Satisfied: '100%',
  });
  await takePicture(staff, 'journey-portal-issues');
  await expectReport(staff, `${base}/analytics/payments`, { Payments: '1', Paid: '€123', Refunds: '0' });
  await expectReport(staff, `${base}/analytics/invoices`, {
    Invoiced: '€123',
    Paid: '€123',
    'Invoices issued': '1',
  });
  await staff.goto(base);
  await staff.locator('[data-card-of=due]').getByText('Nothing to collect').waitFor();
  await staff.locator('[data-card-of=paidThisMonth]').getByRole('link', { name: '€123' }).waitFor();
}

test.each<[keyof typeof words, string, Look, Act]>([
  ['en', 'by keyboard', { locale: 'en-US' }, byKeyboard],
  ['es', 'on a phone', { locale: 'es-ES', phone: true }, byPointer],
])(
  'a contact who is invited from its page pays an invoice, gets an issue answered and rates that, and reports say exactly this (%s, %s)',
  async (language, _how, look, act) => {
    const at = await Workplace.open(undefined, { currency: 'EUR' });
    const { call } = at.person;
    await readyToBill(call, at.organization);
    const keys = await connectStripe(at.organization);
    const contact = await newInvitable(at.organization);
    const draft = await newDraft(call, at.organization, contact.customerId, [12_300]);
    const { number } = await issued(call, at.organization, draft);
    const window = await openWindow(at.browser, at.host.url, look);
    const client = { page: window.page, say: words[language], act };
    await at.inWindow(async (staff) => {
      await staff.goto(`${at.base}/contacts/${contact.contactId}`);
      await staff.getByRole('button', { name: 'Invite to the portal' }).click();
      await staff.getByText(`An invitation was sent to ${contact.email}.`).waitFor();
      const link = await invitationLink(at.host, at.organization, contact);
      await signUpFrom(client.page, at.host, { ...contact, link }, client.say, act);
      await payInvoice(client, at, keys, number);
      await answerIssue(staff, at, await openIssue(client.page, client.say, act));
      await closeIssue(client);
      await takePicture(client.page, `journey-portal-${language}`);
      await at.host.settled(at.organization);
      await expectReports(staff, at);
    });
    expect(await client.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(window.errors).toEqual([]);
    await at.close();
  },
);
