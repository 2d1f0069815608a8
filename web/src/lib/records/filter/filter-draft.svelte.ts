import type { ColumnKind } from '#contract/lists/column-kind.ts';
import { conditionsIn, type Condition, type Filter } from '#contract/lists/filter-tree.ts';
import { listLimits } from '#contract/lists/list-limits.ts';
import { groupKind, groupOf, isGroup, membersOf, simplified, type GroupKind } from '../conditions.ts';
import {
  isComplete,
  opposite,
  withGroup,
  withNode,
  withoutGroup,
  withReplaced,
  type Place,
} from './condition-changes.ts';
import { filterText } from '../filter-address.ts';

interface Options {
  /** The kind of a column; undefined if the column no longer exists. */
  kindOf: (field: string) => ColumnKind | undefined;
  /** Called with the complete conditions. `replace` means that the address before is part of the same change. */
  send: (filter: Filter | undefined, options: { replace: boolean }) => Promise<void> | void;
  typing: { schedule: (action: () => Promise<void> | void) => void; cancel: () => void };
  /** Whether the filter is combined with conditions that aren't shown, which takes one level of groups. */
  isNested: () => boolean;
}

export const keyOf = (place: Place): string => place.join('.');

/**
 * A filter while people edit it. It keeps incomplete conditions, and its root is always a group, so that further
 * conditions are added beside an existing group instead of to it.
 */
export class FilterDraft {
  /** The place of the chip whose editor is open, as a key. */
  editing = $state<string>();
  /** Where a condition is being added: at the end, or to the group or condition with this index. */
  adding = $state<number | 'end'>();
  #root = $state.raw<Filter>({ and: [] });
  readonly #options: Options;
  #sent = '';
  /** Whether the open editor has already changed the address. */
  #hasSent = false;

  constructor(filter: Filter | undefined, options: Options) {
    this.#options = options;
    this.take(filter);
  }

  get kind(): GroupKind {
    return groupKind(this.#root);
  }

  get members(): readonly Filter[] {
    return membersOf(this.#root);
  }

  get isFull(): boolean {
    return conditionsIn(this.#root).length >= listLimits.conditions;
  }

  /** How many more values all conditions together can have. */
  get valuesLeft(): number {
    const counts = conditionsIn(this.#root).map(({ value }) => (Array.isArray(value) ? value.length : 1));
    return listLimits.values - counts.reduce((sum, count) => sum + count, 0);
  }

  /** Whether members can become groups. */
  get canGroup(): boolean {
    return this.kind === 'and' || !this.#options.isNested();
  }

  get canSwitch(): boolean {
    return this.kind === 'or' || !this.#options.isNested() || !this.members.some(isGroup);
  }

  /** Shows the filter of the address, unless it is the one that was sent last. */
  take(filter: Filter | undefined): void {
    const text = textOf(filter);
    if (text === this.#sent) return;
    this.#sent = text;
    this.#root = rootOf(filter);
    this.editing = undefined;
  }

  isOpen(place: Place): boolean {
    return this.editing === keyOf(place);
  }

  open(key: string): void {
    this.editing = key;
    this.adding = undefined;
    this.#hasSent = false;
  }

  /** Closes the editor. Returns whether an incomplete condition was dropped. */
  close(): boolean {
    this.editing = undefined;
    this.#options.typing.cancel();
    const count = conditionsIn(this.#root).length;
    this.#root = groupOf(
      this.kind,
      this.members.flatMap((member) => this.#complete(member) ?? []),
    );
    this.#send(this.#hasSent);
    return conditionsIn(this.#root).length < count;
  }

  /** Adds a node. If it is an incomplete condition, its editor opens. */
  add(node: Filter, index?: number): void {
    this.#root = withNode(this.#root, node, index);
    const at = index ?? this.members.length - 1;
    const member = this.members[at];
    if (this.#complete(node)) this.#send(false);
    else this.open(keyOf(index === undefined || !member ? [at] : [at, membersOf(member).length - 1]));
  }

  /** Changes a condition. Typed values are sent when the person pauses. */
  change(place: Place, condition: Condition, isTyped: boolean): void {
    this.#replace(place, condition);
    const send = () => {
      const sent = this.#sendNow(this.#hasSent);
      this.#hasSent = true;
      return sent;
    };
    if (isTyped) this.#options.typing.schedule(send);
    else {
      this.#options.typing.cancel();
      void send();
    }
  }

  remove(place: Place): void {
    this.editing = undefined;
    this.#replace(place, undefined);
    this.#send(false);
  }

  /** Switches between "and" and "or" in the group with this index, or in the whole filter. */
  switchKind(index?: number): void {
    const switched = (node: Filter) => groupOf(opposite(groupKind(node)), membersOf(node));
    this.#root =
      index === undefined
        ? switched(this.#root)
        : groupOf(
            this.kind,
            this.members.map((member, at) => (at === index ? switched(member) : member)),
          );
    this.#send(false);
  }

  /** Puts a member and the next one into a group. */
  groupWithNext(index: number): void {
    this.editing = undefined;
    this.#root = withGroup(this.#root, [index, index + 1]);
    this.#send(false);
  }

  ungroup(index: number): void {
    this.#root = withoutGroup(this.#root, index);
    this.#send(false);
  }

  /** Moves a condition out of its group, to the place after it. */
  moveOut([index = 0, inner = 0]: Place): void {
    this.editing = undefined;
    const group = this.members[index];
    const condition = membersOf(group)[inner];
    if (!group || !condition) return;
    const rest = withReplaced(group, [inner], undefined);
    this.#root = groupOf(
      this.kind,
      this.members.flatMap((member, at) => (at === index ? [...(rest ? [rest] : []), condition] : [member])),
    );
    this.#send(false);
  }

  #replace([index, ...rest]: Place, node: Filter | undefined): void {
    const next = (member: Filter) => (rest.length > 0 ? withReplaced(member, rest, node) : node);
    this.#root = groupOf(
      this.kind,
      this.members.flatMap((member, at) => (at === index ? (next(member) ?? []) : [member])),
    );
  }

  #send(replace: boolean): void {
    void this.#sendNow(replace);
  }

  /** Resolves when the address has changed. */
  #sendNow(replace: boolean): Promise<void> | void {
    const filter = this.#complete(this.#root);
    const text = textOf(filter);
    if (text === this.#sent) return;
    this.#sent = text;
    return this.#options.send(filter, { replace });
  }

  /** The node without incomplete conditions. */
  #complete(node: Filter): Filter | undefined {
    if (!('op' in node)) {
      const members = membersOf(node).flatMap((member) => this.#complete(member) ?? []);
      return simplified(groupOf(groupKind(node), members));
    }
    const kind = this.#options.kindOf(node.field);
    // The service explains conditions on columns that no longer exist.
    return kind === undefined || isComplete(kind, node) ? node : undefined;
  }
}

/** A text to compare filters by. Its parts are those of the address, from which the same filter returns. */
const textOf = (filter: Filter | undefined): string => (filter ? filterText(filter) : '');

/** Alternatives on one column are a group of their own, because people usually narrow the list further. */
function rootOf(filter: Filter | undefined): Filter {
  if (!filter || !('or' in filter)) return { and: [...membersOf(filter)] };
  const fields = new Set(conditionsIn(filter).map(({ field }) => field));
  return fields.size === 1 && !filter.or.some(isGroup) ? { and: [filter] } : filter;
}
