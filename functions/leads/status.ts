import type { Lead } from '#contract/records/lead.ts';
import type { InputOf } from '#contract/operation.ts';
import type { leads as contract } from '#contract/records/lead-operations.ts';
import type { StatusMeaning } from '#contract/status.ts';
import type { Context } from '#data/organization/context.ts';
import { leadRecords } from '#data/records/lead.ts';
import { records } from '#data/records/records.ts';

type Operations = typeof contract.operations;

export const leads = records(leadRecords, {
  of: ({ convertedAt }: Lead) => (convertedAt === undefined ? 'open' : 'converted'),
  refusal: 'lead_converted',
});

/** Sets the first status in use with the meaning `qualified`, unless the lead already has such a status. */
export async function qualify(context: Context, { id }: InputOf<Operations['qualify']>): Promise<Lead> {
  const before = await leads(context).loadIn(['open'], id);
  const statusId = statusMeaning(context, before, 'qualified');
  return leads(context).write(before, { statusId, disqualifiedReason: null }, 'qualified');
}

export async function disqualify(
  context: Context,
  { id, body }: InputOf<Operations['disqualify']>,
): Promise<Lead> {
  const before = await leads(context).loadIn(['open'], id);
  const statusId = statusMeaning(context, before, 'disqualified');
  return leads(context).write(before, { statusId, disqualifiedReason: body.reason }, 'disqualified');
}

/**
 * The lead's own status if it has that meaning, otherwise the first such status in use. If there is none, the lead's
 * own status.
 */
export function statusMeaning(
  { settings }: Context,
  { statusId }: Pick<Lead, 'statusId'>,
  meaning: StatusMeaning,
): string {
  const meant = settings.leadStatuses.filter((status) => status.meaning === meaning);
  const isIt = meant.some((status) => status.id === statusId);
  return isIt ? statusId : (meant.find((status) => !status.retired)?.id ?? statusId);
}
