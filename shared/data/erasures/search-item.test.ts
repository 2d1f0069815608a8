import { expect, test } from 'vitest';
import type { Item } from '../store/table.ts';
import { finderOf } from './person-texts.ts';
import { fateOf, type Search } from './search-item.ts';

const email = 'ana@people.example';
const search: Search = {
  finder: finderOf({
    emails: [email],
    phones: [],
    names: [{ firstName: 'Ana', lastName: 'Gómez' }],
  }),
  records: new Set(['contact#1']),
};
const header = JSON.stringify({ action: 'updated', actorId: 'u' });
const data = (value: unknown) => JSON.stringify(value);

const fates: [string, Item, string][] = [
  [
    'an entry of a record of the person',
    { pk: 'ORG#o#contact#1', sk: 'N#2', kind: 'note', data: '{}' },
    'remove',
  ],
  [
    'a change of the record',
    { pk: 'ORG#o#contact#1', sk: 'C#1', kind: 'change', row: header, salt: 's' },
    'eraseValues',
  ],
  ['a change without values', { pk: 'ORG#o#contact#1', sk: 'C#1', kind: 'change', row: header }, 'keep'],
  [
    'a change of another record with the person’s address',
    { pk: 'ORG#o#deal#2', sk: 'C#1', kind: 'change', type: 'deal', row: header, data: data([{ to: email }]) },
    'eraseValues',
  ],
  [
    'a change of somebody with the same name',
    {
      pk: 'ORG#o#contact#2',
      sk: 'C#1',
      kind: 'change',
      type: 'contact',
      row: header,
      data: data([{ to: 'Ana Gómez' }]),
    },
    'keep',
  ],
  [
    'a task on a record of the person',
    {
      ...{ pk: 'ORG#o#task#3', sk: '~', kind: 'task', type: 'task', schema: 1, row: '{}' },
      data: data({ recordType: 'contact', recordId: '1' }),
    },
    'remove',
  ],
  ...(
    [
      ['the person only', ['contact#1'], 'remove'],
      ['the person and others', ['deal#2', 'contact#1'], 'rewriteRecord'],
      ['others', ['deal#2', 'contact#3'], 'keep'],
    ] as const
  ).map(([whom, about, fate]): [string, Item, string] => [
    `an activity about ${whom}`,
    {
      ...{ pk: 'ORG#o#task#3', sk: '~', kind: 'record', type: 'activity', schema: 2, row: '{}' },
      data: data({ about: about.map((one) => one.split('#')).map(([type, id]) => ({ type, id })) }),
    },
    fate,
  ]),
  [
    'a note elsewhere',
    { pk: 'ORG#o#deal#2', sk: 'N#4', kind: 'note', data: data({ body: 'Ana Gómez' }) },
    'replace',
  ],
  [
    'a lookup term of the person',
    { pk: 'ORG#o#W##an', sk: 'ana people example#contact#1', kind: 'word', type: 'contact', id: '1' },
    'remove',
  ],
  [
    'a reservation of the person’s address',
    { pk: `ORG#o#U#customer.email#${email}`, sk: 'U', kind: 'unique', type: 'customer', id: '9' },
    'remove',
  ],
  [
    'a link to an issue that was sent to the person',
    { pk: 'LINK#hash', sk: 'LINK', kind: 'issue-link', org: 'o', recordId: '5', email },
    'remove',
  ],
  [
    'a record with the person’s address',
    {
      pk: 'ORG#o#customer#9',
      sk: '~',
      kind: 'record',
      type: 'customer',
      row: `ab12${data({ email })}`,
      data: '{}',
    },
    'rewriteRecord',
  ],
  [
    'a record with the same name',
    {
      pk: 'ORG#o#contact#2',
      sk: '~',
      kind: 'record',
      type: 'contact',
      row: `ab12${data({ fullName: 'Ana Gómez' })}`,
      data: '{}',
    },
    'keep',
  ],
  [
    'a record whose text names the person',
    {
      pk: 'ORG#o#lead#2',
      sk: '~',
      kind: 'record',
      type: 'lead',
      row: 'ab12{}',
      data: data({ message: 'From Ana Gómez' }),
    },
    'rewriteRecord',
  ],
  [
    'an issued invoice that is printed with the person’s name',
    {
      pk: 'ORG#o#invoice#3',
      sk: '~',
      kind: 'record',
      type: 'invoice',
      row: `ab12${data({ issuedAt: '2026-11-01T03:00:00.000Z' })}`,
      data: data({ parties: { buyer: { name: 'Ana Gómez', email } }, notes: 'For Ana Gómez' }),
    },
    'keep',
  ],
  [
    'a draft of an invoice whose notes name the person',
    {
      pk: 'ORG#o#invoice#4',
      sk: '~',
      kind: 'record',
      type: 'invoice',
      row: 'ab12{}',
      data: data({ notes: 'For Ana Gómez' }),
    },
    'rewriteRecord',
  ],
  [
    'the billing settings with the address of the organization',
    { pk: 'ORG#o', sk: 'BILLING', kind: 'billing', data: data({ email }) },
    'keep',
  ],
  [
    'a result of a job with the beginning of a note on a record of the person',
    {
      pk: 'ORG#o#JOB#5',
      sk: 'RESULT#note#contact/1/2',
      kind: 'job-result',
      recordType: 'note',
      recordId: 'contact/1/2',
      title: 'Prefers calls',
    },
    'remove',
  ],
  [
    'a result of a job with the beginning of a note elsewhere',
    {
      pk: 'ORG#o#JOB#5',
      sk: 'RESULT#note#deal/2/4',
      kind: 'job-result',
      recordType: 'note',
      recordId: 'deal/2/4',
      title: 'Prefers calls',
    },
    'keep',
  ],
  ['a task without data', { pk: 'ORG#o#task#4', sk: '~', kind: 'task' }, 'keep'],
  ['a record without data', { pk: 'ORG#o#lead#4', sk: '~', kind: 'record', type: 'lead' }, 'keep'],
  ['projection state without data', { pk: 'ORG#o#contact#1', sk: 'L', kind: 'ledger' }, 'pending'],
  ['a member with the same address', { pk: 'ORG#o#MEMBERS', sk: 'u', kind: 'member', email }, 'keep'],
];

