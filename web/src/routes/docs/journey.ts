import { operations } from 'virtual:contract';
import { operations as laterOperations } from 'virtual:later-operations';
import type { Api } from '#contract/api.ts';
import type { InputOf } from '#contract/operation.ts';

/** What a step does. `getting-started-texts.ts` describes each in every language. */
export type StepName =
  | 'createCustomer'
  | 'createContact'
  | 'listContacts'
  | 'updateContact'
  | 'createLead'
  | 'convertLead'
  | 'listStages'
  | 'moveDeal'
  | 'winDeal'
  | 'addTask'
  | 'addNote'
  | 'addActivity'
  | 'queryContacts'
  | 'readDashboard'
  | 'deleteContact'
  | 'restoreContact';

export interface Step {
  name: StepName;
  command: string;
}

type Lists = Api['lists']['operations'];
type Verbs<R extends keyof Api> = Api[R]['operations'] & {
  [Id in keyof Lists as Id extends `${R}.${infer Verb}` ? Verb : never]: Lists[Id];
};
/** The input of an operation as it's sent, with all values of the query as text. */
type Sent<O> = Omit<Partial<Record<keyof InputOf<O>, string>>, 'body' | 'orgId'> &
  (InputOf<O> extends { body: infer Body } ? { body: Body } : unknown);

interface Further {
  /** The version that the step changes. */
  version?: number;
  /** The `Idempotency-Key` of the request. */
  idempotencyKey?: string;
  /** A variable that later steps use, and where the response contains its value. */
  sets?: [variable: string, place: string];
}

const sets = (variable: string, place = 'id'): Further => ({ sets: [variable, place] });

function commandOf(
  resource: string,
  verb: string,
  { body, ...rest }: Record<string, unknown>,
  { version, idempotencyKey, sets: kept }: Further,
): string {
  const operation = operations[resource]?.[verb] ?? laterOperations[resource]?.[verb];
  if (!operation) throw new Error(`There is no operation ${resource}.${verb}.`);
  const { method, path } = operation;
  const input = new Map(Object.entries({ orgId: '$ORG', ...rest }));
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const text = input.get(name) ?? '';
    input.delete(name);
    return text;
  });
  const query = [...input].map(([name, text]) => `${name}=${text}`).join('&');
  const lines = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}"$SITE${address}${query ? `?${query}` : ''}"`,
    `-H "Authorization: Bearer $KEY"`,
    ...(version === undefined ? [] : [`-H 'If-Match: "v${version}"'`]),
    ...(idempotencyKey === undefined ? [] : [`-H 'Idempotency-Key: ${idempotencyKey}'`]),
    ...(body === undefined
      ? []
      : [`-H 'Content-Type: application/json'`, `-d ${quoted(JSON.stringify(body))}`]),
  ];
  return lines.join(' \\\n  ') + (kept ? `\n# ${kept[0]}=<${kept[1]}>` : '');
}

/** A text in single quotes for a shell, except variables, which the shell replaces. */
const quoted = (text: string): string => `'${text.replace(/\$[A-Z]+/g, (variable) => `'"${variable}"'`)}'`;

function step<R extends keyof Api, V extends keyof Verbs<R> & string>(
  name: StepName,
  [resource, verb]: [R, V],
  input: Sent<Verbs<R>[V]>,
  further: Further = {},
): Step {
  return { name, command: commandOf(resource, verb, input, further) };
}

const contact = { id: '$CONTACT' };
const onCustomer = { recordType: 'customer', recordId: '$CUSTOMER' };
const value = { amountMinor: 1_200_000, currency: 'USD' };
const steps = [
  step(
    'createCustomer',
    ['customers', 'create'],
    { body: { name: 'Sol Coffee', country: 'CO' } },
    { idempotencyKey: 'sol-coffee-1', ...sets('CUSTOMER') },
  ),
  step(
    'createContact',
    ['contacts', 'create'],
    { body: { firstName: 'Ana', lastName: 'Rojas', customerId: '$CUSTOMER' } },
    sets('CONTACT'),
  ),
  step('listContacts', ['contacts', 'list'], { customerId: '$CUSTOMER', sort: 'name', limit: '10' }),
  step('updateContact', ['contacts', 'update'], { ...contact, body: { city: 'Cali' } }, { version: 1 }),
  step(
    'createLead',
    ['leads', 'create'],
    { body: { firstName: 'Luis', company: 'Luna Bakery', estimatedValue: value } },
    sets('LEAD'),
  ),
  step(
    'convertLead',
    ['leads', 'convert'],
    { id: '$LEAD', body: { deal: { title: 'Coffee for a year', value } } },
    { version: 1, ...sets('DEAL', 'dealId') },
  ),
  step('listStages', ['pipelines', 'list'], {}, sets('STAGE', 'items[0].stages[1].id')),
  step('moveDeal', ['deals', 'move'], { id: '$DEAL', body: { stageId: '$STAGE' } }, { version: 1 }),
  step('winDeal', ['deals', 'win'], { id: '$DEAL', body: {} }, { version: 2 }),
  step('addTask', ['tasks', 'create'], {
    body: { title: 'Send the contract', dueAt: '2030-03-31T09:30:00-05:00', ...onCustomer },
  }),
  step('addNote', ['notes', 'create'], { ...onCustomer, body: { body: 'Prefers **e-mail**.' } }),
  step('addActivity', ['activities', 'log'], {
    ...onCustomer,
    body: { kind: 'call', title: 'First call', durationMinutes: 15 },
  }),
  step('queryContacts', ['contacts', 'query'], {
    body: {
      filter: {
        and: [
          { field: 'customerId', op: 'anyOf', value: ['$CUSTOMER'] },
          {
            or: [
              { field: 'city', op: 'contains', value: 'cali' },
              { field: 'lastName', op: 'isEmpty' },
            ],
          },
        ],
      },
      sorts: [{ field: 'createdAt', descending: true }],
    },
  }),
  step('readDashboard', ['dashboard', 'get'], {}),
  step('deleteContact', ['contacts', 'delete'], contact, { version: 2 }),
  step('restoreContact', ['contacts', 'restore'], contact),
];

/** The steps of a first journey through the API, as commands whose variables the reader sets. */
export const journey = (site: string, orgId: string): Step[] =>
  steps.map(({ name, command }, at) => ({
    name,
    command: at === 0 ? `SITE=${site}\nORG=${orgId}\nKEY=\n\n${command}` : command,
  }));
