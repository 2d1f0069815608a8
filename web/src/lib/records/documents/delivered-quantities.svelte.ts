import type { FieldFault } from '#contract/problem.ts';
import { ApiProblem } from '#lib/api/problem.ts';
import { fieldErrorText, refusalText } from '#lib/i18n/problem-text.ts';

/** A quantity of a line that a request contains. */
export interface SentQuantity {
  line: number;
  quantity: number;
}

/** A correction of what was delivered of some lines of an order. */
export interface DeliveryCorrection {
  delivered: SentQuantity[];
  /** Whether less may have been delivered than is invoiced. */
  belowInvoiced?: true;
  /** The version of the order whose quantities are corrected. */
  version: number;
}

/** Quantities of lines as they are typed in a dialog about deliveries, and why some were refused. */
export class DeliveredQuantities {
  typed = $state.raw<unknown[]>([]);
  #refused = $state.raw<Readonly<Record<number, { quantity: unknown; text: string }>>>({});

  constructor(typed: readonly number[]) {
    this.typed = [...typed];
  }

  set(place: number, quantity: unknown): void {
    this.typed = this.typed.map((other, at) => (at === place ? quantity : other));
  }

  /** Why a quantity was refused, until it is changed. */
  errorAt(place: number): string | undefined {
    const found = this.#refused[place];
    return found && found.quantity === this.typed[place] ? found.text : undefined;
  }

  /** Refuses what isn’t a number, and returns whether something isn’t. */
  refuseTexts(): boolean {
    const texts = [...this.typed.keys()].filter(
      (place) => typeof this.typed[place] === 'string' && this.typed[place] !== '',
    );
    this.#refuse(texts.map((place) => [place, { code: 'wrong_type', expected: 'number' }]));
    return texts.length > 0;
  }

  /** Shows the errors of a request at their lines. Returns a message for those that belong to none. */
  refuse(error: unknown, placesSent: readonly number[]): string | undefined {
    const errors = error instanceof ApiProblem ? error.errors : [];
    const faults = errors.flatMap((fault) => {
      const place = placesSent[Number(/^\/delivered\/(\d+)\//.exec(fault.pointer)?.[1])];
      return place === undefined ? [] : [[place, fault] as const];
    });
    this.#refuse(faults);
    return faults.length < Math.max(1, errors.length) ? refusalText(error) : undefined;
  }

  #refuse(faults: readonly (readonly [place: number, fault: Omit<FieldFault, 'pointer'>])[]): void {
    this.#refused = Object.fromEntries(
      faults.map(([place, fault]) => [place, { quantity: this.typed[place], text: fieldErrorText(fault) }]),
    );
  }
}
