import type { InputOf, OutputOf } from '#contract/operation.ts';
import type { portal } from '#contract/portal.ts';
import type { Issue } from '#contract/records/issue.ts';
import { newCustomValues } from '#data/custom-fields/values.ts';
import { readCustomFields } from '#data/custom-fields/definitions.ts';
import type { Context } from '#data/organization/context.ts';
import { clientViewer, customerViewer, inPortal } from '#data/portal/viewer.ts';
import { nextCodes } from '#data/records/creating.ts';
import { issueRecords } from '#data/records/issue.ts';
import { checkRecordLimit } from '#data/records/record-limit.ts';
import { actionsOf, creation } from '#data/records/write.ts';
import { transactOnce } from '#data/store/idempotency.ts';
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
    const [code] = await nextCodes(issueRecords, inside, 1);
    const { items: fields } = await readCustomFields(inside, 'issue');
    const values = {
      ...body,
      ...code,
      ...newCustomValues(fields, {}),
      customerId: customer.id,
      contactId: record.id,
    };
    const write = creation(issueRecords, inside, values, '');
    const made = write.record as unknown as Issue;
    return { actions: actionsOf(issueRecords, inside, [write]), ids: [made.id], value: made };
  };
  const made = await transactOnce(inside, prepare, async ([id = '']) =>
    loadShown(context, await clientViewer(context), shownIssues, id),
  );
  return detailOf(context, made);
}
