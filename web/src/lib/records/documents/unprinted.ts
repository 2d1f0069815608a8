import type { DocumentLine } from '#contract/document-fields.ts';
import { unprintedCharacters } from '#contract/printed-characters.ts';
import type { AnyRow } from '../record-client.ts';

/** The characters of a document's own texts that its PDF can't show. The names and addresses on it are not among them. */
export function unprintedIn(record: AnyRow): string[] {
  const {
    lines = [],
    title,
    reference,
    notes,
  } = record as {
    lines?: readonly DocumentLine[];
    title?: string;
    reference?: string;
    notes?: string;
  };
  return unprintedCharacters([
    ...lines.flatMap(({ description, untaxed }) => [description, untaxed?.reason]),
    title,
    reference,
    notes,
  ]);
}
