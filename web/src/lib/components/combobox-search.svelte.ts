interface ComboboxSearchOptions {
  /** Initial text of the input. */
  begun?: string;
  /** How long the user must pause typing before the search starts. */
  pauseMs: number;
  /** The number of options currently shown. */
  count: () => number;
  /** Whether the options currently shown are the results for `term`. */
  isAnswered: () => boolean;
  /** The position that is selected until the user moves the selection; -1 for none, by default the first one. */
  preselected?: () => number;
  choose: (position: number, event: KeyboardEvent) => void;
}

/**
 * The state of a combobox that searches for options while the user types. Arrow keys move the selection and Enter
 * chooses the selected option. If Enter is pressed before the options arrive, the first one is chosen when they do.
 */
export class ComboboxSearch {
  typed = $state('');
  /** The search text: the trimmed input, updated when the user pauses typing or presses Enter. */
  term = $state('');
  readonly #options: ComboboxSearchOptions;
  /** Where the user has moved the selection. */
  #position = $state<number>();
  /** The event of an Enter key that was pressed before the options arrived. */
  #enter = $state.raw<KeyboardEvent>();

  constructor(options: ComboboxSearchOptions) {
    this.#options = options;
    this.typed = options.begun ?? '';
    $effect(() => {
      const trimmed = this.typed.trim();
      const timer = setTimeout(() => (this.term = trimmed), options.pauseMs);
      return () => clearTimeout(timer);
    });
    $effect(() => {
      if (this.#enter && this.isAnswered) this.#choose(this.#enter);
    });
  }

  /** Whether the options are those of what is typed now. */
  get isAnswered(): boolean {
    return this.typed.trim() === this.term && this.#options.isAnswered();
  }

  /** Whether the user has moved the selection. */
  get isMoved(): boolean {
    return this.#position !== undefined;
  }

  /** Position of the selected option, or -1 if none is. */
  get selected(): number {
    return Math.min(this.#position ?? this.#options.preselected?.() ?? 0, this.#options.count() - 1);
  }

  /** Selects an option that the user points at or reaches with an arrow key. */
  moveTo(position: number): void {
    this.#position = position;
    this.#enter = undefined;
  }

  /** Forgets where the user has moved the selection, because the input has changed. */
  restart(): void {
    this.#position = undefined;
    this.#enter = undefined;
  }

  /** Handles arrow keys and Enter. Returns whether it handled the event. */
  keydown(event: KeyboardEvent): boolean {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const count = this.#options.count();
    if (step && count > 0) this.moveTo((Math.max(this.selected, step === 1 ? -1 : 0) + step + count) % count);
    else if (event.key === 'Enter') this.#enterWith(event);
    else return false;
    return true;
  }

  #enterWith(event: KeyboardEvent): void {
    if (event.repeat) return;
    this.term = this.typed.trim();
    if (this.isMoved || this.isAnswered) this.#choose(event);
    else this.#enter = event;
  }

  #choose(event: KeyboardEvent): void {
    this.#enter = undefined;
    if (this.selected >= 0) this.#options.choose(this.selected, event);
  }
}
