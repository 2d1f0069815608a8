import { inSequence } from '#lib/api/in-sequence.ts';
import { ApiProblem } from '#lib/api/problem.ts';
import { toast } from '#lib/components/toast.svelte.ts';
import { refusalText } from '#lib/i18n/problem-text.ts';

const showRefusal = (text: string): void => toast({ text, tone: 'failed' });

const isGone = (error: unknown): boolean => error instanceof ApiProblem && error.code === 'not_found';

/**
 * Runs the actions of a list's rows one after the other, because each needs the version that the previous one created.
 * After a refusal, the list is reloaded before the next action runs.
 */
export class RowActions {
  /** IDs of the rows whose actions run or wait. */
  #busy: readonly string[] = $state.raw([]);
  readonly #inSequence = inSequence();
  readonly #reload: () => Promise<unknown>;

  constructor(reload: () => Promise<unknown>) {
    this.#reload = reload;
  }

  isBusy = (id: string): boolean => this.#busy.includes(id);

  /**
   * `refused` shows why an action was refused, by default in a toast. A toast also says that a row is gone, because the
   * reloaded list has no place for that.
   */
  run = (id: string, act: () => Promise<void>, refused = showRefusal): Promise<void> => {
    this.#busy = [...this.#busy, id];
    return this.#inSequence(async () => {
      const failure = await act().then(
        () => undefined,
        (error: unknown) => ({ text: refusalText(error), isGone: isGone(error) }),
      );
      // Before the reload, so that the user can try again at once.
      this.#busy = this.#busy.toSpliced(this.#busy.indexOf(id), 1);
      if (failure === undefined) return;
      (failure.isGone ? showRefusal : refused)(failure.text);
      await this.#reload().catch(() => undefined);
    });
  };
}
