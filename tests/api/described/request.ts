import type { Described, Json } from './description.ts';

/** The status and the place that the problem must name, if the description refuses a request. */
export interface Refusal {
  status: number;
  pointer: string;
  why: string;
}

/** A generated request. */
export interface Request {
  operation: Described;
  /** Values of the path that replace those of the subject. */
  params: Record<string, string>;
  query: Json;
  headers: Record<string, string>;
  body: unknown;
  refused?: Refusal;
}
