import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as keys from './keys.ts';
import type { Key } from './keys.ts';
import * as runKeys from './run-keys.ts';
import '../../../tests/seeded.ts';

const org = fc.uuid({ version: 7 });
/** Possible user input, including the separators of keys. */
const typed = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
  fc
    .array(fc.constantFrom('#', 'ORG#', '~', 'C#', 'N#', '|', '%', 'a'), { minLength: 1, maxLength: 8 })
    .map((parts) => parts.join('')),
);

/** Keys of an organization, built from the same text and id. */
const keysOf = (orgId: string, text: string, id: string): Key[] => {
  const record = keys.recordKey(orgId, 'contact', id);
  return [
    record,
    keys.changeKey(record, 7),
    keys.handoverKey(record, 7),
    keys.noteKey(record, id),
    keys.pinnedNoteKey(record, id),
    keys.projectionStateKey(orgId, 'contact', id),
    keys.uniqueKey(orgId, 'contact.email', text),
    keys.lookupKey(orgId, text, 'contact', id),
    keys.lookupKey(orgId, text, 'contact', id, id),
    keys.counterKey(orgId, 'contact', text),
    keys.organizationKey(orgId),
    keys.memberKey(orgId, id),
    keys.invitationKey(orgId, id),
    keys.mailCountKey(orgId, text),
    keys.deletionMailsKey(orgId, text),
    keys.sharedViewKey(orgId, id),
    keys.tagKey(orgId, id),
    runKeys.scheduledChangeKey(orgId, id),
    runKeys.jobCountKey(orgId, text),
    runKeys.underWayKey(orgId, id),
    keys.apiKeyKey(orgId, id),
    keys.idempotencyKey(orgId, id, 'contacts.create', text),
  ];
};

test('every key of an organization starts with its id', () => {
  fc.assert(
    fc.property(org, typed, fc.uuid(), (orgId, text, id) => {
      for (const { pk } of keysOf(orgId, text, id))
        expect(pk === `ORG#${orgId}` || pk.startsWith(`ORG#${orgId}#`)).toBe(true);
      const lists = [
        keys.listPartition(orgId, 'contact', text),
        keys.changesPartition(orgId),
        keys.privateViewsPartition(orgId, id, text),
        keys.changesPartition(orgId, id),
        keys.lookupPartition(orgId, text),
        keys.lookupPartition(orgId, text, id),
      ];
      for (const partition of lists) expect(partition.startsWith(`ORG#${orgId}#`)).toBe(true);
    }),
  );
});

test('no user input turns a key of one organization into another’s', () => {
  fc.assert(
    fc.property(org, org, typed, typed, fc.uuid(), (mine, theirs, text, other, id) => {
      fc.pre(mine !== theirs);
      const known = new Set(keysOf(mine, text, id).map(({ pk }) => pk));
      for (const { pk } of keysOf(theirs, other, id)) expect(known).not.toContain(pk);
    }),
  );
});

test('different values, terms and requests have different keys', () => {
  fc.assert(
    fc.property(
      org,
      fc.uniqueArray(typed, { minLength: 2, maxLength: 2 }),
      fc.uuid(),
      (orgId, [a, b], id) => {
        const text = ({ pk, sk }: Key) => `${pk}\n${sk}`;
        const pairs = [
          (value: string) => keys.uniqueKey(orgId, 'contact.email', value),
          (value: string) => keys.lookupKey(orgId, value, 'contact', id),
          (value: string) => keys.idempotencyKey(orgId, id, 'contacts.create', value),
        ];
        for (const keyFor of pairs) expect(text(keyFor(a!))).not.toBe(text(keyFor(b!)));
      },
    ),
  );
});

test('a record is the last item of its partition, and its changes are in order', () => {
  fc.assert(
    fc.property(org, fc.uuid(), fc.nat({ max: 999_999_998 }), (orgId, id, version) => {
      const record = keys.recordKey(orgId, 'contact', id);
      const entries = [
        keys.changeKey(record, version),
        keys.changeKey(record, version + 1),
        keys.noteKey(record, id),
        keys.pinnedNoteKey(record, id),
        keys.projectionStateKey(orgId, 'contact', id),
      ];
      for (const entry of entries) {
        expect(entry.pk).toBe(record.pk);
        expect(entry.sk < record.sk).toBe(true);
      }
      expect(entries[0]!.sk < entries[1]!.sk).toBe(true);
    }),
  );
});

/** Builders whose keys aren't in the organization's partitions, and by what a purge finds its items there. */
const foundElsewhere: Record<string, string> = {
  slugKey: 'org',
  apiKeyHashKey: 'orgId',
  publicFormKey: 'orgId',
  feedKey: 'orgId',
  accessKey: 'orgs',
  recountKey: 'org',
  documentLinkKey: 'org',
  openErasureKey: 'org',
  unroutedKey: 'org',
  requestBucketKey: 'organizationPartitions',
  changeCountKey: 'organizationPartitions',
};

/** Exported functions whose keys belong to no organization, or that aren't keys. */
const ofNoOrganization = new Set([
  ...[
    'userKey',
    'accountDeletionKey',
    'missingUserKey',
    'userCountKey',
    'emailKey',
    'recoveryKey',
    'recoveryTriesKey',
    'attemptsKey',
    'signUpCountKey',
  ],
  ...['readerKey', 'projectionKey', 'purgeKey'],
  ...['indexName', 'recordIdOf', 'namedIn', 'organizationOf', 'chunkPrefix'],
  ...['organizationSubject', 'organizationPartitions'],
]);

const parametersOf = (builder: unknown): string[] =>
  (/^\(?([^)=]*)\)?\s*=>/.exec(String(builder))?.[1] ?? '').split(',').map((name) => name.trim());

test('a purge finds the items of every kind of key', () => {
  const orgId = '018f0000-0000-7000-8000-000000000001';
  const record = keys.recordKey(orgId, 'contact', 'a');
  const samples: Record<string, unknown> = { orgId, record, version: 1, lane: 1, from: 1, isDone: true };
  const builders = Object.entries({ ...keys, ...runKeys }).filter(([, value]) => typeof value === 'function');
  expect(builders.length).toBeGreaterThan(60);
  for (const [name, builder] of builders) {
    if (ofNoOrganization.has(name) || foundElsewhere[name]) continue;
    const parameters = parametersOf(builder);
    expect(['orgId', 'record'], `add ${name} to a list above, if a purge finds its items`).toContain(
      parameters[0],
    );
    const key = (builder as (...values: unknown[]) => Key | string)(
      ...parameters.map((one) => samples[one] ?? 'ab'),
    );
    const partition = typeof key === 'string' ? key : key.pk;
    expect(partition.startsWith(keys.organizationPrefix(orgId)), name).toBe(true);
  }
  const partitions = keys.organizationPartitions(orgId);
  for (const name of ['requestBucketKey', 'changeCountKey'] as const)
    expect(partitions).toContain(keys[name](keys.organizationSubject(orgId), '2026-01-01').pk);
});
