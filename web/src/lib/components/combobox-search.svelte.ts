interface ComboboxSearchOptions {
  /** Input to begin with. */
  begun?: string;
  /** How long the user must stop typing before the search begins. */
  pauseMs: number;
  /** How many options are offered now. */
  count: () => number;
  /** Whether the options offered now belong to `term`. */
  isAnswered: () => boolean;
  choose: (position: number, event: KeyboardEvent) => void;
}

/**
 * The input of a combobox whose options are searched while the user types. Arrow keys move the selection; Enter chooses
 * the selected option, and if it is pressed before the options arrive, it chooses the first one as soon as they do.
 */
export class ComboboxSearch {
  typed = $state('');
  /** What to search for: the trimmed input after a pause, or at once after Enter. */
  term = $state('');
  /** Whether the user has selected an option; until then, the first one is selected. */
  isMoved = false;
  readonly #options: ComboboxSearchOptions;
  #position = $state(0);
  /** Enter, pressed before the options arrived. */
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
      if (this.#enter && this.#isAnswered()) this.#choose(this.#enter);
    });
  }

  /** Position of the selected option, or -1 if no options are offered. */
  get selected(): number {
    return Math.min(this.#position, this.#options.count() - 1);
  }

  /** Selects the option that the user moves to. */
  moveTo(position: number): void {
    this.#position = position;
    this.isMoved = true;
    this.#enter = undefined;
  }

  /** Selects the first option again, because the input has changed. */
  restart(): void {
    this.#position = 0;
    this.isMoved = false;
    this.#enter = undefined;
  }

  /** Handles arrow keys and Enter; returns whether it did. */
  keydown(event: KeyboardEvent): boolean {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const count = this.#options.count();
    if (step && count > 0) this.moveTo((this.selected + step + count) % count);
    else if (event.key === 'Enter') this.#enterWith(event);
    else return false;
    return true;
  }

  #enterWith(event: KeyboardEvent): void {
    if (event.repeat || event.isComposing) return;
    this.term = this.typed.trim();
    if (this.isMoved || this.#isAnswered()) this.#choose(event);
    else this.#enter = event;
  }

  #choose(event: KeyboardEvent): void {
    this.#enter = undefined;
    if (this.selected >= 0) this.#options.choose(this.selected, event);
  }

  #isAnswered(): boolean {
    return this.typed.trim() === this.term && this.#options.isAnswered();
  }
}
