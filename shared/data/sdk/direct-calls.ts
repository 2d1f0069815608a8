import type { DynamoDBClient, ServiceOutputTypes } from '@aws-sdk/client-dynamodb';
import { attemptDirectly, hasBytes, outputOf, targetOf, type Target } from './direct-attempt.ts';
import type { Answer } from './request-handler.ts';

/** Calls on items. In JSON, their inputs and answers are what they are in the SDK, except for bytes. */
const onItems = new Set([
  ...['GetItemCommand', 'BatchGetItemCommand', 'QueryCommand', 'ScanCommand'],
  ...['PutItemCommand', 'UpdateItemCommand', 'DeleteItemCommand'],
  ...['BatchWriteItemCommand', 'TransactWriteItemsCommand'],
]);

/**
 * Makes the first attempt of each call on items without the middleware of the SDK, which takes more CPU time than the
 * rest of the call (README.md). If the attempt isn't a success, the SDK continues with its outcome as that of its own
 * first attempt. So errors, retries, delays, and corrections of the clock remain those of the SDK.
 */
export function callDirectly(client: DynamoDBClient): void {
  const { middlewareStack: stack, config } = client;
  const failed = new WeakMap<object, Promise<Answer>>();
  let target: Target | undefined;
  stack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        if (!target || !onItems.has(commandName) || hasBytes(args.input)) return next(args);
        const attempt = attemptDirectly(config, target, commandName, args.input);
        const output = await attempt.then(outputOf, () => undefined);
        if (output) {
          target.recordSuccess();
          return { output: output as ServiceOutputTypes, response: undefined };
        }
        // A copy, because callers can send the same input twice at the same time.
        const input = { ...args.input };
        failed.set(input, attempt);
        return next({ ...args, input });
      },
    // After all other middleware of this step, such as the faults that tests inject.
    { step: 'initialize', priority: 'low', name: 'callDirectly' },
  );
  stack.add(
    (next) => async (args) => {
      target ??= await targetOf(config, args.request);
      return next(args);
    },
    { step: 'build', name: 'noteTarget' },
  );
  stack.add(
    (next) => (args) => {
      const attempt = failed.get(args.input);
      failed.delete(args.input);
      return attempt ?? next(args);
    },
    { step: 'deserialize', priority: 'low', name: 'continueFromAttempt' },
  );
}
