import { beforeAll, expect, inject, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';

const host = connectHost(inject('host'));
const names = [
  'C++ Academy',
  'C# Academy',
  'c academy',
  'A+ Motors',
  'A- Motors',
  '100% Lana',
  '1000 Lanas',
  'Lana_Sur',
  'Lana Sur',
  "O'Neil",
  'O\\Neil',
  'Ñandú, S.L.',
  'Nandu S L',
  '***',
];

let organization: TestOrganization;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  const { owner, path } = organization;
  for (const name of names) await bodyOf(201, owner.call('POST', `${path}/customers`, { body: { name } }));
  await host.settled(organization);
});

async function found(op: string, value: string): Promise<string[]> {
  const { owner, path } = organization;
  const body = { filter: { field: 'name', op, value }, limit: 100, current: true };
  const { items } = await bodyOf(200, owner.call('POST', `${path}/customers/query`, { body }));
  return items.map(({ name }: { name: string }) => name).toSorted();
}

test.each(names)('“is %s” finds this text and no text with other symbols', async (name) => {
  expect(await found('is', name)).toEqual([name]);
  expect(await found('is', name.toUpperCase())).toEqual([name]);
  expect(await found('isNot', name)).toEqual(names.filter((other) => other !== name).toSorted());
});

test.each([
  ['%', ['100% Lana']],
  ['100%', ['100% Lana']],
  ['_', ['Lana_Sur']],
  ["'", ["O'Neil"]],
  ['\\', ['O\\Neil']],
  ['*', ['***']],
  ['+', ['A+ Motors', 'C++ Academy']],
  ['lana', ['100% Lana', '1000 Lanas', 'Lana Sur', 'Lana_Sur']],
  ['ñandu', ['Nandu S L', 'Ñandú, S.L.']],
  ['Ú,', ['Ñandú, S.L.']],
])('“contains %s” finds all texts with these characters and no others', async (part, expected) => {
  expect(await found('contains', part)).toEqual(expected.toSorted());
});

test('“starts with” compares symbols, too', async () => {
  expect(await found('startsWith', 'c#')).toEqual(['C# Academy']);
  expect(await found('startsWith', 'lana_')).toEqual(['Lana_Sur']);
  expect(await found('startsWith', '*')).toEqual(['***']);
});

test('a text of symbols is a value', async () => {
  const { owner, path } = organization;
  const body = { filter: { field: 'name', op: 'isEmpty' }, limit: 0, current: true };
  expect(await bodyOf(200, owner.call('POST', `${path}/customers/query`, { body }))).toMatchObject({
    total: 0,
  });
});
