import type { Key } from '#data/store/keys.ts';
import { documentDueKey, reminderPlanKey, recordKey } from '#data/store/keys.ts';
import { issued, newDraft } from './billing.ts';
import { bodyOf, type Call } from './caller.ts';
import type { TestOrganization } from './organization.ts';
import type { openTable } from './table.ts';

type Table = ReturnType<typeof openTable>;

/** The date some days from today (UTC). */
export const dayFromNow = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A time zone in which it is the middle of the day, because customers are reminded by day only. */
export function daytimeZone(): string {
  const hoursAhead = 12 - new Date().getUTCHours();
  // The signs of these zones are the other way round.
  return hoursAhead === 0 ? 'Etc/GMT' : `Etc/GMT${hoursAhead > 0 ? '-' : '+'}${Math.abs(hoursAhead)}`;
}

/** Sets the days on which an organization reminds its customers. */
export async function setReminderDays(
  call: Call,
  { path }: TestOrganization,
  reminderDays: readonly number[],
): Promise<void> {
  const { version } = await bodyOf(200, call('GET', `${path}/billing`));
  await bodyOf(200, call('PATCH', `${path}/billing`, { body: { reminderDays }, ifMatch: version }));
}

/** Issues an invoice that is due some days from now, or before now if the number is negative. */
export async function issuedInvoice(
  call: Call,
  organization: TestOrganization,
  customerId: string,
  dueInDays: number,
  more: object = {},
): Promise<any> {
  const issuedOn = dayFromNow(-60);
  const dates = { issuedOn, dueOn: dayFromNow(dueInDays), currency: 'EUR' };
  const draft = await newDraft(call, organization, customerId, [12_345], { ...dates, ...more });
  return issued(call, organization, draft);
}

const dueKeyOf = ({ id: orgId }: TestOrganization, invoiceId: string): Key =>
  documentDueKey(recordKey(orgId, 'invoice', invoiceId));

/** The time for which an invoice waits. */
export async function waitsUntil(
  table: Table,
  organization: TestOrganization,
  invoiceId: string,
): Promise<string | undefined> {
  const { pk, sk } = dueKeyOf(organization, invoiceId);
  const [item] = await table.items((one) => one.pk === pk && one.sk === sk, pk);
  return item?.g6sk.split('#')[0];
}

/** Lets an invoice be one that was issued long ago and that no run has handled since. */
export async function letStepsPass(
  table: Table,
  organization: TestOrganization,
  invoiceId: string,
): Promise<void> {
  const at = `2020-01-01T00:00:00.000Z#${invoiceId}`;
  const handledUntil = '2020-01-01T00:00:00.000Z';
  await table.change(dueKeyOf(organization, invoiceId), { g6sk: at, g1sk: at, handledUntil });
}

/** Lets the time pass after which waiting invoices follow new settings. */
export async function letPlanBegin(table: Table, { id: orgId }: TestOrganization): Promise<void> {
  const at = new Date().toISOString();
  await table.change(reminderPlanKey(orgId), { g6sk: `${at}#${orgId}` });
}
