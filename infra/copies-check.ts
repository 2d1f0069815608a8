import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { CopiesAnswer, CopiesQuestion } from '#contract/lists/copies-question.ts';
import { functionName, type StageSettings } from './stages.ts';

/**
 * Asks the deployed function for lists whether it can store and open copies of lists. Throws an Error with one line if it
 * can't: every list that is too large to be read from the table would be unavailable.
 */
export async function checkCopies({
  stage,
  region,
}: Pick<StageSettings, 'stage' | 'region'>): Promise<CopiesAnswer> {
  const question: CopiesQuestion = { question: 'copies' };
  const client = new LambdaClient({ region });
  const { FunctionError, Payload } = await client.send(
    new InvokeCommand({ FunctionName: functionName(stage, 'lists'), Payload: JSON.stringify(question) }),
  );
  const answer = JSON.parse(Payload?.transformToString() ?? '{}') as Partial<CopiesAnswer> & {
    errorMessage?: string;
  };
  const { runtime, way, errorMessage = 'no answer' } = answer;
  if (FunctionError === undefined && runtime !== undefined && way !== undefined) return { runtime, way };
  throw new Error(
    `The function for lists can’t store and open copies (${errorMessage}), so large lists would be unavailable: ` +
      'deploy the previous release again, and choose another runtime in infra/function.ts.',
  );
}
