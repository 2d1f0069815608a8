import { bodyOf, type Call } from './caller.ts';
import { unique, type TestOrganization } from './organization.ts';

export function newLead(
  { path, owner }: TestOrganization,
  values = {},
  call: Call = owner.call,
): Promise<any> {
  return bodyOf(201, call('POST', `${path}/leads`, { body: { firstName: unique('Lead '), ...values } }));
}

export function newDeal(
  { path, owner }: TestOrganization,
  values = {},
  call: Call = owner.call,
): Promise<any> {
  return bodyOf(201, call('POST', `${path}/deals`, { body: { title: unique('Deal '), ...values } }));
}

export const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });

/** Ids of the open stages of the organization's first pipeline, from left to right. */
export async function openStages({ path, owner }: TestOrganization): Promise<string[]> {
  const { pipelines } = await bodyOf(200, owner.call('GET', path));
  const stages = pipelines[0].stages as { id: string; meaning: string }[];
  return stages.filter((stage) => stage.meaning === 'open').map((stage) => stage.id);
}

/** Ids of a stage's cards from top to bottom, over all pages. */
export async function cardsOf({ path, owner }: TestOrganization, stageId: string, call = owner.call) {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { stageId, sort: 'position', limit: '100', ...(cursor ? { cursor } : {}) };
    const page: any = await bodyOf(200, call('GET', `${path}/deals`, { query }));
    ids.push(...page.items.map(({ id }: { id: string }) => id));
    cursor = page.nextCursor;
  } while (cursor);
  return ids;
}
