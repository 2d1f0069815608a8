import type { Plural } from '../plural.ts';
import type { problemTexts as english } from './en.ts';

type English = typeof english;
type Details = English['details'];
type DetailCode = keyof Details;

/** Messages in one language for problems: the meaning of each code, and what is wrong in one case. */
export interface ProblemTexts {
  titles: Record<keyof English['titles'], string>;
  details: {
    [Code in DetailCode]: Details[Code] extends (values: infer Values, plural: Plural) => string
      ? (values: Values, plural: Plural) => string
      : string;
  };
}

/** The code of a detail, with its values if it has some. */
export type ProblemDetail = {
  [Code in DetailCode]: Details[Code] extends (values: infer Values, plural: Plural) => string
    ? { code: Code } & Values
    : Code;
}[DetailCode];
