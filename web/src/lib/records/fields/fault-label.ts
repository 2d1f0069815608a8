import { ApiProblem } from '#lib/api/problem.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import type { Messages } from '#lib/i18n/messages.ts';
import { refusalText } from '#lib/i18n/problem-text.ts';
import { nameAt } from '../flat.ts';
import type { RecordView } from '../view.ts';

/** The texts of lines, which are loaded where lines are shown. */
const texts = (): Messages['documents'] | undefined => (t as Partial<Messages>).documents;

/** The labels of a line's values. */
export const lineLabels = (lineTexts: Messages['documents']) => ({
  productId: lineTexts.product,
  description: lineTexts.description,
  quantity: lineTexts.quantity,
  unit: lineTexts.unit,
  unitPriceMinor: lineTexts.unitPrice,
  unitPrice: lineTexts.unitPrice,
  discountPercent: lineTexts.discount,
  taxPercent: lineTexts.tax,
  untaxed: lineTexts.untaxed,
  withholdingPercent: lineTexts.withholding,
});

/** The label of an invalid value, with the place of an entry in a list: "Email", "Phones 2" or "Lines 1, Quantity". */
export function faultLabel(view: Pick<RecordView, 'texts'>, pointer: string): string | undefined {
  const name = nameAt(pointer);
  const label = view.texts().fields[name];
  const [, place, value = ''] = /^\/\w+\/(\d+)\/(\w+)/.exec(pointer) ?? [];
  if (!label || !place) return label;
  const shown = texts();
  const labels: Partial<Record<string, string>> = shown ? lineLabels(shown) : {};
  const entry = `${label} ${Number(place) + 1}`;
  return labels[value] ? `${entry}, ${labels[value]}` : entry;
}

/** A one-line message that says why a change was refused, with the name of the refused value where it isn't shown. */
export function labeledRefusal(view: Pick<RecordView, 'texts'>, error: unknown): string {
  const [field] = error instanceof ApiProblem ? error.errors : [];
  const label = field && faultLabel(view, field.pointer);
  return label ? `${label}: ${refusalText(error)}` : refusalText(error);
}
