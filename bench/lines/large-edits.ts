import { bodyOf } from '../../tests/caller.ts';
import { atMost, plain, type Figure } from '../figure.ts';
import { callOf, endWithKills, rateOf } from '../killed-job.ts';
import type { System } from '../system.ts';

/** Contacts that someone changes between the edit and its undo. */
const changedSince = 500;
const city = 'Zapatoca';

interface Row {
  version: number;
  city: string;
}

/**
 * P10: an edit of all contacts of a large organization, and its undo. Meanwhile, the job runner is killed ten times, and
 * all of the job's messages are delivered twice.
 */
export async function measureLargeEdits(system: System): Promise<Figure[]> {
  const { large, host } = system;
  const at = `/v1/orgs/${large.id}`;
  const before = await contactsOf(system, at);
  const change = { action: 'update', values: { city } };
  const edit = await bodyOf(
    201,
    (await callOf(system))('POST', `${at}/jobs`, {
      body: { recordType: 'contact', filters: {}, all: true, change },
    }),
  );
  const edited = await endWithKills(system, at, edit);
  await host.settled();
  const after = await contactsOf(system, at);
  const notOnce = count(before, (id, { version }) => {
    const now = after.get(id);
    return now?.city !== city || now.version !== version + 1;
  });

  const changed = [...before.keys()].slice(0, changedSince);
  const call = await callOf(system);
  for (const id of changed) {
    const body = { city: `Kept ${id.slice(-4)}` };
    await bodyOf(200, call('PATCH', `${at}/contacts/${id}`, { body, ifMatch: after.get(id)!.version }));
  }
  const undo = await bodyOf(201, call('POST', `${at}/jobs/${edit.id}/undo`));
  const undone = await endWithKills(system, at, undo);
  await host.settled();
  const back = await contactsOf(system, at);
  const isKept = new Set(changed);
  const notBack = count(before, (id, { version, city: original }) => {
    const now = back.get(id);
    return (
      now?.version !== version + 2 || (isKept.has(id) ? !now.city.startsWith('Kept') : now.city !== original)
    );
  });
  return [
    plain('P10', `an edit of ${before.size} contacts`, rateOf(edited), 'records/s'),
    atMost('P10', 'contacts not changed exactly once, with ten kills and messages twice', notOnce, '', 0),
    plain('P10', 'its undo', rateOf(undone), 'records/s'),
    atMost('P10', 'contacts without their earlier values, or with lost later ones', notBack, '', 0),
    atMost('P10', 'records that the undo left alone too many', Math.abs(undone.failed - changedSince), '', 0),
  ];
}

async function contactsOf(system: System, at: string): Promise<Map<string, Row>> {
  const call = await callOf(system);
  const found = new Map<string, Row>();
  let cursor: string | undefined;
  do {
    const query = { limit: '100', sort: 'createdAt', ...(cursor ? { cursor } : {}) };
    const page = await bodyOf(200, call('GET', `${at}/contacts`, { query }));
    for (const { id, version, city: where } of page.items) found.set(id, { version, city: where });
    cursor = page.nextCursor;
  } while (cursor);
  return found;
}

const count = (rows: Map<string, Row>, isWrong: (id: string, row: Row) => boolean): number =>
  [...rows].filter(([id, row]) => isWrong(id, row)).length;
