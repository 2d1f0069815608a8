import { expect, test } from 'vitest';
import { problemOf } from './problem.ts';

test('a problem keeps its code, fields and request id', async () => {
  const body = {
    type: 'about:blank',
    title: 'Some fields are invalid',
    status: 422,
    code: 'invalid_input',
    errors: [{ pointer: '/email', code: 'invalid_email', message: 'x' }],
    requestId: 'r1',
  };
  const problem = await problemOf(Response.json(body, { status: 422 }));
  expect(problem).toMatchObject({ code: 'invalid_input', status: 422, requestId: 'r1' });
  expect(problem.errors[0]?.pointer).toBe('/email');
});

test('people read a detail that says what is wrong in this case, and no advice to programs', async () => {
  const body = { type: 'about:blank', title: 'Conflict', status: 409, code: 'conflict', requestId: 'r1' };
  const read = (rest: object) => problemOf(Response.json({ ...body, ...rest }, { status: 409 }));
  const advice = await read({ detail: 'Send its ETag in `If-Match`.' });
  expect([advice.detail, advice.message]).toEqual([undefined, 'Conflict']);
  const precise = await read({ detail: 'The issue is closed.', reason: 'issue_closed' });
  expect([precise.detail, precise.message]).toEqual(['The issue is closed.', 'The issue is closed.']);
});

test.each([
  [413, 'too_large'],
  [429, 'too_many_requests'],
  [503, 'unavailable'],
  [502, 'unavailable'],
  [500, 'internal'],
] as const)('an answer %i of the gateway itself is understood as %s', async (status, code) => {
  const headers = { 'apigw-requestid': 'gw1', 'retry-after': '2' };
  const problem = await problemOf(new Response('{"message":"x"}', { status, headers }));
  expect(problem).toMatchObject({ code, status, requestId: 'gw1', retryAfterSeconds: 2 });
});

test('a response that is not JSON becomes a problem', async () => {
  const problem = await problemOf(new Response('<html>', { status: 504 }));
  expect(problem).toMatchObject({ code: 'unavailable', retryAfterSeconds: undefined });
});
