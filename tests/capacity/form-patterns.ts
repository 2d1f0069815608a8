import { createDynamoCall } from 'local-aws/engines/dynamodb/wire.ts';
import { trapField } from '#contract/public-form.ts';
import { heldSubmissionKey } from '#data/store/keys.ts';
import { formBody, newForm, newHeld, readToken } from '../forms.ts';
import { visit } from '../visitor.ts';
import { itemBytes, type WireItem } from './calculator.ts';
import type { Pattern } from './pattern.ts';
import { change, changing, making, rights, send } from './requests.ts';
import type { World } from './world.ts';

const address = ({ measured, made }: World) => [measured.host.url, made['public form']!.id] as const;
const open = ['strong entry', 'strong form'];

const shown = (method: string, rest: string): Pattern['send'] => {
  return (world) => {
    const [url, id] = address(world);
    return visit(url, method, `/v1/forms/${id}${rest}`);
  };
};

let token = '';

/** The size of a held submission, which its release removes. */
async function heldBytes({ measured: { host }, organization }: World, id: string): Promise<number> {
  const { pk, sk } = heldSubmissionKey(organization.id, id);
  const call = createDynamoCall(host.info.dynamodbUrl, host.info.region);
  const { Item } = await call('GetItem', {
    TableName: host.info.table,
    Key: { pk: { S: pk }, sk: { S: sk } },
  });
  return itemBytes(Item as WireItem);
}

/** Patterns of web forms: requests of members who manage the forms, and requests of visitors. */
export const formPatterns: Pattern[] = [
  {
    operation: 'forms.create',
    by: 'form, its public id and change by key; all forms are counted',
    class: 'key',
    reads: [rights, 'query 0 form'],
    writes: ['transact form', 'transact entry', 'transact form (created)', 'entry entry'],
    send: (world) => making('form', '/forms', formBody())(world),
  },
  {
    operation: 'forms.list',
    by: 'pk = forms of the organization',
    class: 'bounded',
    reads: [rights, 'query form'],
    send: send('GET', '/forms'),
  },
  {
    operation: 'forms.get',
    by: 'by key',
    class: 'key',
    reads: [rights, 'strong form'],
    send: changing('form', 'GET', '/forms/{id}'),
  },
  {
    operation: 'forms.update',
    by: 'by key',
    class: 'key',
    reads: [rights, 'strong form'],
    writes: ['transact form', ...change],
    send: changing('form', 'PATCH', '/forms/{id}', { body: { title: 'Ask us' } }),
  },
  {
    operation: 'publicForms.page',
    by: 'the form’s organization, then the form, by key',
    class: 'key',
    reads: open,
    prepare: async (world) => {
      world.made['public form'] = await newForm(world.organization);
      await shown('GET', '')(world);
    },
    send: shown('GET', ''),
  },
  {
    operation: 'publicForms.describe',
    by: 'as publicForms.page',
    class: 'key',
    reads: open,
    send: shown('GET', '/description'),
  },
  {
    operation: 'publicForms.script',
    by: 'as publicForms.page',
    class: 'key',
    reads: open,
    send: shown('GET', '/script'),
  },
  {
    operation: 'publicForms.preflight',
    by: 'as publicForms.page',
    class: 'key',
    reads: open,
    send: shown('OPTIONS', ''),
  },
  {
    operation: 'publicForms.submit',
    by: 'as publicForms.page; custom fields, submissions of the address in ten minutes and on the day, leads of the page, two counts of leads per day, idempotency marker, lead and change by key',
    class: 'key',
    reads: [...open, 'strong entry'],
    writes: [
      'put entry',
      'put entry',
      'put entry',
      'transact 3 entry',
      'transact entry',
      'entry lead entry',
      'put entry',
      'transact lead (created)',
      'entry entry',
    ],
    thenVaries: true,
    prepare: async (world) => {
      token = await readToken(...address(world));
    },
    send: (world) => {
      const [url, id] = address(world);
      const json = { firstName: 'Lucía', email: 'lucia.form@cafes.example', token };
      return visit(url, 'POST', `/v1/forms/${id}`, { json });
    },
  },
  {
    operation: 'publicForms.submit',
    what: 'held for review',
    by: 'as publicForms.page; submissions of the address and of the page, then the directory of what is held, idempotency marker and submission by key',
    class: 'key',
    reads: [...open, 'strong entry'],
    writes: ['put entry', 'put entry', 'put entry', 'transact 2 entry', 'transact held'],
    prepare: async (world) => {
      token = await readToken(...address(world));
    },
    send: (world) => {
      const [url, id] = address(world);
      const json = { firstName: 'Lucía', email: 'lucia.held@cafes.example', token, [trapField]: 'x' };
      return visit(url, 'POST', `/v1/forms/${id}`, { json });
    },
  },
  {
    operation: 'heldSubmissions.list',
    by: 'pk = held submissions of the organization',
    class: 'bounded',
    reads: [rights, 'query held'],
    send: async (world) => {
      const answer = await send('GET', '/held-submissions')(world);
      const { id } = answer.body.items[0];
      world.made.held = { id, version: 1 };
      world.spans = { ...world.spans, held: await heldBytes(world, id) };
      return answer;
    },
  },
  {
    operation: 'heldSubmissions.release',
    by: 'submission, directory and custom fields by key, the latter once more by what creates the lead; then as publicForms.submit',
    class: 'key',
    reads: [rights, 'strong held', 'strong entry', 'strong 2 entry'],
    writes: [
      'transact 3 entry',
      'transact held',
      'transact entry',
      'entry lead entry',
      'put entry',
      'transact lead (created)',
      'entry entry',
    ],
    thenVaries: true,
    send: (world) => send('POST', `/held-submissions/${world.made.held!.id}/release`)(world),
  },
  {
    operation: 'heldSubmissions.delete',
    by: 'submission and directory by key',
    class: 'key',
    reads: [rights, 'strong entry'],
    writes: ['transact held', 'transact entry'],
    prepare: async ({ measured, organization, made }) => {
      const form = made['public form'];
      made.held = await newHeld(measured.host.url, organization, { form });
    },
    send: (world) => send('DELETE', `/held-submissions/${world.made.held!.id}`)(world),
  },
  {
    operation: 'forms.delete',
    by: 'as forms.update',
    class: 'key',
    reads: [rights, 'strong form'],
    writes: ['transact form', 'transact entry', ...change],
    send: changing('form', 'DELETE', '/forms/{id}'),
  },
];