test.each(fates)('%s', (_, item, expected) => {
  expect(fateOf(item, search).act).toBe(expected);
});

test('texts within JSON are replaced, and keys and other attributes stay', () => {
  const item = {
    pk: 'ORG#o#VIEWS',
    sk: 'v',
    kind: 'view',
    name: 'About Ana Gómez',
    data: data({ q: email }),
  };
  expect(fateOf(item, search)).toEqual({
    act: 'replace',
    attributes: { name: 'About [erased]', data: '{"q":"[erased]"}' },
  });
});

const message = (payload: string, more: object = {}) => ({
  ...{ pk: 'ORG#o#SOURCE#s', sk: 'R#1', kind: 'received', org: 'o', payload },
  ...more,
});

test('messages of other programs that name a person, however they write it, or became a record of one, are emptied', () => {
  const escaped = Array.from(email, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`).join('');
  const form = { contentType: 'application/x-www-form-urlencoded' };
  for (const item of [
    message(data({ from: email })),
    message(`{"from":"${escaped}"}`),
    message(`from=${encodeURIComponent(email)}`, form),
    message('{', { messageId: email }),
    message(data({ any: 'thing' }), { recordType: 'contact', recordId: '1' }),
  ]) {
    expect(fateOf(item, search)).toEqual({ act: 'replace', attributes: { payload: '' } });
    expect(fateOf({ ...item, payload: '' }, search)).toEqual({ act: 'keep' });
  }
  expect(fateOf(message(data({ any: 'thing' })), search)).toEqual({ act: 'keep' });
  expect(fateOf({ ...message(''), kind: 'receivedPart' }, search)).toEqual({ act: 'remove' });
});

const delivery = (recordId: string, message: object, answer?: string) => ({
  pk: 'ORG#o#WEBHOOK#w',
  sk: 'D#1',
  kind: 'webhookDelivery',
  recordType: 'contact',
  recordId,
  payload: data({ type: 'contact.created', data: message }),
  ...(answer === undefined ? {} : { attempts: data([{ status: 200, answer }]) }),
});

test('of messages to webhooks that are about a person or name it, the ids are left', () => {
  const ids = { recordType: 'contact', id: '1', version: 1 };
  const left = {
    payload: data({ type: 'contact.created', data: ids }),
    attempts: data([{ status: 200 }]),
  };
  for (const item of [
    delivery('1', { ...ids, record: { city: 'Cali' } }, 'Thanks'),
    delivery('2', { ...ids, record: { notes: `Ask ${email}` } }, 'Thanks'),
    delivery('2', ids, `Unknown: ${email}`),
  ]) {
    expect(fateOf(item, search)).toEqual({ act: 'replace', attributes: left });
    expect(fateOf({ ...item, ...left }, search)).toEqual({ act: 'keep' });
  }
  expect(fateOf(delivery('2', { ...ids, record: { city: 'Cali' } }, 'Thanks'), search)).toEqual({
    act: 'keep',
  });
});
