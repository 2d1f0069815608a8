import type { Task } from '#contract/task.ts';
import { toast } from '#lib/components/toast.svelte.ts';
import { timeZone } from '#lib/i18n/time-zone.svelte.ts';
import { refusalText } from '#lib/i18n/problem-text.ts';
import { dueChange } from './task-values.ts';
import { followTasks, sendTask, showTask } from './tasks.ts';

/** What is said about a move. */
export interface MoveTexts {
  moved: (task: Task) => string;
  /** By default, the reason is all that is said. */
  refused?: (reason: string) => string;
  /** Says elsewhere, too, why a move was refused. */
  onrefused?: (text: string) => void;
}

/** The moves of each task that are under way. Each resolves to the task as the service has it then. */
const moves = new Map<string, Promise<Task>>();

/**
 * Gives a task another due time. Shows the change immediately, offers to undo it, and shows the task where it was if the
 * change is refused. A move waits for the one before it, whose version it needs.
 */
export async function moveTask(orgId: string, task: Task, due: string, texts: MoveTexts): Promise<void> {
  const zone = timeZone();
  showTask(orgId, { ...task, ...dueChange(task, due, zone) });
  const base = moves.get(task.id) ?? Promise.resolve(task);
  const move = base.then((before) => send(before));
  moves.set(task.id, move);
  await move;
  if (isLast()) moves.delete(task.id);

  function isLast(): boolean {
    return moves.get(task.id) === move;
  }
  async function send(before: Task): Promise<Task> {
    const title = task.recordTitle ? { recordTitle: task.recordTitle } : {};
    try {
      const after = { ...(await sendTask(orgId, before, dueChange(before, due, zone))), ...title };
      if (!isLast()) return after;
      showTask(orgId, after);
      toast({
        text: texts.moved(after),
        undo: () => void moveTask(orgId, after, before.dueAt, texts),
      });
      return after;
    } catch (error) {
      const reason = refusalText(error);
      const text = texts.refused?.(reason) ?? reason;
      texts.onrefused?.(text);
      toast({ text, tone: 'failed' });
      if (isLast()) showTask(orgId, before);
      return before;
    } finally {
      // Someone else may have changed the task, so the lists are fetched again.
      followTasks(orgId);
    }
  }
}
