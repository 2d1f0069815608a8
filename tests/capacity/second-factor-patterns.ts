import { setUpSecondFactor } from '../authenticator.ts';
import { callerWith, type Answer } from '../caller.ts';
import { newPerson } from '../organization.ts';
import type { Pattern } from './pattern.ts';
import { rights } from './requests.ts';
import type { World } from './world.ts';

const base = '/v1/second-factor';

async function secure(world: World): Promise<void> {
  const { host } = world.measured;
  const person = await newPerson(host);
  world.secured = { ...person, ...(await setUpSecondFactor(host, person)) };
}

/** Sends the password and a recovery code. */
async function send({ secured }: World, verb: string, call = secured!.call): Promise<Answer> {
  const { username, password, codes } = secured!;
  const name = verb === 'recover' ? { username } : {};
  return call('POST', `${base}/${verb}`, { body: { ...name, password, code: codes.shift() } });
}

/** Digests of recovery codes are read after the attempt is counted. */
const tried = ['strong recovery codes'];
const written = ['transact counter', 'transact recovery codes', 'transact user', 'transact change'];

/** The user is read to send the e-mail notice. */
const mailed = ['strong user'];

export const secondFactorPatterns: Pattern[] = [
  {
    operation: 'secondFactor.get',
    by: 'by key',
    class: 'key',
    reads: [rights, 'strong recovery codes'],
    prepare: secure,
    send: ({ secured }) => secured!.call('GET', base),
  },
  {
    operation: 'secondFactor.createRecoveryCodes',
    what: 'replacing existing ones',
    by: 'by key',
    class: 'key',
    reads: [rights, 'strong user', 'strong recovery codes', ...tried],
    writes: ['put counter', ...written],
    thenReads: mailed,
    send: async (world) => {
      const answer = await send(world, 'recovery-codes');
      world.secured!.codes = [...answer.body.codes];
      return answer;
    },
  },
  {
    operation: 'secondFactor.remove',
    what: 'with a recovery code',
    by: 'by key',
    class: 'key',
    reads: [rights, ...tried, 'strong user', 'strong recovery codes'],
    writes: ['put counter', ...written, 'put recovery codes'],
    thenReads: mailed,
    send: (world) => send(world, 'remove'),
  },
  {
    operation: 'secondFactor.recover',
    by: 'by key',
    class: 'key',
    reads: [...tried, 'strong user', 'strong recovery codes'],
    writes: ['put 2 counter', ...written, 'put recovery codes'],
    thenReads: mailed,
    prepare: secure,
    send: (world) => send(world, 'recover', callerWith(world.measured.host.url, undefined)),
  },
];
