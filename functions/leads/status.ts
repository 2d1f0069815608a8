import type { Lead } from '#contract/records/lead.ts';
import type { InputOf } from '#contract/operation.ts';
import type { leads } from '#contract/records/lead-operations.ts';
import type { StatusMeaning } from '#contract/status.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Context } from '#data/organization/context.ts';
import { loadForWrite } from '#data/records/operations.ts';
import { leadRecords } from '#data/records/lead.ts';
import { actionsOf, change } from '#data/records/write.ts';
import { transact } from '#data/store/transact.ts';

type Operations = typeof leads.operations;

/** Sets the first status in use with the meaning `qualified`, unless the lead already has such a status. */
export async function qualify(context: Context, { id }: InputOf<Operations['qualify']>): Promise<Lead> {
  const before = await openLead(context, id);
  const statusId = statusMeaning(context, before, 'qualified');
  return write(context, before, { statusId, disqualifiedReason: null }, 'qualified');
}

export async function disqualify(
  context: Context,
  { id, body }: InputOf<Operations['disqualify']>,
): Promise<Lead> {
  const before = await openLead(context, id);
  const statusId = statusMeaning(context, before, 'disqualified');
  return write(context, before, { statusId, disqualifiedReason: body.reason }, 'disqualified');
}

/** Loads a lead that hasn't been converted, in the version that the caller expects. */
export async function openLead(context: Context, id: string): Promise<Lead> {
  const lead = (await loadForWrite(leadRecords, context, id, refuseConverted)) as Lead;
  return lead;
}

/** Checked before the version, so that the error of a second conversion says that the lead is already converted. */
function refuseConverted(lead: object): void {
  if ((lead as Lead).convertedAt) throw new ProblemError('conflict', 'lead_converted');
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

async function write(
  context: Context,
  before: Lead,
  patch: Record<string, unknown>,
  action: string,
): Promise<Lead> {
  const written = change(leadRecords, context, before, patch, action);
  if (written.actions.length > 0) await transact(context, actionsOf(leadRecords, context, [written]));
  return written.record as unknown as Lead;
}
