import { isStale } from '#lib/api/problem.ts';
import { lagMilliseconds } from '#lib/api/recent-writes.ts';
import { isSame } from '#lib/forms/merge.ts';
import type { Workspace } from '#lib/workspace.ts';
import type { AnyRecord, AnyRow } from '../record-client.ts';
import type { RecordView } from '../view.ts';
import { boardClient, readCards, type BoardQuestion } from './board-question.ts';
import {
  cardOf,
  placeOf,
  withFurther,
  withMove,
  withMoves,
  withTotals,
  type BoardRules,
  type Column,
  type Move,
  type Place,
} from './columns.ts';

/** What applies responses to other pages, which `Board` prefetches when the browser is idle. */
export const loadWrites = () => import('../record-writes.ts');

/** The columns that a board shows: those of the latest response, with the user's recent moves applied. */
export class BoardState {
  columns = $state.raw<readonly Column[]>([]);
  loading = $state<string[]>([]);
  failed = $state<string[]>([]);
  readonly #workspace: Workspace;
  readonly #view: RecordView;
  #moves: Move[] = [];
  /** The filters that the current columns were requested with. */
  #question: BoardQuestion | undefined;
  /** The response to the last move of each card, by card ID. */
  readonly #sending: Record<string, Promise<AnyRecord>> = {};
  /** IDs of cards whose moves are still being sent. */
  #pending: readonly string[] = [];

  constructor(workspace: Workspace, view: RecordView) {
    this.#workspace = workspace;
    this.#view = view;
  }

  get #rules(): BoardRules {
    return rulesOf(this.#workspace, this.#view);
  }

  /** Whether responses may still lack some of the user's moves. */
  get isSettling(): boolean {
    return this.#moves.some((move) => this.#isRecent(move));
  }

