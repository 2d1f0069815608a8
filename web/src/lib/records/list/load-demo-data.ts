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
  await showOnceCounted(orgId);
}

/** Refetches everything until the dashboard stops changing, at most 20 times, because counters lag behind. */
async function showOnceCounted(orgId: string): Promise<void> {
  let before = '';
  for (let attempt = 0; attempt < 20; attempt += 1) {
    await queryClient.invalidateQueries({ queryKey: [orgId] });
    const now = JSON.stringify(await queryClient.query({ ...dashboardQuery(orgId), staleTime: 1_000 }));
    if (now === before) return;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 3_000));
  }
}
