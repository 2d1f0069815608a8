import type { Organization } from '#contract/organization.ts';
import { ProblemError, type FieldFault } from '#contract/problem.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import type { UniqueEmails } from '#contract/unique-emails.ts';
import { uniqueEmailsJob } from '#data/jobs/start.ts';
import type { ListDatabase } from '#data/lists/list-database.ts';
import type { RepeatedValues } from '#data/lists/repeated-values.ts';
import { askList } from '#data/lists/list-source.ts';
import { copyDeadline } from '#data/copies/copy-store.ts';
import { listSubject, reachIn } from '#data/lists/list-subject.ts';
import type { Context } from '#data/organization/context.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { readReach } from '#data/records/read.ts';
import type { Action } from '#data/store/transact.ts';

/** The settings after a change, and the actions of the job that it starts, if any. */
interface Change {
  settings: Pick<Organization, 'uniqueEmails' | 'uniqueEmailsJobs'>;
  jobActions: Action[];
}

/**
 * Changes for which record types repeated e-mail addresses are refused. Types that are switched on stay `checking` until
 * a job has reserved the addresses of existing records. Throws `conflict` if some of these share an address already.
 */
export async function changeUniqueEmails(
  context: Context,
  before: Organization,
  requested: UniqueEmails = {},
  options: { isCounted: boolean },
): Promise<Change> {
  const names = Object.keys(requested) as RecordTypeName[];
  const isOff = (name: RecordTypeName) => before.uniqueEmails[name] === 'warn';
  const switchedOn = names.filter((name) => requested[name] === 'refuse' && isOff(name));
  const switchedOff = names.filter((name) => requested[name] === 'warn');
  await refuseShared(context, switchedOn);
  const { uniqueEmailsJobs } = before;
  const settings = {
    uniqueEmails: {
      ...before.uniqueEmails,
      ...withEach(switchedOn, 'checking' as const),
      ...withEach(switchedOff, 'warn' as const),
    },
    ...(uniqueEmailsJobs ? { uniqueEmailsJobs } : {}),
  };
  if (switchedOn.length === 0) return { settings, jobActions: [] };
  const { job, actions } = uniqueEmailsJob(context, switchedOn, options);
  const jobs = { ...uniqueEmailsJobs, ...withEach(switchedOn, job.id) };
  return { settings: { ...settings, uniqueEmailsJobs: jobs }, jobActions: actions };
}

const withEach = <T>(names: readonly RecordTypeName[], value: T): Partial<Record<RecordTypeName, T>> =>
  Object.fromEntries(names.map((name) => [name, value]));

async function refuseShared(context: Context, names: readonly RecordTypeName[]): Promise<void> {
  const until = copyDeadline(context);
  const errors: FieldFault[] = [];
  let addresses = 0;
  // One list after the other, because each is opened in memory.
  for (const name of names) {
    const { count, ids } = await sharedIn(context, name, until);
    addresses += count;
    if (count === 0) continue;
    const fault = { pointer: `/uniqueEmails/${name}`, code: 'shared' as const };
    errors.push(...(ids.length > 0 ? ids.map((recordId) => ({ ...fault, recordId })) : [fault]));
  }
  if (errors.length > 0) throw new ProblemError('conflict', { code: 'addresses_shared', addresses }, errors);
}

/** Maximum number of records to name for each type. */
const namedMax = 5;

/** The number of addresses that several records have, and some of these records that the caller can see. */
async function sharedIn(context: Context, name: RecordTypeName, until: number): Promise<RepeatedValues> {
  const definition = recordDefinitions[name];
  const subject = await listSubject(context, definition);
  const column = subject.columns.get(definition.type.uniqueBySetting ?? '');
  if (!column) return { count: 0, ids: [] };
  const reach = reachIn(subject, readReach(definition, context));
  const ask = (database: ListDatabase) => database.repeated(column, namedMax, reach);
  return (await askList(context, subject, ask, { until, isCurrent: true })).answer;
}
