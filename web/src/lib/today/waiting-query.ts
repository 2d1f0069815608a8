import { queryOptions } from '@tanstack/svelte-query';
import type { WaitingRecords } from '#contract/dashboard.ts';
import type { WaitingType } from '#contract/waiting.ts';
import { client } from '#lib/api/client.ts';
import { withPending } from '#lib/records/pending-edits.ts';
import { waitingKey } from '#lib/records/record-cache.ts';
import type { AnyRow } from '#lib/records/record-client.ts';
import type { RecordBasics } from '#lib/records/record-basics.ts';

/** A call that is about to be made, and the types that it asks for. */
interface Batch {
  orgId: string;
  types: Set<WaitingType>;
  answer: Promise<readonly WaitingRecords[]>;
}
let next: Batch | undefined;

/** Asks for all types that are asked for in the same moment with one call, because each has a query of its own. */
function askTogether(orgId: string, type: WaitingType): Promise<readonly WaitingRecords[]> {
  if (next?.orgId !== orgId) {
    const types = new Set<WaitingType>();
    const begun: Batch = { orgId, types, answer: soon(() => ask(begun)) };
    next = begun;
  }
  next.types.add(type);
  return next.answer;
}

const soon = <Value>(act: () => Promise<Value>): Promise<Value> =>
  new Promise<void>((resolve) => void setTimeout(resolve)).then(act);

async function ask(batch: Batch): Promise<readonly WaitingRecords[]> {
  if (next === batch) next = undefined;
  const { orgId, types } = batch;
  return (await client.dashboard.today({ orgId, types: [...types] })).sections;
}

export type Waiting = Pick<WaitingRecords, 'total' | 'totalIsExact'> & { items: AnyRow[] };

/** The records of a type that wait for the user, which are read again with the lists of the type. */
export const waitingQuery = (orgId: string, view: RecordBasics, type: WaitingType) =>
  queryOptions({
    queryKey: waitingKey(orgId, view),
    queryFn: async (): Promise<Waiting> => {
      const sections = await askTogether(orgId, type);
      const found = sections.find((section) => section.type === type);
      // Without the right to read the type, or a status of the organization that it needs, there is no section.
      if (!found) return { items: [], total: 0, totalIsExact: true };
      return { ...found, items: found.items.map((row) => withPending(row as AnyRow)) };
    },
    refetchOnMount: 'always' as const,
  });
