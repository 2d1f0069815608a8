import { writeLog } from '#data/store/log.ts';
import { receivePoison, logPoison } from '#data/projection/poison-queue.ts';
import { reindex } from '#data/projection/reindex.ts';
import { rebuildTimeline } from '#data/projection/timeline/rebuild.ts';
import type { Session } from '#data/store/units.ts';
import { withinBudget } from '#data/store/write-budget.ts';

/** How long received messages stay hidden: longer than one run, but shorter than the minute between runs. */
const hiddenSeconds = 50;

/** Projects the current state of the records in the poison queue. Records that still fail stay in the queue. */
export async function redrive(session: Session, until: number): Promise<void> {
  let redriven = 0;
  let left = 0;
  while (Date.now() < until) {
    const records = await receivePoison(hiddenSeconds);
    if (records.length === 0) break;
    for (const { name, done } of records) {
      // The others appear again.
      if (Date.now() >= until) break;
      const project = async (): Promise<void> => {
        await reindex(session, name);
        await rebuildTimeline(session, name);
      };
      try {
        await withinBudget(session, project, { until });
        await done();
        redriven += 1;
      } catch (error) {
        logPoison('still poison', name, error);
        left += 1;
      }
    }
  }
  if (redriven + left > 0) writeLog({ level: 'info', message: 'redriven', redriven, left });
}
