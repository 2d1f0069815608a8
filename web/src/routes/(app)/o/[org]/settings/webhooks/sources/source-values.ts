import type { OnMatch } from '#contract/import.ts';
import type { MappedField, SourceType, WebhookSource } from '#contract/webhook-source.ts';
import { firstProof, proofOf, verificationOf, type ProofValues } from './proof-values.ts';

/** The values of the form that creates a source. */
export interface NewSourceValues {
  name: string;
  recordType: SourceType;
  proof: ProofValues;
  secret: string;
}

export const firstValues: NewSourceValues = { name: '', recordType: 'lead', proof: firstProof, secret: '' };

export const newBodyOf = ({ name, recordType, proof, secret }: NewSourceValues): object => ({
  name,
  recordType,
  verification: verificationOf(proof),
  ...(secret.trim() === '' ? {} : { secret: secret.trim() }),
});

/** The values of the form with the settings of a source. */
export interface SourceValues {
  name: string;
  proof: ProofValues;
  mapping: MappedField[];
  matchBy: string[];
  onMatch: OnMatch;
  /** Where the text is that only some messages have. Empty for all messages. */
  onlyAt: string;
  /** The texts, separated by commas. */
  onlyIs: string;
  idAt: string;
}

export const valuesOf = (source: WebhookSource): SourceValues => ({
  name: source.name,
  proof: proofOf(source.verification),
  mapping: source.mapping,
  matchBy: source.matchBy,
  onMatch: source.onMatch,
  onlyAt: source.only?.at ?? '',
  onlyIs: source.only?.is.join(', ') ?? '',
  idAt: source.idAt ?? '',
});

/** The fields that have a place or a value. One for which neither was entered yet is left out. */
export const filledIn = (mapping: readonly MappedField[]): MappedField[] =>
  mapping.filter(({ from, value }) => from !== undefined || (value !== undefined && value !== ''));

const textsIn = (list: string): string[] =>
  list
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '');

/** What of the values was changed, as the service takes it. */
export function changesOf(values: SourceValues, changed: Partial<SourceValues>): object {
  const { proof, mapping, onlyAt, onlyIs, idAt, ...others } = changed;
  const hasOnly = onlyAt !== undefined || onlyIs !== undefined;
  const only = values.onlyAt === '' ? null : { at: values.onlyAt, is: textsIn(values.onlyIs) };
  return {
    ...others,
    ...(proof ? { verification: verificationOf(proof) } : {}),
    ...(mapping ? { mapping: filledIn(mapping) } : {}),
    ...(hasOnly ? { only } : {}),
    ...(idAt === undefined ? {} : { idAt: idAt.trim() === '' ? null : idAt.trim() }),
  };
}
