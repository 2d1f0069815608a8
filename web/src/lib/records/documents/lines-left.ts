import type { DocumentLine } from '#contract/document-fields.ts';
import { toFourDecimals } from '#contract/document-totals.ts';
import type { AnyRecord } from '../record-client.ts';

/** What is left of a line of a document, such as what isn’t delivered or credited yet. */
export interface LineLeft {
  /** The position of the line, from 0. */
  line: number;
  description: string;
  rest: number;
}

/** The lines of a document of which something is left. `done` has a quantity for each line. */
export const linesLeft = ({ lines = [] }: AnyRecord, done: unknown = []): LineLeft[] =>
  (lines as DocumentLine[]).flatMap(({ description, quantity }, line) => {
    const rest = toFourDecimals(quantity - ((done as number[])[line] ?? 0));
    return rest > 0 ? [{ line, description, rest }] : [];
  });

/** The lines with a quantity that isn’t zero. Typed text that is no number is left to the service to refuse. */
export const chosenLines = (left: readonly LineLeft[], quantities: readonly unknown[]) =>
  left.flatMap(({ line }, place) => {
    const quantity = quantities[place];
    return quantity === '' || quantity === 0 ? [] : [{ line, quantity: quantity as number }];
  });
