import type { Plural } from '../plural.ts';
import type { problemDetails, problemTitles } from './en.ts';

type Details = ReturnType<typeof problemDetails>;
type DetailCode = keyof Details;

/** What each kind of problem means, in one language. */
export type ProblemTitles = Record<keyof typeof problemTitles, string>;

/** What is wrong in one case, in one language. */
export type ProblemDetails = {
  [Code in DetailCode]: Details[Code] extends (values: infer Values, plural: Plural) => string
    ? (values: Values, plural: Plural) => string
    : string;
};

/** The code of a detail, with its values if it has some. */
export type ProblemDetail = {
  [Code in DetailCode]: Details[Code] extends (values: infer Values, plural: Plural) => string
    ? { code: Code } & Values
    : Code;
}[DetailCode];
