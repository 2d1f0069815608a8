import type { Context } from 'aws-lambda';
import { errorNameOf, writeLog } from '#data/store/log.ts';

/** Refuses a request. A trigger can do so only by failing; Cognito passes the message to the client. */
export class TriggerRefusal extends Error {}

/** The handler of a trigger of the user pool. An alarm counts its log line, so refusals don't write it. */
export const poolTrigger =
  <Event extends { triggerSource: string }>(
    handle: (event: Event, context: Context) => Event | Promise<Event>,
  ) =>
  async (event: Event, context: Context): Promise<Event> => {
    try {
      return await handle(event, context);
    } catch (error) {
      if (!(error instanceof TriggerRefusal)) {
        writeLog({
          level: 'error',
          message: 'pool trigger failed',
          error: errorNameOf(error),
          triggerSource: event.triggerSource,
          requestId: context.awsRequestId,
        });
      }
      throw error;
    }
  };
