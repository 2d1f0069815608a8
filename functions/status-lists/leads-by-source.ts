import { counterKey } from '#data/store/keys.ts';
import { queryAll } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';
import { codeOf } from '#data/counters/codes.ts';
import { rollupPrefix } from '#data/counters/facts.ts';

const newLeads = new RegExp(`^\\d\\d${codeOf('leadSources', 'created')}$`);

/** Number of leads by source, without the trash: the sum of the organization's yearly rollups. */
export async function leadsBySource(session: Session, orgId: string): Promise<Map<string, number>> {
  const prefix = rollupPrefix('leadSources', 'year', 'all');
  const years = await queryAll<{ sk: string }>(session, counterKey(orgId, 'lead', '').pk, prefix, false);
  const counts = new Map<string, number>();
  for (const { sk, ...attributes } of years) {
    const source = sk.slice(sk.indexOf('#', prefix.length) + 1);
    for (const [name, count] of Object.entries(attributes))
      if (newLeads.test(name)) counts.set(source, (counts.get(source) ?? 0) + Number(count));
  }
  return counts;
}