  #isRecent({ card, at }: Move): boolean {
    return Date.now() - at < lagMilliseconds || this.#pending.includes(card.id);
  }

  /**
   * Shows a response with the user's recent moves applied. Responses to other filters include answered moves, and of the
   * unanswered ones only cards that match the filters are known.
   */
  take(answer: readonly Column[], question: BoardQuestion): void {
    if (!isSame(question, this.#question)) {
      this.#question = question;
      this.#moves = this.#moves.filter(
        ({ card: { id } }) => this.#pending.includes(id) && cardOf(answer, id),
      );
      this.columns = withTotals(withMoves(answer, this.#moves, this.#rules), [], this.#moves, this.#rules);
      return;
    }
    this.#moves = this.#moves.filter((move) => this.#isRecent(move));
    const isMoved = (id: string) => this.#moves.some((move) => move.card.id === id);
    const laid = withMoves(withFurther(answer, this.columns, isMoved, this.#rules), this.#moves, this.#rules);
    this.columns = withTotals(laid, this.columns, this.#moves, this.#rules);
  }

  /** Shows the move immediately, and reverts it if it fails. Moves of the same card are sent one after the other. */
  async move(id: string, to: Place): Promise<void> {
    const card = cardOf(this.columns, id);
    const from = placeOf(this.columns, id);
    if (!card || !from || isSame(from, to)) return;
    this.#lay({ ...card, version: card.version + 1, ...sinceOf(card, from, to) }, to);
    const before: Promise<unknown> = this.#sending[id] ?? Promise.resolve();
    const sent = before.catch(() => undefined).then(() => this.#send(card, from, to));
    this.#sending[id] = sent;
    this.#pending = [...this.#pending, id];
    const question = this.#question;
    try {
      const moved = await sent;
      // Applies only the response to the card's last move, because earlier ones would briefly put the card back.
      if (this.#sending[id] === sent) this.settle(moved, question);
    } catch (error) {
      if (question === this.#question) this.#lay(card, from);
      this.#moves = this.#moves.filter((move) => move.card.id !== id);
      throw error;
    } finally {
      if (this.#sending[id] === sent) this.#pending = this.#pending.filter((other) => other !== id);
    }
  }

  async #send(card: AnyRow, from: Place, to: Place): Promise<AnyRecord> {
    const { orgId } = this.#workspace;
    const { client } = this.#view;
    const { version } = cardOf(this.columns, card.id) ?? card;
    try {
      return await this.#write(card.id, to, Math.min(version, card.version));
    } catch (error) {
      if (!isStale(error)) throw error;
      // If someone else changed other fields of the record but not its column, the move still applies.
      const current = await client.get({ orgId, id: card.id });
      if (current[this.#rules.by] !== from.columnId) throw error;
      return this.#write(card.id, to, current.version);
    }
  }

  /** Without ranks, a move is an update. The board then reads the place that the card has by its order. */
  #write(id: string, { columnId, afterId }: Place, version: number): Promise<AnyRecord> {
    const { orgId } = this.#workspace;
    const { by, isRanked } = this.#rules;
    const body = { [by]: columnId };
    return isRanked
      ? boardClient(this.#view).move(
          { orgId, id, body: { ...body, afterId } },
          { version, isShownOnBoard: true },
        )
      : this.#view.client.update({ orgId, id, body }, { version });
  }

  /** The card once its pending moves are saved or reverted. Further changes must be based on this version. */
  async latest(card: AnyRow): Promise<AnyRow> {
    const sending = this.#sending[card.id];
    if (!sending) return card;
    const moved = await sending.catch(() => undefined);
    const shown = cardOf(this.columns, card.id) ?? card;
    // If the filters have changed since, the board may show older data.
    return moved && moved.version > shown.version ? moved : shown;
  }

  /** Shows the result of a move, or of another action that changed the column of a card. */
  settle(record: AnyRecord, question = this.#question): void {
    const columnId = String(record[this.#rules.by]);
    const now = placeOf(this.columns, record.id);
    // If the filters have changed since, the board may not include this record.
    if (question === this.#question) {
      this.#lay(record, now?.columnId === columnId ? now : { columnId, afterId: null });
    }
    const [{ orgId }, view] = [this.#workspace, this.#view];
    void loadWrites().then(({ takeAnswer }) => takeAnswer(orgId, view, record));
  }

  #lay(card: AnyRow, to: Place): void {
    const from = placeOf(this.columns, card.id)?.columnId;
    const earlier = this.#moves.find((move) => move.card.id === card.id)?.columnIds ?? [];
    const columnIds = [...earlier, ...(from ? [from] : []), to.columnId];
    const others = this.#moves.filter((move) => move.card.id !== card.id);
    this.#moves = [...others, { card, to, at: Date.now(), columnIds }];
    this.columns = withMove(this.columns, card, to, this.#rules);
  }

  /** Loads the next page of a column. */
  async more(columnId: string): Promise<void> {
    const question = this.#question;
    const cursor = this.columns.find((one) => one.id === columnId)?.nextCursor;
    if (!question || !cursor || this.loading.includes(columnId)) return;
    this.loading = [...this.loading, columnId];
    this.failed = this.failed.filter((one) => one !== columnId);
    try {
      const page = await readCards(this.#workspace.orgId, this.#view, question, { columnId, cursor });
      if (question !== this.#question) return;
      this.columns = this.columns.map((one) => {
        if (one.id !== columnId || one.nextCursor !== cursor) return one;
        const cards = [...one.cards, ...page.items.filter(({ id }) => !cardOf(this.columns, id))];
        return { ...one, cards, nextCursor: page.nextCursor };
      });
    } catch {
      this.failed = [...this.failed, columnId];
    } finally {
      this.loading = this.loading.filter((one) => one !== columnId);
    }
  }
}

/** When a card has entered its stage, if the records of the board tell that. */
const sinceOf = (card: AnyRow, from: Place, to: Place): { stageSince?: unknown } =>
  card.stageSince === undefined || from.columnId === to.columnId
    ? {}
    : { stageSince: new Date().toISOString() };

/** What the columns of the board of a record type follow from. */
export function rulesOf({ organization }: Workspace, { type: { board } }: RecordView): BoardRules {
  const { currency, pipelines } = organization;
  const { by = '', isRanked = false, sums } = board ?? {};
  const stages = pipelines.flatMap((pipeline) => pipeline.stages);
  return { by, isRanked, ...(sums ? { money: { currency, stages } } : {}) };
}
