import type { CrashReport } from '#contract/crash.ts';
import { limits } from '#contract/limits.ts';
import { countedMessages } from '#contract/log-messages.ts';
import { countAddress } from '#data/limits/attempt-count.ts';
import { writeLog } from '#data/store/log.ts';
import type { VisitorContext } from '#data/store/request-context.ts';

const addressLimit = {
  kind: 'crash-reports',
  most: limits.crashReportsPerAddress,
  spanSeconds: limits.crashSpanSeconds,
} as const;

/** Logs a crash of a page, which an alarm counts. The line doesn’t say to whom it happened. */
export async function report(context: VisitorContext, { body }: { body: CrashReport }): Promise<null> {
  const { visitor, now, requestId } = context;
  await countAddress(context, addressLimit, visitor.address, now);
  writeLog({ level: 'error', message: countedMessages.browserCrash, requestId, ...body });
  return null;
}
