import { expect, test } from 'vitest';
import type { Naming } from '#contract/nouns.ts';
import { documentMailText } from './document-mail.ts';
import { answerMail, portalInvitationMail, receiptMail } from './portal-mail.ts';
import { layOut } from './layout.ts';

const mailWith = (body: string) =>
  layOut(
    'en',
    answerMail('en', {
      ...{ orgName: 'Acme', orgAddress: [], naming: {}, takesReplies: false },
      ...{ subject: 'See www.phish.example', code: 'ISS-0001', body, files: 0 },
      ...{ url: 'https://crm.example/issue', isInPortal: true, stopUrl: 'https://crm.example/stop' },
    }),
  );

test.each([
  ['See https://example.com/help.', 'See https://example.com/help.'],
  ['**one** and __two__, `a_b` ~~x~~\nnext line', 'one and two, a_b x\nnext line'],
  ['[Help](https://x.example/?a=1&b=2), me@x.example', 'Help (https://x.example/?a=1&b=2), me@x.example'],
  ['# Steps\n\n1. first\n2. **second**\n   - third', 'Steps\n\n1. first\n2. second\n  - third'],
  ['- [x] done\n- List<String> &amp;', '- [x] done\n- List<String> &amp;'],
  ['> quoted\n> text\n\n```\n**code**\n```', '> quoted\n> text\n\n**code**'],
  ['| a | b |\n| - | - |\n| 1 | *2* |', 'a | b\n1 | 2'],
  ['1 < 2 \\* 3 <unknown>', '1 < 2 * 3 <unknown>'],
])('an answer is readable plain text in an e-mail, with its addresses: %j', (body, text) => {
  expect(mailWith(body).text).toContain(`Acme writes:\n\n${text}\n\nhttps://crm.example/issue\n\nReplies`);
});

test('the HTML of an answer’s e-mail has links and line breaks, and nothing that was typed becomes HTML', () => {
  const { html, subject } = mailWith('<b>x</b>\n[y](https://x.example/?a="1"&b=2)');
  expect(html).toContain('&lt;b&gt;x&lt;/b&gt;<br>y (<a href="https://x.example/?a=');
  expect(html).not.toMatch(/<b>|href="[^"]*javascript/);
  expect(mailWith('[y](javascript:alert(1))').html).not.toContain('href="javascript');
  expect(subject).not.toContain('www.phish.example');
});

const invitedBy = (naming: Naming) =>
  portalInvitationMail('es', {
    ...{ orgName: 'Acme', orgAddress: [], naming, type: 'contact' },
    url: 'https://crm.example/x',
  }).text;

test('e-mails to customers say "usted" in Colombia and "tú" elsewhere, with the organization’s names of records', () => {
  const wording = { order: { one: 'Servicio', many: 'Servicios' } };
  expect(invitedBy({ country: 'CO', wording })).toMatch(
    /lo invita .* donde puede ver sus facturas y servicios/,
  );
  expect(invitedBy({ country: 'ES' })).toMatch(/te invita .* donde puedes ver tus facturas y pedidos/);
  const familiar =
    /\b(tú|tu|tus|te|ti|puedes|tienes|has|ignora|responde|abre|reenvíalo|pagaste|escribiste)\b/i;
  for (const kind of ['invoice', 'credit-note', 'quote', 'early', 'late'] as const) {
    const mail = { ...document, due: '10 $', isOpen: true };
    expect(layOut('es', documentMailText('usted', kind, mail)).text).not.toMatch(familiar);
  }
  const writer = { orgName: 'Acme', orgAddress: [], naming: { country: 'CO' } };
  const answer = {
    subject: 'Ayuda',
    code: 'INC-1',
    body: 'Listo.',
    url: 'https://crm.example/x',
    stopUrl: undefined,
  };
  for (const isInPortal of [true, false])
    for (const takesReplies of [true, false])
      expect(
        layOut('es', answerMail('es', { ...writer, ...answer, files: 2, isInPortal, takesReplies })).text,
      ).not.toMatch(familiar);
  expect(
    layOut('es', receiptMail('es', { ...writer, code: 'INC-1', url: 'https://crm.example/x' })).text,
  ).not.toMatch(familiar);
  expect(invitedBy({ country: 'CO' })).not.toMatch(familiar);
});

const document = {
  ...{ title: 'Cotización', number: 'COT-1', sellerName: 'Acme', total: '10 $', isOpen: true },
  ...{ url: 'https://crm.example/d', sellerAddress: [] },
};

test.each(['en', 'es', 'usted'] as const)(
  'what somebody wrote comes first in an e-mail about a document, before what is always said: %s',
  (addressing) => {
    for (const kind of ['invoice', 'credit-note', 'quote', 'early', 'late'] as const) {
      const { text } = layOut(
        'es',
        documentMailText(addressing, kind, { ...document, message: 'Hola, Ana.\nGracias.' }),
      );
      expect(text).toMatch(/^Hola, Ana\.\n\nGracias\.\n\n/);
    }
  },
);
