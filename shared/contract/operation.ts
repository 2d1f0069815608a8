import * as z from 'zod/mini';
import type { Permission } from './permission.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE' | 'OPTIONS';

/** public: nobody signs in. user: any signed-in user. A permission: a member (or API key) of the organization in the path. */
export type Access = 'public' | 'user' | Permission;

type ParamNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamNames<Rest>
  : never;
export type Params<Path extends string> = Record<ParamNames<Path>, string>;

/** Path parameters that are words of letters, digits and hyphens; all others are UUIDs. */
export const wordParams: ReadonlySet<string> = new Set([
  'recordType',
  'pipelineId',
  'presetId',
  'fieldKey',
  'list',
]);

export interface OperationOptions<Path extends string, Query, Body, Output> {
  method: Method;
  path: Path;
  access: Access;
  /** One sentence for the reference page. */
  summary: string;
  /** What the summary has no room for, on the same page. */
  description?: string;
  query?: z.ZodMiniType<Query>;
  body?: z.ZodMiniType<Body>;
  output: z.ZodMiniType<Output>;
  /** 200 unless said otherwise; 201 carries Location, 204 has no body. */
  status?: 200 | 201 | 204;
  /** What the output is sent as, a text then; JSON unless said otherwise. */
  contentType?: string;
  /** A page's own form may post it: its values come as a text each, by their names. */
  takesForms?: boolean;
  /** If-Match is demanded and checked against the record's version. */
  ifMatch?: boolean;
  /** Idempotency-Key is honoured. */
  idempotent?: boolean;
  /** Refused for API keys, however wide: what only a person at a keyboard should do. */
  usersOnly?: boolean;
}

export interface Operation<
  Path extends string = string,
  Query = unknown,
  Body = unknown,
  Output = unknown,
> extends OperationOptions<Path, Query, Body, Output> {
  status: 200 | 201 | 204;
}

/** What an operation takes: path parameters, query parameters and `body` side by side. */
export type InputOf<O> =
  O extends Operation<infer Path, infer Query, infer Body, infer _>
    ? Params<Path> &
        (unknown extends Query ? unknown : Query) &
        (unknown extends Body ? unknown : { body: Body })
    : never;
export type OutputOf<O> = O extends Operation<string, infer _Q, infer _B, infer Output> ? Output : never;

/** Keeps the access as it is written: who may call decides what an operation is told of the caller. */
export function operation<
  const Path extends string,
  const Allowed extends Access,
  Query = unknown,
  Body = unknown,
  Output = unknown,
>(
  options: OperationOptions<Path, Query, Body, Output> & { access: Allowed },
): Operation<Path, Query, Body, Output> & { access: Allowed } {
  return { ...options, status: options.status ?? 200 };
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- operations of every shape pass through tables and pipelines
export type AnyOperation = Operation<string, any, any, any>;
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- `any` keeps each operation's own path as a literal type
export type Operations = Record<string, Operation<any, any, any, any>>;

export interface Resource<Ops extends Operations = Operations> {
  /** Folder of its function and first part of its operation ids, kebab-case. */
  name: string;
  /** Routes of the HTTP API that lead to its function. */
  routes: readonly string[];
  operations: Ops;
}

/** A resource at one base path; its function answers the path and all below it. */
export function resource<Ops extends Operations>(
  name: string,
  basePath: string,
  operations: Ops,
): Resource<Ops> {
  return { name, routes: [basePath, `${basePath}/{proxy+}`], operations };
}

export const nothing = z.null();

/** `contacts.create`: the name of an operation in OpenAPI, logs and metrics. */
export function operationId(resource: Resource, verb: string): string {
  return `${resource.name}.${verb}`;
}

/** The operations of a resource by their verbs. */
export function operationsOf(resource: Resource): [verb: string, operation: AnyOperation][] {
  return Object.entries(resource.operations);
}
