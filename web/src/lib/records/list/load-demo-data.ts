import { client } from '#lib/api/client.ts';
import { queryClient } from '#lib/api/query-client.ts';
import { dashboardQuery } from '#lib/api/queries.ts';
import { toast } from '#lib/components/toast.svelte.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';

/** Loads an organization's demo data until it is complete, and shows it. */
export async function loadDemoData(orgId: string): Promise<void> {
  let contacts = 0;
  for (let isComplete = false; !isComplete;) {
    const made = await client.demoData.loadDemoData({ orgId });
    contacts += made.contacts;
    ({ isComplete } = made);
  }
  toast({ text: t.demo.loaded(contacts) });
  await showOnceCounted(orgId, contacts);
}

/** How often and how many times the dashboard is fetched again: for ten minutes, in case the service is very busy. */
const [pauseMs, attemptsMax] = [3_000, 200];
/** Number of equal answers in a row after which counters are assumed to have caught up, also on a busy service. */
const equalEnough = 4;

/** Refetches everything until the dashboard counts all contacts and stops changing, because counters lag behind. */
async function showOnceCounted(orgId: string, contacts: number): Promise<void> {
  let before = '';
  let equal = 0;
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    await queryClient.invalidateQueries({ queryKey: [orgId] });
    const dashboard = await queryClient.query({ ...dashboardQuery(orgId), staleTime: 1_000 });
    const now = JSON.stringify(dashboard);
    equal = now === before ? equal + 1 : 0;
    if (equal >= equalEnough && dashboard.contacts.total >= contacts) return;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
