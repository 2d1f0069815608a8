import type { Series } from '#contract/billing.ts';
import type { UnprintedLetters } from '#contract/problem-texts/en.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import { unprintedLetters } from '#contract/printed-characters.ts';

/** The texts of each place; of lines, those of each line. */
type Texts = Partial<Record<Exclude<UnprintedLetters['place'], 'lines'>, readonly (string | undefined)[]>>;

/** An invoice isn’t issued if its PDF would lack letters of what the law requires on it. */
export function checkLetters(
  { seller, buyer }: NonNullable<Invoice['parties']>,
  { lines = [] }: Invoice,
  { prefix }: Series,
): void {
  checkPrinted({
    seller: [seller.name, seller.taxId, ...seller.address],
    customer: [buyer.name, buyer.taxId, ...buyer.address],
  });
  for (const [index, { description, unit, untaxed }] of lines.entries())
    checkTexts([description, unit, untaxed?.reason], { place: 'lines', line: index + 1 });
  checkPrinted({ series: [prefix] });
}

/** Throws if the font of PDFs lacks letters of some texts. */
export function checkPrinted(texts: Texts): void {
  for (const [place, all] of Object.entries(texts)) checkTexts(all, { place: place as keyof Texts });
}

function checkTexts(
  texts: readonly (string | undefined)[],
  where: Pick<UnprintedLetters, 'place' | 'line'>,
): void {
  const letters = unprintedLetters(texts.map((one) => one ?? '')).slice(0, 10);
  if (letters.length > 0)
    throw new ProblemError('conflict', { code: 'letters_not_printed', ...where, letters });
}
