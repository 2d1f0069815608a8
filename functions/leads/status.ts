import type { Lead } from '#contract/lead.ts';
import type { InputOf } from '#contract/operation.ts';
import type { leads } from '#contract/lead.ts';
import type { StatusMeaning } from '#contract/organization.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Context } from '#data/context.ts';
import { loadForWrite } from '#data/records/operations.ts';
import { leadRecords } from '#data/records/lead.ts';
import { actionsOf, change } from '#data/records/write.ts';
import { transact } from '#data/transact.ts';

type Operations = typeof leads.operations;

/** Into the first status that means qualified, unless the lead is in such a one already. */
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

/** A lead as the caller saw it that has not become a customer yet. */
export async function openLead(context: Context, id: string): Promise<Lead> {
  const lead = (await loadForWrite(leadRecords, context, id, refuseConverted)) as Lead;
  return lead;
}

/** Told before a stale version is: who comes second should learn that it is done. */
function refuseConverted(lead: object): void {
  if ((lead as Lead).convertedAt) throw new ProblemError('conflict', 'This lead was converted already.');
}

/** The lead's own status if it means that, else the first one in use that does; without any the status stays. */
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
