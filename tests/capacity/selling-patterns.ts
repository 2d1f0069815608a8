import { bodyOf } from '../caller.ts';
import type { Pattern } from './pattern.ts';
import { changing, rights, send } from './requests.ts';
import type { World } from './world.ts';

const followed = ['strong projection state'];
/** The change item of a record with an owner, and its index entries in the lists of all and of the owner's changes. */
const followingWrites = ['transact change', 'entry 2 entry'];
/** The counter of the customer's deals is read before and after the customer is changed. */
const wonReads = ['strong customer', 'strong 2 counter'];
const currentVersion = async ({ owner, organization }: World): Promise<number> =>
  (await bodyOf(200, owner.call('GET', organization.path))).version;

/** Sends a request that changes a part of the organization's settings, with their current version. */
const onSettings =
  (method: string, path: string, body?: object): Pattern['send'] =>
  async (world) => {
    const at = path.replace('{id}', world.made.pipeline?.id ?? '');
    return send(method, at, { ...(body ? { body } : {}), ifMatch: await currentVersion(world) })(world);
  };

/** Patterns of one lead and one deal on their way through the stages, of pipelines and of status lists. */
export const sellingPatterns: Pattern[] = [
  {
    operation: 'leads.qualify',
    by: 'record and change by key; its entry in one list',
    class: 'key',
    reads: [rights, 'strong lead'],
    writes: ['transact lead', 'entry 1 lead entry', 'put entry', ...followingWrites],
    thenReads: [...followed, 'strong entry', 'query 0 entry', 'strong 2 lead'],
    thenWrites: ['transact lead projection state', 'transact 2 counter', 'put entry'],
    send: changing('lead', 'POST', '/leads/{id}/qualify'),
  },
  {
    operation: 'leads.disqualify',
    by: 'as leads.qualify',
    class: 'key',
    reads: [rights, 'strong lead'],
    writes: [
      'transact lead',
      'entry 1 lead entry',
      'put entry',
      'transact lead (converted)',
      'entry 2 entry',
    ],
    thenReads: [...followed, 'strong entry', 'query 0 entry', 'strong 2 lead'],
    thenWrites: ['transact lead projection state', 'transact 8 counter', 'put entry'],
    send: changing('lead', 'POST', '/leads/{id}/disqualify', { body: { reason: 'No budget' } }),
  },
  {
    operation: 'leads.conversionMatches',
    by: 'lookup terms of the e-mail address and the phone number, then the customers and contacts that have them by key',
    class: 'bounded',
    reads: [
      ...[rights, 'strong lead', 'strong 3 customer'],
      ...Array.from({ length: 2 }, () => 'eventualQuery lookup term'),
    ],
    send: (world) => send('GET', `/leads/${world.made.lead!.id}/conversion`)(world),
  },
  {
    operation: 'leads.convert',
    what: 'into a new customer, contact and deal',
    by: 'all in one transaction by key; custom fields of the four types',
    class: 'key',
    reads: [rights, 'strong lead', 'strong 4 entry'],
    writes: [
      ...['transact lead', 'entry 1 lead entry', 'put entry', 'transact lead (converted)', 'entry 2 entry'],
      ...['put counter', 'transact customer', 'entry 2 customer entry', 'transact unique value'],
      ...['transact customer (created)', 'entry 2 entry'],
      ...['transact contact', 'entry 2 list entry', 'transact unique value'],
      ...['transact change (created)', 'entry 2 entry'],
      ...['transact deal', 'entry 2 deal entry', 'transact deal (created)', 'entry 2 entry'],
    ],
    thenVaries: true,
    send: changing('lead', 'POST', '/leads/{id}/conversion', {
      body: { deal: { title: 'First order', value: { amountMinor: 1_200_000, currency: 'USD' } } },
    }),
  },
  {
    operation: 'deals.move',
    by: 'record and change by key; the two cards at the top by gsi4',
    class: 'key',
    reads: [rights, 'strong deal', 'eventualQuery 2 deal entry'],
    writes: ['transact deal', 'entry 3 deal entry', 'put entry', 'transact deal (moved)', 'entry 2 entry'],
    thenReads: [...followed, 'strong 2 deal'],
    thenWrites: ['transact listed deal projection state', 'transact 16 counter', 'put 2 entry'],
    send: changing('deal', 'POST', '/deals/{id}/move', { body: { stageId: 'sales-proposal' } }),
  },
  {
    operation: 'deals.win',
    by: 'record and change by key',
    class: 'key',
    reads: [rights, 'strong deal'],
    writes: ['transact deal', 'entry 3 deal entry', 'put entry', 'transact deal (moved)', 'entry 2 entry'],
    thenReads: [...followed, 'query 0 entry', 'query 0 entry', 'strong 2 deal', ...wonReads],
    thenWrites: [
      'transact listed deal projection state',
      'transact 23 counter',
      'entry 2 counter',
      'put 3 entry',
      'put customer',
    ],
    send: changing('deal', 'POST', '/deals/{id}/win', { body: {} }),
  },
  {
    operation: 'deals.reopen',
    by: 'as deals.win',
    class: 'key',
    reads: [rights, 'strong deal'],
    writes: ['transact deal', 'entry 3 deal entry', 'put entry', 'transact deal (moved)', 'entry 2 entry'],
    thenReads: [...followed, 'strong 2 deal', ...wonReads],
    thenWrites: [
      'transact listed deal projection state',
      'transact 23 counter',
      'entry 4 counter',
      'put 3 entry',
      'put customer',
    ],
    send: changing('deal', 'POST', '/deals/{id}/reopen'),
  },
  {
    operation: 'deals.lose',
    by: 'as deals.win',
    class: 'key',
    reads: [rights, 'strong deal'],
    writes: ['transact deal', 'entry 3 deal entry', 'put entry', 'transact deal (moved)', 'entry 2 entry'],
    thenReads: [...followed, 'strong 2 deal'],
    thenWrites: ['transact listed deal projection state', 'transact 11 counter', 'put 3 entry'],
    send: changing('deal', 'POST', '/deals/{id}/lose', { body: { reason: 'Too dear' } }),
  },
  {
    operation: 'pipelines.list',
    by: 'the organization by key',
    class: 'key',
    reads: [rights, 'strong new organization'],
    send: send('GET', '/pipelines'),
  },
  {
    operation: 'pipelines.create',
    by: 'the organization and change by key',
    class: 'key',
    reads: [rights, 'strong new organization'],
    writes: ['transact organization', 'transact change (pipelines)', 'entry entry'],
    async send(world) {
      const stages = [{ name: 'Talk', color: 'blue', probability: 30 }];
      const answer = await onSettings('POST', '/pipelines', { name: 'Renewals', stages })(world);
      world.made.pipeline = { id: answer.body.id, version: 1 };
      return answer;
    },
  },
  {
    operation: 'pipelines.update',
    what: 'name',
    by: 'as pipelines.create',
    class: 'key',
    reads: [rights, 'strong organization'],
    writes: ['transact organization', 'transact change (pipelines)', 'entry entry'],
    send: onSettings('PATCH', '/pipelines/{id}', { name: 'Yearly renewals' }),
  },
  {
    operation: 'pipelines.archive',
    by: 'as pipelines.create',
    class: 'key',
    reads: [rights, 'strong organization'],
    writes: ['transact organization', 'transact change (pipelines)', 'entry entry'],
    send: onSettings('DELETE', '/pipelines/{id}'),
  },
  {
    operation: 'statusLists.get',
    by: 'the organization and a counter of its records by key',
    class: 'key',
    reads: [rights, 'strong organization', 'eventual counter'],
    send: send('GET', '/status-lists/leadStatuses'),
  },
  {
    operation: 'statusLists.update',
    what: 'name of one entry',
    by: 'as statusLists.get; pk = scheduled changes of the organization; the change by key',
    class: 'key',
    reads: [rights, 'strong organization', 'query decision', 'eventual counter'],
    writes: ['transact organization', 'transact change (list)', 'entry entry'],
    async send(world) {
      const list = await bodyOf(
        200,
        world.owner.call('GET', `${world.organization.path}/status-lists/leadStatuses`),
      );
      const items = list.items.map(({ id }: { id: string }, index: number) =>
        index === 0 ? { id, name: 'Fresh' } : { id },
      );
      return onSettings('PATCH', '/status-lists/leadStatuses', { items })(world);
    },
  },
];
