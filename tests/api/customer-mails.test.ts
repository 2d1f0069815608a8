import { beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { awaited } from '../awaited.ts';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf, type Call } from '../caller.ts';
import { documentsIn } from '../documents.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  newOrganization,
  newPerson,
  unique,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { pagesOf } from '../pdf.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let admin: Person;
const { at, add, verb } = documentsIn(() => organization);

const billingEmail = 'facturas@cobalto.example';
const lines = [{ description: 'Consulting', quantity: 2, unitPriceMinor: 5_000 }];
const newAddress = (): string => `${unique('customer')}@customers.example`;
const mailTo = async (email: string): Promise<any> => {
  const mails = await awaited(
    `an e-mail to ${email}`,
    () => host.mails(email),
    (all) => all.length > 0,
    { pauseMs: 50 },
  );
  return mails[0];
};
const newCustomer = (email: string): Promise<any> =>
  add('customers', { name: unique('Acme '), email, country: 'ES' });
const newInvoice = async (email: string): Promise<any> => {
  const { call } = organization.owner;
  const { id } = await newCustomer(email);
  return issued(call, organization, await newDraft(call, organization, id, [], { lines }));
};
const setBilling = async (body: object): Promise<void> => {
  const { call } = organization.owner;
  await bodyOf(200, call('PATCH', at('billing'), { body, headers: { 'if-match': '*' } }));
};

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { name: 'Ñandú', country: 'ES' });
  await readyToBill(organization.owner.call, organization);
  admin = await addMember(host, organization, 'admin');
});

/** E-mails to people outside of the team, each by the administrator: who gets it, and in which language. */
const kinds: Record<string, (by: Call, email: string) => Promise<unknown>> = {
  'a quote': async (by, email) => {
    const { id: customerId } = await newCustomer(email);
    const quote = await add('quotes', { customerId, lines });
    return bodyOf(200, verb(by, 'quotes', quote, 'send', {}));
  },
  'an invoice': async (by, email) => bodyOf(200, verb(by, 'invoices', await newInvoice(email), 'send', {})),
  'a credit note': async (by, email) => {
    const note = await bodyOf(
      201,
      verb(organization.owner.call, 'invoices', await newInvoice(email), 'credit', { reason: 'Devuelto' }),
    );
    return bodyOf(200, verb(by, 'invoices', note, 'send', {}));
  },
  'a reminder': async (by, email) => bodyOf(200, verb(by, 'invoices', await newInvoice(email), 'remind', {})),
  'an answer to an issue': async (by, email) => {
    const { id: customerId } = await newCustomer(newAddress());
    const contact = await add('contacts', { firstName: 'Ana', lastName: 'Pérez', email, customerId });
    const issue = await add('issues', { subject: 'Broken link', customerId, contactId: contact.id });
    return bodyOf(201, by('POST', at(`issues/${issue.id}/answers`), { body: { body: 'Try again.' } }));
  },
  'an invitation to the portal': async (by, email) => {
    const { id: customerId } = await newCustomer(newAddress());
    const contact = await add('contacts', { firstName: 'Ana', lastName: 'Pérez', email, customerId });
    return bodyOf(200, by('POST', at(`portal/clients/contact/${contact.id}`), { body: {} }));
  },
};

describe.each(Object.keys(kinds))('the e-mail with %s', (kind) => {
  const sent = async (): Promise<any> => {
    const email = newAddress();
    await kinds[kind]!(admin.call, email);
    return mailTo(email);
  };

  test('names the organization as its sender, ends with its address, and replies go to its billing address', async () => {
    await setBilling({ email: billingEmail });
    const mail = await sent();
    expect(decoded(mail.from)).toMatch(/^(Cobalto S\.L\.|Ñandú) \(vía Cobalt CRM\) </);
    expect(mail.from).toMatch(/^[\x20-\x7e]+$/);
    expect(mail.replyTo).toEqual([billingEmail]);
    for (const line of ['Calle Mayor 1', 'Madrid', 'España']) {
      expect(mail.text).toContain(line);
      expect(mail.html).toContain(line);
    }
    expect(mail.text).not.toMatch(/no se leen/);
  });

  test('takes replies to the member who sends it if the settings have no address', async () => {
    await setBilling({ email: null });
    expect((await sent()).replyTo).toEqual([admin.email]);
  });
});

/** The display name of a sender as mail programs show it. */
const decoded = (from: string): string =>
  from
    .replace(/^"(.*)"/, '$1')
    .replaceAll('?= =?', '?==?')
    .replaceAll(/=\?UTF-8\?B\?([^?]*)\?=/g, (_word, text: string) => Buffer.from(text, 'base64').toString());

describe('the PDF of a document', () => {
  beforeEach(() => setBilling({ attachPdf: true }));

  test.each(['a quote', 'an invoice', 'a credit note', 'a reminder'])(
    'is attached to the e-mail with %s',
    async (kind) => {
      const email = newAddress();
      const record: any = await kinds[kind]!(admin.call, email);
      const { attachments } = await mailTo(email);
      const name = `${record.number ?? record.code}.pdf`;
      expect(attachments).toEqual([{ name, type: 'application/pdf', base64: expect.any(String) }]);
      const pages = await pagesOf(Buffer.from(attachments[0].base64, 'base64'));
      expect(pages.join(' ')).toContain('Consulting');
    },
  );

  test('isn’t attached if the settings say so, as the preview does', async () => {
    const preview = async (): Promise<any> => {
      const { id: customerId } = await newCustomer(newAddress());
      const { id } = await add('quotes', { customerId, lines });
      return bodyOf(200, admin.call('GET', at(`quotes/${id}/email`)));
    };
    expect((await preview()).attachesPdf).toBe(true);
    await setBilling({ attachPdf: false });
    expect((await preview()).attachesPdf).toBe(false);
    const email = newAddress();
    await kinds['an invoice']!(admin.call, email);
    expect((await mailTo(email)).attachments).toBeUndefined();
  });
});
