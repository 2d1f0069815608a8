import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import { recordTypes } from '#contract/record-types.ts';
import * as keys from '#data/store/keys.ts';
import { compilePolicies, decide } from 'local-aws/iam/policy.ts';
import { at, ofType, roleStatements, shortName, synthesized, textAt } from './synthesized.ts';

const templates = await synthesized('prod');
const arn = 'arn:aws:dynamodb:us-east-1:111111111111:table/T';

/** What each public function writes for a request. */
const neededBy: Record<string, keys.Key[]> = {
  'public-forms': [
    keys.recordKey('o', 'lead', '1'),
    keys.changeKey(keys.recordKey('o', 'lead', '1'), 1),
    keys.recordKey('o', 'issue', '1'),
    keys.sequenceKey('o', 'issue'),
    keys.uniqueKey('o', 'email', 'ana@example.com'),
    keys.formCountKey('o', 'f', '2026-01-01'),
  ],
  'public-payments': [
    keys.uniqueKey('o', 'payment.providerId', 'pi_1'),
    keys.paymentEventKey('o', 'stripe', 'evt_1'),
    keys.recordKey('o', 'invoice', '1'),
    keys.changeKey(keys.recordKey('o', 'payment', '1'), 1),
    keys.sequenceKey('o', 'payment'),
  ],
};

