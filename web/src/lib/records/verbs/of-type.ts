import type { RecordTypeName } from '#contract/record-types.ts';
import { withTexts } from '#lib/i18n/i18n.svelte.ts';
import type { VerbList } from './verb.ts';

/** Loads the verbs of the record types that have some besides those of every record, with their texts. */
export const verbsOfType: Partial<Record<RecordTypeName, () => Promise<{ default: VerbList }>>> = {
  lead: () => import('./lead.ts'),
  deal: () => withTexts('documents', withTexts('deals', import('./deal.ts'))),
  quote: () => withTexts('documents', import('./quote.ts')),
  order: () => withTexts('documents', import('./order.ts')),
  invoice: () => withTexts('documents', import('./invoice.ts')),
  payment: () => withTexts('documents', import('./payment.ts')),
  issue: () => withTexts('dailyWork', import('./issue.ts')),
};
