import fc from 'fast-check';
import { expect, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import type { AnyRecord } from './definition.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import { contactRecords } from './contact.ts';
import { customerRecords } from './customer.ts';
import { recordFrom, recordItem, rowFrom } from './stored.ts';
import '../../../tests/seeded.ts';

const text = (maxLength: number) => fc.string({ minLength: 1, maxLength, size: 'max' });
const contact = fc.record(
  {
    firstName: text(80),
    lastName: text(80),
    fullName: text(161),
    email: text(254),
    phones: fc.array(fc.record({ label: fc.constant('work'), number: text(16) }), { maxLength: 5 }),
    statusId: fc.constant('prospect'),
    jobTitle: text(120),
    city: text(120),
    country: fc.constant('CO'),
    nationalId: text(40),
    ownerId: fc.uuid(),
    tagIds: fc.array(fc.uuid(), { maxLength: 20, size: 'max' }),
    deletedAt: fc.constant('2026-11-20T08:00:00.000Z'),
  },
  { requiredKeys: ['firstName', 'fullName', 'statusId'] },
);
const recordOf = (fields: object): AnyRecord => ({
  id: '01a1f843-8d26-750c-b159-9f68cdb1a9bc',
  version: 3,
  createdAt: '2026-11-01T08:00:00.000Z',
  createdBy: 'd6045ceb-5ae9-4afd-9f38-b9eed4043afa',
  updatedAt: '2026-11-02T08:00:00.000Z',
  updatedBy: 'd6045ceb-5ae9-4afd-9f38-b9eed4043afa',
  ...fields,
});

const settings = {} as OrganizationSettings;

test('a record is read back from its item unchanged, whatever its row left out', () => {
  fc.assert(
    fc.property(contact, (fields) => {
      const record = recordOf(fields);
      // The clone lacks the state of the item, which isn't part of the record.
      const read = recordFrom(contactRecords, recordItem(contactRecords, 'o', record, settings));
      expect(structuredClone(read)).toEqual(record);
    }),
  );
});

test('a row stays within its size limit and names its record', () => {
  fc.assert(
    fc.property(contact, (fields) => {
      const record = recordOf(fields);
      const { row } = recordItem(contactRecords, 'o', record, settings);
      const shown = rowFrom(contactRecords, record.id, row);
      expect(shown).toMatchObject({ id: record.id, version: record.version });
      expect(Buffer.byteLength(JSON.stringify(shown))).toBeLessThanOrEqual(limits.rowBytes);
    }),
  );
});

test('a customer’s name can have 255 characters, which the customer’s row shows completely', () => {
  const name = '漢'.repeat(255);
  expect(customerRecords.type.create.safeParse({ name }).success).toBe(true);
  expect(customerRecords.type.create.safeParse({ name: `${name}x` }).success).toBe(false);
  const record = recordOf({ code: 'CUST-123456', name, statusId: 'prospect', city: 'Ávila'.repeat(20) });
  const { row } = recordItem(customerRecords, 'o', record, settings);
  const shown = rowFrom(customerRecords, record.id, row);
  expect(shown).toMatchObject({ name });
  expect(Buffer.byteLength(JSON.stringify(shown))).toBeLessThanOrEqual(limits.rowBytes);
});
