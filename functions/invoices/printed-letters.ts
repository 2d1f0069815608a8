import type { Series } from '#contract/billing.ts';
import type { UnprintedLetters } from '#contract/problem-texts/en.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import { unprintedLetters } from '#contract/printed-characters.ts';

type Texts = Partial<Record<UnprintedLetters['place'], readonly (string | undefined)[]>>;

/** An invoice isn’t issued if its PDF would lack letters of what the law requires on it. */
export function checkLetters(
  { seller, buyer }: NonNullable<Invoice['parties']>,
  { lines = [] }: Invoice,
  { prefix }: Series,
): void {
  checkPrinted({
    seller: [seller.name, seller.taxId, ...seller.address],
    customer: [buyer.name, buyer.taxId, ...buyer.address],
    lines: lines.flatMap(({ description, unit, untaxed }) => [description, unit, untaxed?.reason]),
    series: [prefix],
  });
}

/** Throws if the font of PDFs lacks letters of some texts. */
export function checkPrinted(texts: Texts): void {
  for (const place of Object.keys(texts) as UnprintedLetters['place'][]) {
    const letters = unprintedLetters((texts[place] ?? []).map((one) => one ?? '')).slice(0, 10);
    if (letters.length > 0)
      throw new ProblemError('conflict', { code: 'letters_not_printed', place, letters });
  }
}
