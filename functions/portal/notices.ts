import type { InputOf, OutputOf } from '#contract/operation.ts';
import type { portal } from '#contract/portal.ts';
import { ProblemError } from '#contract/problem.ts';
import { settingsOf } from '#data/organization/settings.ts';
import { noticesAction, noticesOf } from '#data/portal/notices.ts';
import { portalDefinition } from '#data/portal/portal-access.ts';
import { readFinal } from '#data/records/read.ts';
import type { VisitorContext } from '#data/store/request-context.ts';
import { transact } from '#data/store/transact.ts';

type Operation = (typeof portal)['operations']['stopNotices'];

/** Stops e-mails about answers to a contact, or to the one into which it was merged. */
export async function stopNotices(
  context: VisitorContext,
  { body }: InputOf<Operation>,
): Promise<OutputOf<Operation>> {
  const found = noticesOf(body.token);
  const settings = found && (await settingsOf(context, found.orgId));
  if (!settings) throw new ProblemError('not_found');
  const { orgId, subject } = found;
  const definition = portalDefinition(subject.type);
  const [record] = await readFinal({ ...context, orgId }, [{ definition, id: subject.id }]);
  if (record) await transact(context, [noticesAction(orgId, { ...subject, id: record.id }, false)]);
  return { orgName: settings.name };
}
