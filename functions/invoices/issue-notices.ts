import { languageOf } from '#contract/document-language.ts';
import { buyerNotice, reportingNotice, type IssueNotice } from '#contract/issue-notices.ts';
import type { SellerField } from '#contract/legal-fields.ts';
import { nounsOf } from '#contract/nouns.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import type { invoices as contract } from '#contract/records/invoice-operations.ts';
import { missingOfSeller, presentParties } from '#data/billing/parties.ts';
import { readLastNumbers } from '#data/billing/series.ts';
import { readBilling } from '#data/billing/settings.ts';
import type { Context } from '#data/organization/context.ts';
import { documentTotals } from '#data/records/document.ts';
import { problemDetail, type Reader } from '#http/texts.ts';
import { invoices } from './invoices.ts';

type Operation = typeof contract.operations.issueNotices;

/** What should be known before a draft is issued. Of its customer, that is what the invoice will print. */
export async function issueNotices(
  context: Context,
  { id, language = languageOf(context.settings.country) }: InputOf<Operation>,
): Promise<OutputOf<Operation>> {
  const draft = await invoices(context).readIn(['draft'], id);
  const { customerId } = draft;
  const billing = await readBilling(context);
  const [numbers, parties] = await Promise.all([
    readLastNumbers(context),
    customerId === undefined ? undefined : presentParties(context, billing, customerId),
  ]);
  const nouns = nounsOf(language, context.settings);
  const country = billing.country ?? context.settings.country;
  const { totalMinor = 0, withholdingMinor = 0 } = documentTotals(draft) ?? {};
  const amounts = { currency: draft.currency, totalMinor: totalMinor + withholdingMinor };
  const missing = missingOfSeller(context, billing);
  return {
    notices: [
      missing.length > 0 ? sellerNotice(missing, { language, naming: context.settings }) : undefined,
      numbers.length === 0 ? reportingNotice(country, language) : undefined,
      parties && buyerNotice({ country, ...amounts, buyer: parties.buyer }, language, nouns),
    ].filter((notice) => notice !== undefined),
  };
}

/** It says what the refusal would say. */
const sellerNotice = (missing: readonly SellerField[], reader: Reader): IssueNotice => ({
  code: 'seller_incomplete',
  message: problemDetail(reader, { code: 'billing_incomplete', missing }),
});
