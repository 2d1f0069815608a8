import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createMailbox } from './mailbox.ts';

const mail = (to: string, subject: string) => ({
  to,
  from: 'us@example.com',
  subject,
  text: 'Hi',
  html: '<p>Hi</p>',
});

test('e-mails are kept newest first, by address ignoring case, across restarts, up to a limit', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cobalt-mailbox-'));
  const file = path.join(folder, 'mailbox.db');
  const first = createMailbox(file, 3);
  first.deliver(mail('Ana@example.com', 'one'));
  first.deliver(mail('ben@example.com', 'two'));
  first.deliver(mail('ana@example.com', 'three'));
  expect(first.list('ANA@example.com').map(({ subject }) => subject)).toEqual(['three', 'one']);
  first.deliver(mail('ben@example.com', 'four'));
  first.close();
  const second = createMailbox(file, 3);
  expect(second.list().map(({ subject }) => subject)).toEqual(['four', 'three', 'two']);
  expect(second.list('ana@example.com')).toMatchObject([
    { ...mail('ana@example.com', 'three'), at: expect.stringMatching(/^\d{4}-.*Z$/) },
  ]);
  second.close();
  rmSync(folder, { recursive: true });
});
