import { limits } from '#contract/limits.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import type { portal } from '#contract/portal.ts';
import { newDocumentLink, type DocumentType } from '#data/billing/document-links.ts';
import type { Context } from '#data/organization/context.ts';
import { recipientLanguage } from '#data/portal/client-language.ts';
import { clientViewer } from '#data/portal/viewer.ts';
import type { AnyRecord } from '#data/records/definition.ts';
import { transact } from '#data/store/transact.ts';
import { loadShown, shownInvoices, shownQuotes, type ShownRecords } from './shown-records.ts';

type Operations = typeof portal.operations;
type Output = OutputOf<Operations['openInvoice']>;

export const openQuote = (context: Context, input: InputOf<Operations['openQuote']>): Promise<Output> =>
  linkTo(context, 'quote', shownQuotes, input);

export const openInvoice = (context: Context, input: InputOf<Operations['openInvoice']>): Promise<Output> =>
  linkTo(context, 'invoice', shownInvoices, input);

/** Links to a document for the client alone, whose access is checked again when they are opened. */
async function linkTo<Shown extends AnyRecord>(
  context: Context,
  type: DocumentType,
  shown: ShownRecords<Shown>,
  { id, body }: InputOf<Operations['openInvoice']>,
): Promise<Output> {
  const { orgId, now, settings, actor, client } = context;
  const viewer = await clientViewer(context);
  await loadShown(context, viewer, shown, id);
  const { url, pdfUrl, item } = newDocumentLink({
    ...{ orgId, type, id, madeAt: now },
    language: body.language ?? recipientLanguage(settings, viewer),
    endsAt: new Date(Date.parse(now) + limits.portalLinkMinutes * 60_000).toISOString(),
    ...(client ? { client: { ...client, userId: actor.userId } } : {}),
  });
  await transact(context, [{ put: { Item: item } }]);
  return { url, pdfUrl };
}
