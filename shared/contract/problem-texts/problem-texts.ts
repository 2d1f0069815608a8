import type { Plural } from '../plural.ts';
import type { ProblemCode } from '../problem.ts';
import type { problemTexts as english } from './en.ts';

/** What readers in one language are told about problems: the meaning of each code, and what is wrong in one case. */
export interface ProblemTexts {
  titles: Record<ProblemCode, string>;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each detail has values of its own
  details: Record<string, string | ((values: any, plural: Plural) => string)>;
}

export type KnownTexts = Omit<typeof english, 'titles'> & Pick<ProblemTexts, 'titles'>;
type Details = KnownTexts['details'];
type DetailCode = keyof Details;

/** The code of a detail, with its values if it has some. */
export type ProblemDetail = {
  [Code in DetailCode]: Details[Code] extends (values: infer Values, plural: Plural) => string
    ? { code: Code } & Values
    : Code;
}[DetailCode];
