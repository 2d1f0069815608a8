import type { Answer } from '../../caller.ts';
import { answerErrors } from './answers.ts';
import type { Description } from './description.ts';
import { isNamedRefusal } from './refusals.ts';
import type { Request } from './request.ts';

/** What an answer is and what is wrong with it, if anything. */
export interface Verdict {
  outcome: string;
  mismatch?: string | undefined;
}

export function verdictOn(description: Description, request: Request, answer: Answer): Verdict {
  const { operation, refused } = request;
  const { status, body } = answer;
  const wrong = answerErrors(description, operation, answer);
  const errors = (body?.errors ?? []) as { pointer: string; code: string }[];
  const told = errors.map(({ pointer, code }) => `${pointer} ${code}`).join(', ') || String(body?.code);
  const outcome = status < 300 ? '2xx' : `${status} ${errors[0]?.code ?? body?.code}`;
  if (wrong) return { outcome, mismatch: `answers ${status}: ${wrong}` };
  if (!refused) {
    if (status < 300 || isNamedRefusal(answer, request)) return { outcome };
    return { outcome, mismatch: `is accepted by the description, but answers ${status}: ${told}` };
  }
  const isPlace = ({ pointer }: { pointer: string }) =>
    pointer === refused.pointer ||
    pointer.startsWith(`${refused.pointer}/`) ||
    refused.pointer.startsWith(`${pointer}/`);
  // An empty list of items makes a request malformed rather than invalid.
  const isStatus =
    status === refused.status || (refused.status === 422 && status === 400 && errors.length > 0);
  if (!isStatus) return { outcome, mismatch: `${refused.why}, but answers ${status}: ${told}` };
  if (refused.status === 422 && !errors.some(isPlace))
    return { outcome, mismatch: `${refused.why}, but errors are at ${told}` };
  return { outcome };
}
