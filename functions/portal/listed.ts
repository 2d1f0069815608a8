import type { ListGroup } from '#contract/lists/list-operations.ts';
import type { StatusMeaning } from '#contract/status.ts';
import { readPage } from '#data/lists/list-page.ts';
import { listSubject } from '#data/lists/list-subject.ts';
import type { Context } from '#data/organization/context.ts';
import { seenBy, type CustomerViewer } from '#data/portal/viewer.ts';
import type { AnyRecord } from '#data/records/definition.ts';
import { shownFilter, type ShownRecords } from './shown-records.ts';

export interface PageInput {
  limit?: number | undefined;
  cursor?: string | undefined;
}

export interface Listed<Row> {
  items: Row[];
  nextCursor?: string;
  total: number;
}

/** A page of the records of a type that a viewer sees, newest first. */
export async function listed<Shown extends AnyRecord>(
  context: Context,
  viewer: CustomerViewer,
  shown: ShownRecords<Shown>,
  { limit, cursor }: PageInput,
  meanings?: readonly StatusMeaning[],
): Promise<Listed<Shown>> {
  const subject = await listSubject(context, shown.definition);
  const sorts = [{ field: shown.sort, descending: true }];
  const { reach, filters } = seenBy(viewer, shown.definition);
  const filter = { and: [shownFilter(context, shown, meanings), ...filters] };
  const page = await readPage(context, subject, { filter, sorts, limit, cursor }, reach);
  return {
    items: page.items as Shown[],
    ...(page.nextCursor === undefined ? {} : { nextCursor: page.nextCursor }),
    total: page.total,
  };
}

/** How many records of a type a viewer sees, and the sums of amounts by status. */
export async function counted<Shown extends AnyRecord>(
  context: Context,
  viewer: CustomerViewer,
  shown: ShownRecords<Shown>,
  meanings: readonly StatusMeaning[],
  measures: string[] = [],
): Promise<{ total: number; groups: ListGroup[] }> {
  const subject = await listSubject(context, shown.definition);
  const { reach, filters } = seenBy(viewer, shown.definition);
  const filter = { and: [shownFilter(context, shown, meanings), ...filters] };
  const question = { filter, limit: 0, groups: { by: 'statusId', measures } };
  const { total, groups = [] } = await readPage(context, subject, question, reach);
  return { total, groups };
}
