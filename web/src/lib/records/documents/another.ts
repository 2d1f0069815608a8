import type { Question } from '#lib/components/confirm.svelte.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { listEntry } from '../values.ts';
import { recordBasics } from '../record-basics.ts';
import type { AnyRow } from '../record-client.ts';
import { may, type Workspace } from '#lib/workspace.ts';

/**
 * The question before an order or an invoice is made from a deal that has one already, so that nothing is ordered or
 * billed twice by mistake. Those that are void or canceled don't count.
 */
export async function questionBeforeAnother(
  workspace: Workspace,
  type: 'order' | 'invoice',
  dealId: string,
): Promise<Question | undefined> {
  const basics = recordBasics[type];
  if (!may(workspace, basics.permissions.read)) return undefined;
  const body = { filter: { field: 'dealId', op: 'anyOf', value: [dealId] }, limit: 25 } as const;
  const { items } = await basics.client.query({ orgId: workspace.orgId, body });
  const status = basics.type.fields.statusId;
  const isMeant = ({ statusId }: AnyRow) =>
    !['void', 'canceled', 'issued'].includes(listEntry(workspace, status, statusId)?.meaning ?? '');
  const found = items.find(isMeant);
  return (
    found && {
      title: t.documents.anotherTitle(t.nouns[type]),
      text: t.documents.anotherText(String(found.title ?? found.code)),
      action: t.documents.create(t.nouns[type]),
    }
  );
}
