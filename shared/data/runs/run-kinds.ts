import type { ProblemError } from '#contract/problem.ts';
import type { Item } from '../sdk/client.ts';
import { changeAction } from '../store/change.ts';
import { ifEquals, ifVersion, setting, under } from '../store/condition.ts';
import { nextItemState, withItemState } from '../store/item-state.ts';
import { isKept } from '../store/kept.ts';
import { recordKey, type Key } from '../store/keys.ts';
import { Overtaken } from '../store/overtaken.ts';
import type { UserContext } from '../store/request-context.ts';
import { getItem } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { nextCheck } from './check-run.ts';

/** Where a run belongs, and who acts. */
export type RunPlace = UserContext & { orgId: string };

/** What every run stores. */
interface StoredRun {
  id: string;
  version: number;
}

/** The item of a run. */
export interface RunItem extends Key {
  version: number;
  schema: number;
  digest?: string;
  /** The run as JSON. */
  data: string;
  /** When a run was last known to be alive. */
  aliveAt?: string;
  /** Epoch seconds. */
  expiresAt?: number;
}

/** A kind of long work whose state people see: what differs from other kinds. */
interface RunKind<Stored extends StoredRun, Shown, Step extends string> {
  /** Of its items, and the type of its changes. */
  kind: 'import' | 'export' | 'archiveImport' | 'duplicateScan' | 'erasure';
  keyOf: (orgId: string, stored: Stored) => Key;
  /** What clients see of it. */
  shown: (stored: Stored) => Shown;
  /** The ID of its history, if all runs of an organization have one. */
  historyOf?: (orgId: string) => string;
  /** What its change says to the relay besides its ID. */
  placeOf?: (orgId: string, stored: Stored) => string;
  /** Fields that change while it works, as attributes, without a new version. */
  progress?: readonly (keyof Stored & string)[];
  /** Whether it is unfinished, so that a check looks from time to time whether it is still at work. */
  isChecked?: (stored: Stored) => boolean;
  /** What of it is JSON, if not all, and how the rest is read again. */
  dataOf?: (stored: Stored) => object;
  joined?: (stored: Stored, item: Item) => Stored;
  /** Attributes beside the JSON: when it expires, and what is needed of it when it is gone. */
  attributes: (stored: Stored) => Item;
  /** Attributes that tell a run from others in its place, whose versions can be the same. */
  identityOf?: (stored: Stored) => Item;
  /** What the item in the place of a new run has to be, if there can be one. */
  conditionOfNew?: (place: RunPlace) => { ConditionExpression: string };
  refusal?: (step: Step) => ProblemError;
}

/** Reads and writes the runs of a kind. `Step` are the actions of its changes. */
export interface Runs<Stored extends StoredRun, Shown, Step extends string> {
  shown: (stored: Stored) => Shown;
  from: (item: RunItem) => Stored;
  /** With `now`, one that has expired is gone. */
  read: (session: Session, key: Key, now?: string) => Promise<Stored | undefined>;
  /**
   * The actions that write a run, conditional on the version before. Its change has no values, because they can be personal
   * data; for some steps, the relay queues what follows.
   */
  write: (place: RunPlace, before: Stored | undefined, after: Stored, step: Step) => [Action, ...Action[]];
  /** The action that stores how far a run has come and that it is alive, unless another run or a deletion has ended it. */
  progress: (orgId: string, stored: Stored, progress: Partial<Stored>, now: string) => Action;
  remove: (place: RunPlace, before: Stored) => Action[];
}

export function runsOf<Stored extends StoredRun, Shown, Step extends string>(
  kind: RunKind<Stored, Shown, Step>,
): Runs<Stored, Shown, Step> {
  const unchanged = (stored: Stored) => ifEquals({ version: stored.version, ...kind.identityOf?.(stored) });
  const refuse = (step?: Step) => () => (step && kind.refusal?.(step)) ?? new Overtaken();
  const changeOf = (place: RunPlace, before: Stored | undefined, after: Stored, step: string) => {
    const id = kind.historyOf?.(place.orgId) ?? after.id;
    const subject = {
      ...{ orgId: place.orgId, type: kind.kind, id, key: recordKey(place.orgId, kind.kind, id) },
      ...{ version: after.version, before },
      ...(kind.placeOf ? { place: kind.placeOf(place.orgId, after) } : {}),
    };
    return changeAction(place, subject, step, []);
  };

  function from({ data, aliveAt, ...item }: RunItem): Stored {
    const attributes = item as Item;
    const progress = (kind.progress ?? []).flatMap((name) =>
      attributes[name] === undefined ? [] : [[name, attributes[name]]],
    );
    const alive = aliveAt === undefined ? {} : { aliveAt };
    const stored: Stored = {
      ...(JSON.parse(data) as Stored),
      ...(Object.fromEntries(progress) as object),
      ...alive,
    };
    return withItemState(kind.joined?.(stored, attributes) ?? stored, item);
  }

  return {
    shown: kind.shown,
    from,
    async read(session, key, now) {
      const item = await getItem<RunItem>(session, key);
      const isThere = item && (now === undefined || isKept({ expiresAt: Infinity, ...item }, now));
      return isThere ? from(item) : undefined;
    },
    write(place, before, after, step) {
      // Another run in the place of one before has a history of its own.
      const own = kind.historyOf || before?.id === after.id ? before : undefined;
      const change = changeOf(place, own, after, step);
      const { updatedAt = place.now } = after as { updatedAt?: string };
      const Item = {
        ...kind.keyOf(place.orgId, after),
        ...(kind.isChecked?.(after) ? nextCheck(after.id, updatedAt) : {}),
        ...{ kind: kind.kind, org: place.orgId, version: after.version },
        ...nextItemState(own, 1, change),
        ...{ data: JSON.stringify(kind.dataOf?.(after) ?? after), ...kind.identityOf?.(after) },
        ...kind.attributes(after),
      };
      const condition = before ? unchanged(before) : (kind.conditionOfNew?.(place) ?? ifVersion(undefined));
      return [{ put: { Item, ...condition }, refuse: refuse(step) }, change];
    },
    progress(orgId, stored, progress, now) {
      return {
        update: under(unchanged(stored), {
          Key: { ...kind.keyOf(orgId, stored) },
          ...setting({ ...progress, aliveAt: now }),
        }),
        refuse: refuse(),
      };
    },
    remove: (place, before) => [
      {
        remove: { Key: { ...kind.keyOf(place.orgId, before) }, ...unchanged(before) },
        refuse: refuse(),
      },
      changeOf(place, before, { ...before, version: before.version + 1 }, 'deleted'),
    ],
  };
}
