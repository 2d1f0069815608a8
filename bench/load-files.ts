import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { addMove, rankOf, type CounterMove } from '#data/projection/state.ts';
import { onWire } from '#data/sdk/client.ts';
import type { Item } from '#data/store/table.ts';

/** Items to load, and what they add to counters. */
export interface Chunk {
  items: Item[];
  counters: CounterMove[];
}

type StoredMove = [key: CounterMove['key'], by: [attribute: string, amount: number][]];

/**
 * Items to load, in files of the format of DynamoDB's exports. After a stop, the files that are complete are used again.
 */
export class LoadFiles {
  /** The files of items. */
  readonly folder: string;
  private readonly counters: string;

  constructor(folder: string) {
    this.folder = path.join(folder, 'load-items');
    this.counters = path.join(folder, 'load-counters');
    for (const one of [this.folder, this.counters]) mkdirSync(one, { recursive: true });
  }

  /** Writes the files of a chunk, unless they are there. */
  async add(name: string, make: () => Promise<Chunk>): Promise<void> {
    const file = path.join(this.folder, `${name}.json`);
    if (existsSync(file)) return;
    const { items, counters } = await make();
    const moves = merged(counters).map(({ key, by }): StoredMove => [key, [...by]]);
    writeFileSync(path.join(this.counters, `${name}.json`), JSON.stringify(moves));
    writeItems(file, items);
  }

  /** Writes the items of all counters. */
  addCounters(): void {
    const moves = readdirSync(this.counters).flatMap((file) => {
      const stored = JSON.parse(readFileSync(path.join(this.counters, file), 'utf8')) as StoredMove[];
      return stored.map(([key, by]): CounterMove => ({ key, by: new Map(by) }));
    });
    const items = merged(moves).map(({ key, by }) => ({ ...key, ...rankOf(key), ...Object.fromEntries(by) }));
    writeItems(path.join(this.folder, 'counters.json'), items);
  }

  remove(): void {
    for (const one of [this.folder, this.counters]) rmSync(one, { recursive: true });
  }
}

/** At once, so that a stop leaves no half of it. */
function writeItems(file: string, items: readonly Item[]): void {
  const lines = items.map((item) => `{"Item":${JSON.stringify(onWire({ Item: item }).Item)}}\n`);
  writeFileSync(`${file}.new`, lines.join(''));
  renameSync(`${file}.new`, file);
}

/** Adds up what is added to the same counter. */
function merged(moves: readonly CounterMove[]): CounterMove[] {
  const all = new Map<string, CounterMove>();
  for (const { key, by } of moves) for (const [attribute, amount] of by) addMove(all, key, attribute, amount);
  return [...all.values()];
}
