import type { View } from '#contract/view.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { recordBasics, type RecordBasics } from '#lib/records/record-basics.ts';

/** The record types of which members have a queue. */
const queued = Object.values(recordBasics).filter(({ type }) => type.queue);

const idOf = ({ name }: Pick<RecordBasics, 'name'>): string => `queue-${name}`;
const ids: ReadonlySet<string> = new Set(queued.map(idOf));

/** Whether a view is a queue, which the product defines: nobody can change it, and everyone has it. */
export const isQueue = ({ id }: Pick<View, 'id'>): boolean => ids.has(id);

/** The path of the first queue within the pages of an organization. */
export const queuePath = queued.slice(0, 1).map((type) => `/${type.plural}?saved=${idOf(type)}`)[0];

/** The user's queues as views, named in the user's language. */
export const queues = (): View[] =>
  queued.map((basics) => {
    const { until = '', sort = '' } = basics.type.queue ?? {};
    return {
      id: idOf(basics),
      version: 1,
      recordType: basics.name,
      name: t.nav.queue,
      layout: 'list',
      query: {
        filter: {
          and: [
            { field: 'ownerId', op: 'anyOf', value: ['me'] },
            { field: until, op: 'isEmpty' },
          ],
        },
        sorts: [{ field: sort, descending: false }],
      },
      sharedWith: [],
      createdBy: '',
      createdAt: '',
      updatedAt: '',
      missingFields: [],
    };
  });

/** The views with the queues before them. */
export const withQueues = <List extends { items: View[] }>(views: List, own = queues()): List => ({
  ...views,
  items: [...own, ...views.items.filter((view) => !isQueue(view))],
});