/** The statements of a function that may do everything but what its own denials forbid. */
function withDenials(name: string) {
  const all = { Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' };
  return compilePolicies([{ Statement: [all, denialOf(name)] }], name);
}

test.each(Object.entries(neededBy))(
  'the function %s cannot write items that grant access, but those that a request needs',
  (name, own) => {
    const statements = withDenials(name);
    const mayWrite = ({ pk }: keys.Key, action: string) =>
      decide(statements, `dynamodb:${action}`, arn, () => ['ATTEMPTS#h', pk]).allowed;
    const granting = [
      keys.accessKey('u'),
      keys.apiKeyHashKey('h'),
      keys.apiKeyKey('o', 'k'),
      keys.emailKey('ana@example.com'),
      keys.feedKey('h'),
      keys.formKey('o', 'f'),
      keys.invitationKey('o', 'i'),
      keys.memberKey('o', 'u'),
      keys.ownFeedKey('o', 'u'),
      keys.paymentSecretsKey('o', 'stripe'),
      keys.publicFormKey('f'),
      keys.readerKey('index'),
      keys.recoveryKey('u'),
      keys.slugKey('acme'),
      keys.userKey('u'),
    ];
    const needed = [keys.attemptsKey('h'), ...own];
    for (const action of ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem']) {
      expect(granting.filter((key) => mayWrite(key, action))).toEqual([]);
      expect(needed.filter((key) => !mayWrite(key, action))).toEqual([]);
    }
    expect(mayWrite(keys.userKey('u'), 'GetItem')).toBe(true);
  },
);

test.each([
  ['public-documents', 'quote'],
  ['public-issues', 'issue'],
] as const)(
  'the function %s can write what an answer to a %s needs, and nothing else of a record',
  (name, answered) => {
    const statements = withDenials(name);
    const mayWrite = ({ pk }: keys.Key, action: string) =>
      decide(statements, `dynamodb:${action}`, arn, () => [pk]).allowed;
    const others = [
      keys.accessKey('u'),
      keys.apiKeyHashKey('h'),
      keys.documentLinkKey('h'),
      keys.feedKey('h'),
      keys.memberKey('o', 'u'),
      keys.publicFormKey('f'),
      keys.userKey('u'),
      keys.billingKey(uuidv7()),
      keys.seriesKey(uuidv7(), 'invoices'),
      ...Object.keys(recordTypes).flatMap((type) =>
        type === answered ? [] : [keys.recordKey('o', type, '1')],
      ),
    ];
    const record = keys.recordKey('o', answered, '1');
    const feed = { pk: keys.listFeedPartition(uuidv7()), sk: '' };
    const needed = [record, keys.changeKey(record, 2), keys.attemptsKey('h'), feed];
    for (const action of ['PutItem', 'UpdateItem', 'DeleteItem']) {
      expect(others.filter((key) => mayWrite(key, action))).toEqual([]);
      expect(needed.filter((key) => !mayWrite(key, action))).toEqual([]);
    }
    expect(mayWrite(keys.documentLinkKey('h'), 'GetItem')).toBe(true);
  },
);

test('the function of the portal can write clients, their access and issues, and grants nothing else', () => {
  const statements = withDenials('portal');
  const mayWrite = ({ pk }: keys.Key, action: string) =>
    decide(statements, `dynamodb:${action}`, arn, () => [pk]).allowed;
  const written = ['contact', 'issue', 'vendor'];
  const records = Object.keys(recordTypes).filter((type) => !written.includes(type));
  const others = [
    keys.apiKeyHashKey('h'),
    keys.apiKeyKey('o', 'k'),
    keys.emailKey('ana@example.com'),
    keys.feedKey('h'),
    keys.formKey('o', 'f'),
    keys.invitationKey('o', 'i'),
    keys.memberKey('o', 'u'),
    keys.ownFeedKey('o', 'u'),
    keys.paymentSecretsKey('o', 'stripe'),
    keys.publicFormKey('f'),
    keys.readerKey('index'),
    keys.slugKey('acme'),
    ...records.map((type) => keys.recordKey('o', type, '1')),
  ];
  const contact = keys.recordKey('o', 'contact', '1');
  const needed = [
    ...written.map((type) => keys.recordKey('o', type, '1')),
    keys.changeKey(contact, 2),
    keys.portalAccessKey(contact),
    keys.noticesOffKey(contact),
    keys.accessKey('u'),
    keys.outboxKey('o', 'r'),
    keys.documentLinkKey('h'),
    keys.sequenceKey('o', 'issue'),
    keys.attemptsKey('h'),
  ];
  for (const action of ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem']) {
    expect(others.filter((key) => mayWrite(key, action))).toEqual([]);
    expect(needed.filter((key) => !mayWrite(key, action))).toEqual([]);
  }
});

test('the function of payment events can write payments and invoices, and no other records', () => {
  const statements = withDenials('public-payments');
  const writable = Object.keys(recordTypes).filter((type) => {
    const { pk } = keys.recordKey('o', type, '1');
    return decide(statements, 'dynamodb:UpdateItem', arn, () => [pk]).allowed;
  });
  expect(writable.sort()).toEqual(['invoice', 'payment']);
});

test.each([
  ['pre-sign-up', keys.signUpCountKey('2026-01-01')],
  ['crashes', keys.attemptsKey('h')],
])('the function %s, which anybody can call, can only write counts', (name, count) => {
  const statements = withDenials(name);
  const mayWrite = ({ pk }: keys.Key) => decide(statements, 'dynamodb:UpdateItem', arn, () => [pk]).allowed;
  const others = [
    keys.accessKey('u'),
    keys.apiKeyHashKey('h'),
    keys.emailKey('ana@example.com'),
    keys.feedKey('h'),
    keys.memberKey('o', 'u'),
    keys.organizationKey('o'),
    keys.publicFormKey('f'),
    keys.readerKey('index'),
    keys.recordKey('o', 'lead', '1'),
    keys.slugKey('acme'),
  ];
  expect(others.filter(mayWrite)).toEqual([]);
  expect(mayWrite(count)).toBe(true);
});

/** The deny statement of a function's role, for the table with the ARN above. */
function denialOf(name: string): object {
  const handler = ofType(templates, 'AWS::Lambda::Function').find(
    (resource) => shortName(templates, resource) === name,
  );
  const role = textAt(handler, 'properties/Role/Fn::GetAtt/0');
  const denials = roleStatements(templates)
    .flatMap((one) => (one.role === role ? [one.statement] : []))
    .filter((statement) => at(statement, 'Effect') === 'Deny');
  expect(denials.length).toBe(1);
  return { ...(denials[0] as object), Resource: arn };
}
