import fc from 'fast-check';
import type { RunningHost } from '../../host.ts';
import type { Described, Description } from './description.ts';
import { prepareGround } from './ground.ts';
import { generatedIds } from './operations.ts';
import type { Request } from './request.ts';
import { requestsOf } from './requests.ts';
import { verdictOn } from './verdict.ts';

/** Maximum number of concurrent requests. */
const width = 8;
/** After this many requests, new organizations are used, so that no limit of an organization is reached. */
const requestsPerGround = 500;

/** What became of the requests. */
export interface Outcomes {
  /** How often each outcome occurred, by the id of the operation. */
  byOperation: Map<string, Map<string, number>>;
  /** The first request of each kind of mismatch. */
  mismatches: string[];
}

/** How often an operation takes part: operations with more to generate do so more often. */
const weightOf = ({ body, query }: Described): number => {
  if (body) return 6;
  return query.length > 0 ? 3 : 1;
};

const shuffled = <T>(items: T[], seed: number): T[] =>
  fc.sample(fc.shuffledSubarray(items, { minLength: items.length }), { seed, numRuns: 1 })[0]!;

/** The operation of each request. Every operation takes part in a long run. */
function planOf(operations: Described[], requests: number, seed: number): Described[] {
  const weighted = operations.flatMap(
    (operation) => Array(weightOf(operation)).fill(operation) as Described[],
  );
  const rounds = Math.ceil(requests / weighted.length);
  return Array.from({ length: rounds }, (_, round) => shuffled(weighted, seed + round))
    .flat()
    .slice(0, requests);
}

/** Sends generated requests and compares the answers with the description. */
export async function runRequests(
  host: RunningHost,
  description: Description,
  { kind, requests, seed }: { kind: 'accepted' | 'changed'; requests: number; seed: number },
): Promise<Outcomes> {
  const plan = planOf(
    description.operations.filter(({ id }) => generatedIds.has(id)),
    requests,
    seed,
  );
  const byOperation: Outcomes['byOperation'] = new Map();
  const mismatches = new Map<string, string>();
  const note = (request: Request, outcome: string, mismatch?: string) => {
    const { operation, params, query, headers, body } = request;
    const outcomes = byOperation.get(operation.id) ?? new Map<string, number>();
    byOperation.set(operation.id, outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1));
    if (!mismatch) return;
    const key = `${operation.id} ${mismatch}`;
    const sent = JSON.stringify({ params, query, headers, body }).slice(0, 700);
    if (!mismatches.has(key)) mismatches.set(key, `${key.slice(0, 500)}\n    ${sent}`);
  };

  for (let start = 0; start < plan.length; start += requestsPerGround) {
    const ground = await prepareGround(host);
    const times = Map.groupBy(plan.slice(start, start + requestsPerGround), (operation) => operation);
    const generated = [...times].flatMap(([operation, { length }]) => {
      const arbitrary = requestsOf(description, operation, ground.existingFor(operation))[kind];
      return fc.sample(arbitrary, { seed: seed + start, numRuns: length });
    });
    const waiting = shuffled(generated, seed + start).values();
    const sendOn = async () => {
      for (const request of waiting) {
        const answer = await ground.send(request);
        const { outcome, mismatch } = verdictOn(description, request, answer);
        note(request, outcome, mismatch);
      }
    };
    await Promise.all(Array.from({ length: width }, sendOn));
  }
  return { byOperation, mismatches: [...mismatches.values()] };
}

/** One line for each operation. */
export const summaryOf = ({ byOperation }: Outcomes): string =>
  [...byOperation]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([id, outcomes]) => {
      const sorted = [...outcomes].sort(([, one], [, other]) => other - one);
      return `${id}: ${sorted.map(([outcome, times]) => `${outcome} ${times}`).join(', ')}`;
    })
    .join('\n');
