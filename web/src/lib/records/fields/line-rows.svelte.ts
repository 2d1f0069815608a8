import { SvelteMap } from 'svelte/reactivity';
import type { Origins } from './draft-line.ts';

/**
 * What a form remembers of its lines while they are added, moved and removed: a key by which each keeps what is typed in
 * it, and where its values come from. What was typed comes from nowhere.
 */
export class LineRows {
  #keys = $state.raw<readonly number[]>([]);
  readonly #lastKey = $derived(Math.max(-1, ...this.#keys));
  readonly #origins = new SvelteMap<number, Origins>();

  constructor(count: number) {
    this.#keys = Array.from({ length: count }, (_, place) => place);
  }

  /** The key of a line. Lines that were added from outside get further ones. */
  keyAt(place: number): number {
    return this.#keys[place] ?? this.#lastKey + 1 + place;
  }

  originsAt(place: number): Origins {
    return this.#origins.get(this.keyAt(place)) ?? {};
  }

  setOrigins(place: number, origins: Origins): void {
    this.#origins.set(this.keyAt(place), origins);
  }

  /** For a value that is typed. */
  forgetOrigin(place: number, name: keyof Origins): void {
    const { [name]: _before, ...others } = this.originsAt(place);
    this.setOrigins(place, others);
  }

  /** Follows a change of all lines: `change` gets the keys as the lines were and returns them as the lines are. */
  follow(count: number, change: (keys: readonly number[]) => readonly number[]): void {
    this.#keys = change(Array.from({ length: count }, (_, place) => this.keyAt(place)));
  }
}

/** The list with the entry at a place moved by one. */
export function moved<T>(all: readonly T[], place: number, by: -1 | 1): T[] {
  const next = [...all];
  next.splice(place + by, 0, ...next.splice(place, 1));
  return next;
}

/**
 * Whether a key ends the line in which it is pressed. In a description, Shift and Enter break a row; keyboards on touch
 * screens lack that, so Enter does it there.
 */
export function endsLine({ key, target, metaKey, ctrlKey, shiftKey }: KeyboardEvent): boolean {
  if (key !== 'Enter' || metaKey || ctrlKey || shiftKey) return false;
  const isLongText = target instanceof HTMLTextAreaElement;
  return isLongText ? !matchMedia('(pointer: coarse)').matches : target instanceof HTMLInputElement;
}
