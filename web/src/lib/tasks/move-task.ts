import type { Task } from '#contract/task.ts';
import { toast } from '#lib/components/toast.svelte.ts';
import { timeZone } from '#lib/i18n/time-zone.svelte.ts';
import { refusalText } from '#lib/i18n/problem-text.ts';
import { dueChange } from './task-values.ts';
import { followTasks, sendTask, showTask } from './tasks.ts';

/** What a task gets: another due time, another length or both. A length of null is none. */
export interface Move {
  due?: string;
  minutes?: number | null | undefined;
}

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

const patchOf = (task: Task, { due, minutes }: Move, zone: string) => ({
  ...(due === undefined ? {} : dueChange(task, due, zone)),
  ...(minutes === undefined ? {} : { durationMinutes: minutes }),
});

function patched({ durationMinutes: before, ...task }: Task, patch: ReturnType<typeof patchOf>): Task {
  const { durationMinutes = before, ...others } = patch;
  return { ...task, ...others, ...(typeof durationMinutes === 'number' ? { durationMinutes } : {}) };
}

/** The move after which a task is as it was. */
const reverseOf = ({ due, minutes }: Move, { dueAt, durationMinutes }: Task): Move => ({
  ...(due === undefined ? {} : { due: dueAt }),
  ...(minutes === undefined ? {} : { minutes: durationMinutes ?? null }),
});

/**
 * Gives a task another due time or length. Shows the change immediately, offers to undo it, and shows the task as it was
 * if the change is refused. A move waits for the one before it, whose version it needs.
 */
export async function moveTask(orgId: string, task: Task, to: Move, texts: MoveTexts): Promise<void> {
  const zone = timeZone();
  showTask(orgId, patched(task, patchOf(task, to, zone)));
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
      const after = { ...(await sendTask(orgId, before, patchOf(before, to, zone))), ...title };
      if (!isLast()) return after;
      showTask(orgId, after);
      toast({
        text: texts.moved(after),
        undo: () => void moveTask(orgId, after, reverseOf(to, before), texts),
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
