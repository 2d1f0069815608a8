import fc from 'fast-check';
import { beforeAll, expect, inject, test } from 'vitest';
import type { Answer } from '../../caller.ts';
import { seed } from '../../counts.ts';
import { connectHost } from '../../host.ts';
import { checkRequests } from '../every-operation.ts';
import { readDescription, type Description } from './description.ts';
import { answerErrors } from './answers.ts';
import { isSent, prepareGround, type Ground } from './ground.ts';
import { isNamedRefusal } from './refusals.ts';
import { requestsOf, type Request } from './requests.ts';

const host = connectHost(inject('host'));
let description: Description;
let ground: Ground;
beforeAll(async () => {
  description = await readDescription(host.url);
  ground = await prepareGround(host);
});

async function send({ operation, query, headers, body }: Request): Promise<Answer> {
  const search = Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));
  return ground.callFor(operation)(operation.method, await ground.pathOf(operation), {
    query: search,
    headers,
    body,
  });
}

/** What an answer is and what is wrong with it, if anything. */
interface Verdict {
  outcome: string;
  mismatch?: string | undefined;
}

function verdictOn({ operation, query, refused }: Request, answer: Answer): Verdict {
  const { status, body } = answer;
  const wrong = answerErrors(description, operation, answer);
  const errors = (body?.errors ?? []) as { pointer: string; code: string }[];
  const told = errors.map(({ pointer, code }) => `${pointer} ${code}`).join(', ') || body?.code;
  const outcome = status < 300 ? '2xx' : `${status} ${errors[0]?.code ?? body?.code}`;
  if (wrong) return { outcome, mismatch: `answers ${status}: ${wrong}` };
  if (!refused) {
    if (status < 300 || isNamedRefusal(answer, query)) return { outcome };
    return { outcome, mismatch: `is accepted by the description, but answers ${status}: ${told}` };
  }
  const isPlace = ({ pointer }: { pointer: string }) =>
    pointer === refused.pointer ||
    pointer.startsWith(`${refused.pointer}/`) ||
    refused.pointer.startsWith(`${pointer}/`);
  if (status !== refused.status)
    return { outcome, mismatch: `${refused.why}, but answers ${status}: ${told}` };
  if (status === 422 && !errors.some(isPlace))
    return { outcome, mismatch: `${refused.why}, but errors are at ${told}` };
  return { outcome };
}

const isConsumed = ({ status }: Answer, { operation }: Request) =>
  operation.path.includes('{') && (status === 404 || status === 409);

async function checkAll(kind: 'accepted' | 'changed', requests: number): Promise<void> {
  const outcomes = new Map<string, number>();
  const mismatches = new Map<string, string>();
  const operations = description.operations.filter(isSent);
  const weighted = operations.map((operation) => ({
    weight: operation.body ? 6 : operation.query.length > 0 ? 3 : 1,
    arbitrary: requestsOf(description, operation, ground.existingFor(operation))[kind],
  }));
  await checkRequests(
    fc.oneof(...weighted),
    async (request) => {
      const answer = await send(request);
      if (isConsumed(answer, request)) ground.renew(request.operation);
      const { outcome, mismatch } = verdictOn(request, answer);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      if (!mismatch) return;
      const { operation, query, headers, body } = request;
      const key = `${operation.id} ${mismatch}`;
      if (!mismatches.has(key))
        mismatches.set(
          key,
          `${key.slice(0, 500)}\n    ${JSON.stringify({ query, headers, body }).slice(0, 700)}`,
        );
    },
    requests,
  );
  const sorted = [...outcomes].sort(([, one], [, other]) => other - one);
  console.info(
    `seed ${seed}, ${requests} ${kind} requests:`,
    sorted.map(([outcome, times]) => `${outcome}: ${times}`).join(', '),
  );
  expect([...mismatches.values()].join('\n')).toBe('');
}

test(
  `requests that the description accepts succeed, and answers are as described (seed ${seed})`,
  { timeout: 1_800_000 },
  () => checkAll('accepted', 150),
);

test(
  `requests that the description refuses are refused with a pointer to the fault (seed ${seed})`,
  { timeout: 1_800_000 },
  () => checkAll('changed', 150),
);
