import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ScoredPair } from '../duplicates/groups.ts';
import { possibleDuplicate, scoreOf } from '../duplicates/score.ts';
import type { Subject } from '../duplicates/subject.ts';
import type { SharedKeys } from './shared-keys.ts';

interface Compared {
  ids: readonly string[];
  subjects: readonly Subject[];
  keys: Pick<SharedKeys, 'laterPartners'>;
}

interface CompareOptions {
  /** The maximum number of pairs. The most similar ones are kept. */
  most: number;
  /** Called every few milliseconds with the number of records that were compared. Returns whether to go on. */
  mayGoOn: (compared: number) => boolean;
}

/** How long other work of the process waits, such as signs of life. */
const turnMs = 50;

/** The pairs of records with a key in common that are possibly one, and whether all such pairs are among them. */
export async function scoredPairs(
  { ids, subjects, keys }: Compared,
  { most, mayGoOn }: CompareOptions,
): Promise<{ pairs: ScoredPair[]; isComplete: boolean }> {
  let pairs: ScoredPair[] = [];
  let isComplete = true;
  let turnEnds = Date.now() + turnMs;
  for (const [record, subject] of subjects.entries()) {
    if (Date.now() > turnEnds) {
      await nextTurn();
      if (!mayGoOn(record)) return { pairs: strongest(pairs, most), isComplete: false };
      turnEnds = Date.now() + turnMs;
    }
    for (const partner of keys.laterPartners(record)) {
      const other = subjects[partner];
      if (!other) continue;
      const { score } = scoreOf(subject, other);
      if (score < possibleDuplicate) continue;
      pairs.push({ one: ids[record] ?? '', other: ids[partner] ?? '', score });
    }
    if (pairs.length <= 2 * most) continue;
    pairs = strongest(pairs, most);
    isComplete = false;
  }
  return { pairs: strongest(pairs, most), isComplete: isComplete && pairs.length <= most };
}

const strongest = (pairs: ScoredPair[], most: number): ScoredPair[] =>
  pairs.length <= most ? pairs : pairs.sort((one, other) => other.score - one.score).slice(0, most);
