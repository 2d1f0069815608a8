import * as z from 'zod/mini';
import { takesIdempotencyKey } from './is-read.ts';
import { isKeyPermission, type Permission } from './permission.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE' | 'OPTIONS';

/**
 * `public`: no sign-in. `user`: any signed-in user. `caller`: any signed-in user or API key. A permission: a member or
 * API key of the organization in the path with that permission.
 */
export type Access = 'public' | 'user' | 'caller' | Permission;

/** Whether an operation requires a permission in the organization of its path. */
export const isPermission = (access: Access): access is Permission =>
  access !== 'public' && access !== 'user' && access !== 'caller';

type ParamNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamNames<Rest>
  : never;
export type Params<Path extends string> = Record<ParamNames<Path>, string>;

export interface OperationOptions<Path extends string, Query, Body, Output> {
  method: Method;
  path: Path;
  access: Access;
  /** Further permissions that callers must have, such as to read what a copy is made of. */
  needs?: readonly Permission[];
  /** What the operation does, for the API reference. */
  summary: string;
  description?: string;
  query?: z.ZodMiniType<Query>;
  body?: z.ZodMiniType<Body>;
  /** Bodies for the API reference, by title. */
  bodyExamples?: Readonly<Record<string, unknown>>;
  output: z.ZodMiniType<Output>;
  /**
   * The permission to read what the output contains: by default, that of the thing that is changed. Without it, callers get
   * IDs and versions only (`writtenOutput`).
   */
  shows?: Permission;
  /** 200 by default. 201 responses have a Location header if the output has an id; 204 responses have no body. */
  status?: 200 | 201 | 202 | 204;
  /** Content type of a text output; JSON by default. */
  contentType?: string;
  /** Whether the operation also accepts submissions of plain HTML forms, whose values are all text. */
  takesForms?: boolean;
  /** Whether it takes any body and query, because other programs send what they want. They get no pages. */
  takesAnything?: boolean;
  /** Requires If-Match with the version that the client read, which must still be current. */
  ifMatch?: boolean;
  /** Rejects API keys, regardless of their permissions. Follows from a permission that keys can't have. */
  usersOnly?: boolean;
  /** Whether members can use it while their organization is being deleted. All other operations are refused then. */
  whileDeleted?: boolean;
  /** For a GET of a record that can have been merged into another one. */
  isRedirected?: boolean;
  /** For a GET that answers 409 in some states of its subject, such as before a check. Writes always can. */
  needsState?: boolean;
  /** For a POST that changes nothing, such as a query that doesn't fit into a URL. It can be repeated safely. */
  isQuery?: boolean;
}

export interface Operation<
  Path extends string = string,
  Query = unknown,
  Body = unknown,
  Output = unknown,
> extends OperationOptions<Path, Query, Body, Output> {
  status: 200 | 201 | 202 | 204;
  usersOnly: boolean;
  /** Whether clients can send Idempotency-Key. */
  idempotent: boolean;
}

/** The input of an operation: path parameters, query parameters and `body`. */
export type InputOf<O> =
  O extends Operation<infer Path, infer Query, infer Body, infer _>
    ? Params<Path> &
        (unknown extends Query ? unknown : Query) &
        (unknown extends Body ? unknown : { body: Body })
    : never;
export type OutputOf<O> = O extends Operation<string, infer _Q, infer _B, infer Output> ? Output : never;

/** Declares an operation. Keeps the literal type of `access`, which determines the type of the handler's context. */
export function operation<
  const Path extends string,
  const Allowed extends Access,
  Query = unknown,
  Body = unknown,
  Output = unknown,
>(
  options: OperationOptions<Path, Query, Body, Output> & { access: Allowed },
): Operation<Path, Query, Body, Output> & { access: Allowed } {
  const idempotent = takesIdempotencyKey({ ...options, isPublic: options.access === 'public' });
  const { access, status = 200, usersOnly = isPermission(access) && !isKeyPermission(access) } = options;
  return { ...options, status, usersOnly, idempotent };
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- operations of every shape pass through tables and pipelines
export type AnyOperation = Operation<string, any, any, any>;
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- `any` keeps each operation's own path as a literal type
export type Operations = Record<string, Operation<any, any, any, any>>;

export interface Resource<Ops extends Operations = Operations> {
  /**
   * Name in kebab case. Also the name of the handler's folder in `functions/`, except for plain record types, which
   * share the handler in `functions/records`.
   */
  name: string;
  /** Prefix of its operation ids, and their tag in OpenAPI. The name by default. */
  group?: string;
  /** HTTP API routes to its function: a path for all methods, or a method and a path. */
  routes: readonly string[];
  /** Operations of other resources at the paths of this one. 405 responses name their methods, too. */
  beside?: readonly Pick<AnyOperation, 'method' | 'path'>[];
  operations: Ops;
}

/** A resource at a base path. Its function handles that path and all paths below it, if there are operations at them. */
export function resource<Ops extends Operations>(
  name: string,
  basePath: string,
  operations: Ops,
): Resource<Ops> {
  const paths = Object.values(operations).map(({ path }) => String(path));
  const routes = [
    ...(paths.includes(basePath) ? [basePath] : []),
    ...(paths.some((path) => path.startsWith(`${basePath}/`)) ? [`${basePath}/{proxy+}`] : []),
  ];
  return { name, routes, operations };
}

export const nothing = z.null();

/**
 * The name of an operation in OpenAPI, logs and metrics, such as `contacts.create`. Operations of resources that serve
 * several groups already have such a name.
 */
export function operationId({ name, group = name }: Resource, verb: string): string {
  return verb.includes('.') ? verb : `${group}.${verb}`;
}

/** The group of an operation, which is its tag in OpenAPI. */
export const groupOf = (resource: Resource, verb: string): string =>
  operationId(resource, verb).split('.')[0] ?? '';

export function operationsOf(resource: Resource): [verb: string, operation: AnyOperation][] {
  return Object.entries(resource.operations);
}
