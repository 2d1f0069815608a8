import type { FileOutput } from '#contract/file-output.ts';
import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import { countAddress } from '#data/limits/attempt-count.ts';
import type { VisitorContext } from '#data/store/request-context.ts';
import type { Page } from '#http/page.ts';
import { openDocument, TakenBack, type Opening } from './open-document.ts';
import { documentPage, nothingPage, takenBackPage } from './page.ts';

export async function page(visit: VisitorContext, opening: Opening): Promise<Page> {
  try {
    return await documentPage(await openDocument(visit, opening), { status: 200 });
  } catch (error) {
    return await pageOfNothing(visit, error);
  }
}

/**
 * For visitors who requested a page, replaces a `not_found` error with an HTML page. All other errors are thrown again.
 */
export async function pageOfNothing({ visitor }: VisitorContext, error: unknown): Promise<Page> {
  if (!(error instanceof ProblemError) || error.code !== 'not_found' || !visitor.wantsPage) throw error;
  return error instanceof TakenBack ? takenBackPage(error) : nothingPage(visitor.language);
}

const fileLimit = {
  kind: 'document-files',
  most: limits.documentFilesPerAddress,
  spanSeconds: limits.documentSpanSeconds,
} as const;

export async function pdf(visit: VisitorContext, opening: Opening): Promise<FileOutput | Page> {
  try {
    const { context, document, language } = await openDocument(visit, opening);
    await countAddress(visit, fileLimit, visit.visitor.address, visit.now);
    // Few visitors need it, and it takes long to load.
    const { invoicePdf, quotePdf } = await import('#data/billing/pdf/document-pdf.ts');
    return await (document.type === 'quote'
      ? quotePdf(context, document.record, language)
      : invoicePdf(context, document.record, language));
  } catch (error) {
    return await pageOfNothing(visit, error);
  }
}
