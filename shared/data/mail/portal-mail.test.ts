import { expect, test } from 'vitest';
import { answerMail } from './portal-mail.ts';
import { layOut } from './layout.ts';

const mailWith = (body: string) =>
  layOut(
    'en',
    answerMail('en', {
      ...{ orgName: 'Acme', orgAddress: [], takesReplies: false },
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
