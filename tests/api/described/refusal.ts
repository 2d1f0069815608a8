/** An error of requests that the description accepts, and what JSON Schema can't express about it. */
export interface Refusal {
  status: number;
  /** Codes of errors, or of the problem if it has no errors. */
  codes: string[];
  /** The places of the errors; any by default. */
  at?: RegExp;
  /** The operations that can have them; all by default. */
  operations?: RegExp;
  reason: string;
}
