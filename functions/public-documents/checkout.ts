import { limits } from '#contract/limits.ts';
import { problemStatuses, ProblemError } from '#contract/problem.ts';
import { startCheckout } from '#data/billing/checkout.ts';
import { countAddress } from '#data/limits/attempt-count.ts';
import type { VisitorContext } from '#data/store/request-context.ts';
import { Page } from '#http/page.ts';
import { addressOf } from './address.ts';
import { documentPage } from './page.ts';
import { pageHeaders } from './headers.ts';
import { openDocument, type Opening } from './open-document.ts';
import { pageOfNothing } from './show.ts';

const checkoutLimit = {
  kind: 'document-checkouts',
  most: limits.documentAnswersPerAddress,
  spanSeconds: limits.documentSpanSeconds,
} as const;

/** Leads a customer to the page where an invoice is paid, and back to the invoice afterward. */
export async function checkout(visit: VisitorContext, opening: Opening): Promise<{ url: string } | Page> {
  const open = await openDocument(visit, opening).catch((error: unknown) => pageOfNothing(visit, error));
  if (open instanceof Page) return open;
  try {
    if (open.document.type !== 'invoice') throw new ProblemError('not_found');
    await countAddress(visit, checkoutLimit, visit.visitor.address, visit.now);
    const back = `${process.env.SITE_URL}${addressOf(open)}`;
    const urls = { success: `${back}&payment=done`, cancel: back };
    const url = await startCheckout(open.context, open.document.record, urls);
    return visit.visitor.wantsPage ? new Page(303, '', { ...pageHeaders(), location: url }) : { url };
  } catch (error) {
    if (!visit.visitor.wantsPage || !(error instanceof ProblemError)) throw error;
    return documentPage(open, { status: problemStatuses[error.code], error });
  }
}
