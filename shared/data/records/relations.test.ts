import { describe, expect, test } from 'vitest';
import type { CustomField } from '#contract/custom-field.ts';
import { activity } from '#contract/records/activity.ts';
import { contact } from '#contract/records/contact.ts';
import { deal } from '#contract/records/deal.ts';
import type { AnyRecord } from './definition.ts';
import { backFrom, intoRemaining, referencesIn, referencesTo, replacedReferences } from './relations.ts';

const relation = (key: string, to: string, retired = false) =>
  ({ key, label: key, kind: 'relation', to, ...(retired ? { retired } : {}) }) as CustomField;
const inDeals = referencesIn(deal, 'contact', [relation('buyer', 'contact'), relation('seller', 'vendor')]);
const record = (values: object): AnyRecord => ({ id: 'd', version: 1, ...values }) as AnyRecord;

describe('references to a record type', () => {
  test('are found in all types that have fields or custom fields for it, in use or retired', () => {
    const found = referencesTo('customer', { vendor: [relation('client', 'customer', true)] });
    const names = found.map(({ type, fields, customKeys, hasRetired }) => [
      type.name,
      fields,
      customKeys,
      hasRetired,
    ]);
    expect(names).toEqual([
      ['contact', ['customerId'], [], false],
      ['lead', ['customerId'], [], false],
      ['deal', ['customerId'], [], false],
      ['quote', ['customerId'], [], false],
      ['order', ['customerId'], [], false],
      ['invoice', ['customerId'], [], false],
      ['payment', ['customerId'], [], false],
      ['issue', ['customerId'], [], false],
      ['vendor', [], ['client'], true],
      ['activity', ['about'], [], false],
    ]);
  });

  test('do not include those to other types', () => {
    expect(inDeals).toMatchObject({ fields: ['contactIds'], customKeys: ['buyer'] });
    const inContacts = referencesIn(contact, 'vendor', []);
    expect(inContacts).toMatchObject({ fields: [], customKeys: [] });
  });
});

describe('a replacement', () => {
  const replace = intoRemaining(['a', 'b'], 'w');

  test('names the remaining record once, at the first place, and keeps other values', () => {
    const values = { contactIds: ['x', 'a', 'b', 'w'], customerId: 'a', custom: { buyer: 'b', seller: 'a' } };
    expect(replacedReferences(record(values), inDeals, replace)).toEqual({
      contactIds: ['x', 'w'],
      custom: { buyer: 'w', seller: 'a' },
    });
  });

  test('changes nothing without references', () => {
    expect(
      replacedReferences(record({ contactIds: ['x'], custom: { seller: 'a' } }), inDeals, replace),
    ).toEqual({});
  });
});

describe('what something is about', () => {
  const of = (type: string, ...ids: string[]) => ids.map((id) => ({ type, id }));
  const inActivities = referencesIn(activity, 'contact', []);
  const before = [...of('deal', 'd'), ...of('contact', 'a', 'x', 'b')];
  const after = [...of('deal', 'd'), ...of('contact', 'w', 'x')];

  test('names the remaining record once, with its type, and records of other types as before', () => {
    const replace = intoRemaining(['a', 'b'], 'w');
    expect(replacedReferences(record({ about: before }), inActivities, replace)).toEqual({ about: after });
    expect(replacedReferences(record({ about: of('deal', 'd') }), inActivities, replace)).toEqual({});
  });

  test('names the merged records again after an undo, and what was added since', () => {
    const undo = backFrom([{ field: 'about', from: before, to: after }], 'w');
    const undone = (about: object[]) => replacedReferences(record({ about }), inActivities, undo);
    expect(undone(after)).toEqual({ about: before });
    const added = [...of('contact', 'w'), ...of('customer', 'y')];
    expect(undone(added)).toEqual({ about: [...of('contact', 'a', 'b'), ...of('customer', 'y')] });
  });
});

describe('an undo', () => {
  const changes = [
    { field: 'contactIds', from: ['x', 'a'], to: ['x', 'w'] },
    { field: 'custom.buyer', from: 'b', to: 'w' },
  ];
  const undone = (values: object) => replacedReferences(record(values), inDeals, backFrom(changes, 'w'));

  test('puts back what still has the values of the merge', () => {
    expect(undone({ contactIds: ['x', 'w'], custom: { buyer: 'w' } })).toEqual({
      contactIds: ['x', 'a'],
      custom: { buyer: 'b' },
    });
  });

  test('puts back the merged records in a list that was changed since, in place of the remaining one', () => {
    expect(undone({ contactIds: ['w', 'y'] })).toEqual({ contactIds: ['a', 'y'] });
  });

  test('keeps the remaining record in a list that it was in before, and a list without it', () => {
    const both = [{ field: 'contactIds', from: ['w', 'a'], to: ['w'] }];
    const patch = replacedReferences(record({ contactIds: ['w', 'y'] }), inDeals, backFrom(both, 'w'));
    expect(patch).toEqual({ contactIds: ['w', 'a', 'y'] });
    expect(undone({ contactIds: ['y'] })).toEqual({});
  });

  test('keeps a reference that was changed since', () => {
    expect(undone({ custom: { buyer: 'z' } })).toEqual({});
  });
});
