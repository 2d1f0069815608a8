import { request } from 'node:http';
import fc from 'fast-check';
import { expect } from 'vitest';
import { fileOutput } from '#contract/file-output.ts';
import { problem, problemStatuses, type FieldError, type ProblemCode } from '#contract/problem.ts';
import type { Answer, Call } from '../caller.ts';
import { seed } from '../counts.ts';
import { newOrganization, newPerson } from '../organization.ts';
import type { RunningHost } from '../host.ts';
import { allOperations, newSubject, pathOf, type NamedOperation, type Subject } from '../subjects.ts';

/** Requests for all operations, on an organization that has the data they need. */
export interface EveryOperation {
  orgId: string;
  token: string;
  /**
   * The caller for an operation: the owner, for one of the portal a client, or, for one that ends all sessions, a user
   * who does nothing else.
   */
  callFor(named: NamedOperation): Call;
  addressOf(named: NamedOperation, params?: Record<string, string>): string;
  paramsOf(named: NamedOperation): Record<string, string>;
  raw(named: NamedOperation, headers: Record<string, string>, body: Buffer): Promise<Answer>;
}

export const endsSessions = ({ name }: NamedOperation): boolean =>
  name === 'me.signOut' || name === 'me.signOutEverywhere';

export async function prepareEveryOperation(host: RunningHost): Promise<EveryOperation> {
  const [owner, passing] = await Promise.all([newPerson(host), newPerson(host)]);
  const organization = await newOrganization(owner);
  const subjects = new Map<string, Subject>();
  for (const named of allOperations) {
    const isInOrganization = named.operation.path.includes('{');
    const ground = { host, organization, maker: owner.call };
    subjects.set(named.name, isInOrganization ? await newSubject(ground, named) : { params: {} });
  }
  const paramsOf = ({ name }: NamedOperation) => subjects.get(name)!.params;
  const addressOf = (named: NamedOperation, params = paramsOf(named)) =>
    pathOf(named.operation, organization.id, params);
  const personFor = ({ name }: NamedOperation) => subjects.get(name)!.client ?? owner;
  return {
    orgId: organization.id,
    token: owner.token,
    callFor: (named) => (endsSessions(named) ? passing : personFor(named)).call,
    addressOf,
    paramsOf,
    raw: (named, headers, body) =>
      rawRequest(
        `${host.url}${addressOf(named)}`,
        named.operation.method,
        { authorization: `Bearer ${personFor(named).token}`, ...headers },
        body,
      ),
  };
}

const statusCodes = new Map<number, ProblemCode[]>();
for (const [code, status] of Object.entries(problemStatuses)) {
  statusCodes.set(status, [...(statusCodes.get(status) ?? []), code as ProblemCode]);
}

/** Checks what every response must satisfy, whatever the request was. */
export function expectContract(answer: Answer, { operation }: NamedOperation): void {
  expect(answer.status, answer.text).toBeLessThan(500);
  expect(answer.headers.get('x-request-id') ?? '', answer.text).toMatch(/^[\w-]{10,}$/);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  if (answer.status < 400) {
    expect(answer.status).toBe(operation.status);
    // Parsing drops properties that the contract lacks, so equality means that the response has no such properties.
    if (operation.status === 204) expect(answer.text).toBe('');
    else if (operation.output === fileOutput)
      expect(answer.headers.get('content-type')).toBe(operation.contentType);
    else if (operation.contentType) expect(operation.output.parse(answer.text)).toBe(answer.text);
    else expect(answer.body).toEqual(operation.output.parse(answer.body));
    return;
  }
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.body).toEqual(problem.parse(answer.body));
  expect(statusCodes.get(answer.status)).toContain(answer.body.code);
  expect(answer.body.requestId).toBe(answer.headers.get('x-request-id'));
}

/** Checks that each pointer refers to something in the request, or to a place where something is missing. */
export function expectPointers(errors: FieldError[], sent: { body: unknown; query: unknown }): void {
  for (const { pointer } of errors) {
    if (pointer === '') continue;
    const parts = pointer
      .slice(1)
      .split('/')
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    // Some bodies have a property `query`.
    const isOfBody = parts[0] !== 'query' || Object.hasOwn(Object(sent.body), 'query');
    let value: unknown = isOfBody ? sent.body : { query: sent.query };
    for (const [index, part] of parts.entries()) {
      expect(typeof value === 'object' && value !== null, `${pointer} leads nowhere`).toBe(true);
      value = (value as Record<string, unknown>)[part];
      if (value === undefined) expect(index, `${pointer} leads too far`).toBe(parts.length - 1);
      // The rest of the pointer, if any, is a position among comma-separated values.
      if (!isOfBody && index === 1) break;
    }
  }
}

/** Maximum number of concurrent requests. */
const width = 8;

/** Checks values generated from the run's seed, several at a time. Throws the first failure with its value and seed. */
export async function checkRequests<T>(
  arbitrary: fc.Arbitrary<T>,
  check: (value: T) => Promise<void>,
  numRuns: number,
): Promise<void> {
  const values = fc.sample(arbitrary, { seed, numRuns }).values();
  const sendOn = async () => {
    for (const value of values) {
      await check(value).catch((error: unknown) => {
        throw new Error(`seed ${seed}, ${fc.stringify(value)}`, { cause: error });
      });
    }
  };
  await Promise.all(Array.from({ length: width }, sendOn));
}

/** Sends a request whose headers and bytes `fetch` could refuse or change. */
function rawRequest(
  url: string,
  method: string,
  headers: Record<string, string>,
  body: Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method,
        headers: { ...headers, 'content-length': body.length },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({
            status: response.statusCode!,
            headers: new Headers(response.headers as Record<string, string>),
            text,
            body: String(response.headers['content-type']).includes('json') ? JSON.parse(text) : undefined,
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
