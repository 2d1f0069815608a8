import { untaxedKinds, type DocumentLine } from '#contract/document-fields.ts';
import type { Language } from '#contract/language.ts';
import type { LegalFields } from '#contract/legal-fields.ts';

/** Why a line has no tax, such as "Exento de IVA: art. 20.Uno.9.º LIVA". Undefined if it has one, or says nothing of it. */
export function untaxedText(
  { taxPercent, untaxed }: Pick<DocumentLine, 'taxPercent' | 'untaxed'>,
  { untaxedKinds: kinds }: LegalFields,
  language: Language,
): string | undefined {
  if (taxPercent !== undefined || !untaxed) return undefined;
  const { as, reason } = untaxed;
  return reason === undefined ? kinds[as][language] : `${kinds[as][language]}: ${reason}`;
}

/** A sum of lines without tax. */
export interface UntaxedSum {
  label: string;
  amountMinor: number;
}

/** The sums of the lines without tax for each reason, by the order of their kinds. Those without a reason are the last. */
export function untaxedSums(
  lines: readonly DocumentLine[],
  netMinor: readonly number[],
  legal: LegalFields,
  language: Language,
  withoutReason: string,
): UntaxedSum[] {
  const sums = new Map<string, number>();
  for (const kind of [...untaxedKinds, undefined])
    for (const [place, line] of lines.entries()) {
      if (line.taxPercent !== undefined || line.untaxed?.as !== kind) continue;
      const label = untaxedText(line, legal, language) ?? withoutReason;
      sums.set(label, (sums.get(label) ?? 0) + (netMinor[place] ?? 0));
    }
  return [...sums].map(([label, amountMinor]) => ({ label, amountMinor }));
}
