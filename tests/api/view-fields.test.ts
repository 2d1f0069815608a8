import { beforeAll, expect, inject, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson, type Person, type TestOrganization } from '../organization.ts';
import { callsOfViews, filtered, newView, organizationOfAllRoles, viewBody, type People } from '../views.ts';

const host = connectHost(inject('host'));

let organization: TestOrganization;
let views: string;
let people: People;
beforeAll(async () => {
  ({ organization, people } = await organizationOfAllRoles(host));
  views = `${organization.path}/views`;
});
const { add } = callsOfViews(() => organization);

const invalid: [title: string, values: object, pointer: string, code: string][] = [
  ['no name', { name: '' }, '/name', 'required'],
  ['a long name', { name: 'x'.repeat(81) }, '/name', 'too_long'],
  ['an unknown record type', { recordType: 'planet' }, '/recordType', 'not_a_choice'],
  ['an unknown property', { color: 'red' }, '/color', 'unknown_field'],
  ['a board of contacts', { layout: 'board' }, '/layout', 'not_a_choice'],
  ['a page size', { query: { limit: 5 } }, '/query/limit', 'unknown_field'],
  [
    'an unknown field in a filter',
    filtered({ or: [{ field: 'shoeSize', op: 'isEmpty' }] }),
    '/query/filter/or/0/field',
    'unknown_field',
  ],
  [
    'an operator of another kind',
    filtered({ field: 'city', op: 'less', value: 1 }),
    '/query/filter/op',
    'not_a_choice',
  ],
  [
    'an unknown tag in a filter',
    filtered({ field: 'tagIds', op: 'anyOf', value: [uuidv7()] }),
    '/query/filter/value/0',
    'not_a_choice',
  ],
  [
    'an unknown sort',
    { query: { sorts: [{ field: 'city' }, { field: 'custom.gone' }] } },
    '/query/sorts/1/field',
    'unknown_field',
  ],
  ['a sort by phones', { query: { sorts: [{ field: 'phones' }] } }, '/query/sorts/0/field', 'not_allowed'],
  ['an unknown column', { columns: [{ field: 'shoeSize' }] }, '/columns/0/field', 'unknown_field'],
  [
    'a column twice',
    { columns: [{ field: 'city' }, { field: 'city', width: 80 }] },
    '/columns/1/field',
    'taken',
  ],
  ['a narrow column', { columns: [{ field: 'city', width: 63 }] }, '/columns/0/width', 'too_small'],
  ['a wide column', { columns: [{ field: 'city', width: 601 }] }, '/columns/0/width', 'too_big'],
  [
    'too many columns',
    { columns: Array.from({ length: 101 }, () => ({ field: 'city' })) },
    '/columns',
    'too_many',
  ],
  ['an unknown group', { groupBy: 'shoeSize' }, '/groupBy', 'unknown_field'],
  ['groups of a text', { groupBy: 'city' }, '/groupBy', 'not_allowed'],
  ['groups of tags', { groupBy: 'tagIds' }, '/groupBy', 'not_allowed'],
  ['a footer of a text', { footers: [{ field: 'city', measure: 'sum' }] }, '/footers/0/field', 'not_allowed'],
  [
    'an unknown measure',
    { footers: [{ field: 'activityCount', measure: 'median' }] },
    '/footers/0/measure',
    'not_a_choice',
  ],
  ['an unknown density', { density: 'cozy' }, '/density', 'not_a_choice'],
];

test.each(invalid)('%s is refused with a pointer, in new and in changed views', async (...row) => {
  const [, values, pointer, code] = row;
  const { call } = people.employee;
  const created = await bodyOf(422, call('POST', views, { body: viewBody(values) }));
  expect(created.errors).toMatchObject([{ pointer, code }]);
  if (pointer === '/recordType') return;
  const { id } = await add(people.employee);
  const changed = await bodyOf(422, call('PATCH', `${views}/${id}`, { body: values, ifMatch: 1 }));
  expect(changed.errors).toMatchObject([{ pointer, code }]);
});

test('a view whose custom field was retired still opens, names the field as missing, and can be renamed', async () => {
  const own = await newOrganization(await newPerson(host));
  const { call } = own.owner;
  const fields = `${own.path}/custom-fields/contact`;
  const field = 'custom.shoe-size';
  const body = { key: 'shoe-size', label: 'Shoe size', kind: 'number' };
  await bodyOf(201, call('POST', fields, { body, ifMatch: 0 }));
  const columns = [{ field: 'city' }, { field }];
  const made = await newView(own, call, {
    ...filtered({ and: [{ field, op: 'more', value: 40 }] }),
    columns,
    footers: [{ field, measure: 'max' }],
  });
  expect(made.missingFields).toEqual([]);
  await bodyOf(200, call('PATCH', `${fields}/shoe-size`, { body: { retired: true }, ifMatch: 1 }));
  const path = `${own.path}/views/${made.id}`;
  const opened = await bodyOf(200, call('GET', path));
  expect(opened).toEqual({ ...made, missingFields: [field] });
  expect((await bodyOf(200, call('GET', `${own.path}/views`))).items).toEqual([opened]);
  const renamed = await bodyOf(200, call('PATCH', path, { body: { name: 'New' }, ifMatch: 1 }));
  expect(renamed).toMatchObject({ name: 'New', columns, missingFields: [field] });
  const { errors } = await bodyOf(
    422,
    call('PATCH', path, { body: { columns: columns.toReversed() }, ifMatch: 2 }),
  );
  expect(errors).toMatchObject([{ pointer: '/columns/0/field', code: 'unknown_field' }]);
});

test('fields of a shared view that a member can’t read are missing for that member only', async () => {
  const values = {
    recordType: 'customer',
    columns: [{ field: 'name' }, { field: 'wonValue' }],
    sharedWith: ['employee'],
  };
  const { id } = await add(people.admin, values);
  const missingFor = async ({ call }: Person) =>
    (await bodyOf(200, call('GET', `${views}/${id}`))).missingFields;
  expect(await missingFor(people.admin)).toEqual([]);
  expect(await missingFor(people.employee)).toEqual(['wonValue']);
});
