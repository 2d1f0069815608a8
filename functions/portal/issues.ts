import type { InputOf, OutputOf } from '#contract/operation.ts';
import type { portal } from '#contract/portal.ts';
import { newCustomValues } from '#data/custom-fields/values.ts';
import { readCustomFields } from '#data/custom-fields/definitions.ts';
import type { Context } from '#data/organization/context.ts';
import { clientViewer, customerViewer, inPortal } from '#data/portal/viewer.ts';
import { nextCodes } from '#data/records/creating.ts';
import { isDone } from '#data/records/issue-clock.ts';
import { rateIssue } from '#data/records/issue-rating.ts';
import { issueRecords, stateOf } from '#data/records/issue.ts';
import { linkedActions, untilLinked } from '#data/records/linked.ts';
import { checkRecordLimit } from '#data/records/record-limit.ts';
import { records } from '#data/records/records.ts';
import { entryWith } from '#data/records/status-with.ts';
import { actionsOf, creation } from '#data/records/write.ts';
import { transactOnce } from '#data/store/idempotency.ts';
import { transact } from '#data/store/transact.ts';
import { clientCount } from './counts.ts';
import { detailOf, issueShown } from './issue-detail.ts';
import { listed } from './listed.ts';
import { loadShown, shownIssues } from './shown-records.ts';

type Operations = typeof portal.operations;
type Detail = OutputOf<Operations['issue']>;

const unresolved = ['open', 'inProgress', 'waiting'] as const;

export async function issues(
  context: Context,
  { customerId, open, ...page }: InputOf<Operations['issues']>,
): Promise<OutputOf<Operations['issues']>> {
  const viewer = await customerViewer(context, customerId);
  const found = await listed(context, viewer, shownIssues, page, open ? unresolved : undefined);
  return { ...found, items: found.items.map(issueShown) };
}

export async function issue(
  context: Context,
  { customerId, id }: InputOf<Operations['issue']>,
): Promise<Detail> {
  const viewer = await customerViewer(context, customerId);
  return detailOf(context, await loadShown(context, viewer, shownIssues, id));
}

export async function createIssue(
  context: Context,
  { body }: InputOf<Operations['createIssue']>,
): Promise<Detail> {
  const { customer, record } = await clientViewer(context);
  const inside = inPortal(context);
  const prepare = async () => {
    await checkRecordLimit(inside, 1);
    const { items: fields } = await readCustomFields(inside, 'issue');
    const [code] = await nextCodes(issueRecords, inside, 1);
    const values = {
      ...body,
      ...code,
      ...newCustomValues(fields, {}),
      customerId: customer.id,
      contactId: record.id,
    };
    const write = creation(issueRecords, inside, values, '');
    const made = write.record;
    const actions = [clientCount(inside, 'issue'), ...actionsOf(issueRecords, inside, [write])];
    return { actions, ids: [made.id], value: made };
  };
  const made = await transactOnce(inside, prepare, async ([id = '']) =>
    loadShown(context, await clientViewer(context), shownIssues, id),
  );
  return detailOf(context, made);
}

/** The client says that an issue is resolved. */
export async function resolve(context: Context, { id }: InputOf<Operations['resolve']>): Promise<Detail> {
  const viewer = await clientViewer(context);
  const inside = inPortal(context);
  const resolved = await untilLinked(async () => {
    const before = await loadShown(context, viewer, shownIssues, id);
    if (isDone(stateOf(before, inside.settings))) return before;
    const statusId = entryWith(inside.settings.issueStatuses, 'resolved');
    const { record, actions } = records(issueRecords)(inside).changed(before, { statusId }, 'updated');
    await transact(inside, linkedActions(actions));
    return record;
  });
  return detailOf(context, resolved);
}

export async function rate(context: Context, { id, body }: InputOf<Operations['rate']>): Promise<Detail> {
  const viewer = await clientViewer(context);
  const load = () => loadShown(context, viewer, shownIssues, id);
  return detailOf(context, await rateIssue(inPortal(context), load, body));
}
