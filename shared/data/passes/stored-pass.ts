import type { Item } from '../sdk/client.ts';
import type { Key } from '../store/keys.ts';
import { Overtaken } from '../store/overtaken.ts';
import { deleteItem, getItem, isConditionFailed, putItem } from '../store/table.ts';
import type { Session } from '../store/units.ts';

/** How far a pass has come. */
export interface PassState {
  /** Where the next page starts. */
  lastKey?: Item | undefined;
  /** Rises with each write, so that of two runs at the same time, one stops. */
  step?: number;
  /** When the run that works on the pass was last known to be alive. Undefined if that run has stopped. */
  aliveAt?: string;
}

/** A pass on which this run works. */
export interface HeldPass<State extends PassState> {
  session: Session;
  pass: State;
}

interface StoredPass<State extends PassState> {
  read: (session: Session) => Promise<State | undefined>;
  /** Begins to work on a pass. As all writes, throws `Overtaken` if another run has written since it was read. */
  hold: (session: Session, pass: State) => Promise<HeldPass<State>>;
  /** Stores how far a pass has come, and that this run is alive. */
  advance: (held: HeldPass<State>, changes: Partial<State>) => Promise<void>;
  /** The same with a state in which nothing of the one before stays. */
  replace: (held: HeldPass<State>, state: State) => Promise<void>;
  /** Shows that this run is alive. Work that stores no progress for seconds calls it again and again. */
  beat: (held: HeldPass<State>) => Promise<void>;
  /** Leaves a pass to the next run, which needs not wait. */
  release: (held: HeldPass<State>) => Promise<void>;
  /** Removes a pass that has come to its end. */
  end: (held: HeldPass<State>) => Promise<void>;
}

/** The time after which a run that has stored nothing is taken to have ended. */
const leaseMs = Number(process.env.SETTLE_SECONDS ?? 0) * 1_000;
/** A run shows this often that it is alive. */
const beatMs = leaseMs / 6;

/** Whether another run works on a pass, so that this one would only repeat what that one does. */
export const isHeld = ({ aliveAt }: PassState): boolean =>
  aliveAt !== undefined && Date.now() - Date.parse(aliveAt) < leaseMs;

/** A pass whose state is an item. `request` is what somebody writes again to let it begin anew. */
export function storedPass<State extends PassState>({
  key,
  kind,
  request,
}: {
  key: Key;
  kind: string;
  request?: keyof State & string;
}): StoredPass<State> {
  async function store(held: HeldPass<State>, state: State): Promise<void> {
    const next = { ...state, step: (held.pass.step ?? 0) + 1 };
    await putItem(held.session, { Item: { ...next, ...key, kind }, ...unchanged(held.pass) }).catch(
      overtaken,
    );
    held.pass = next;
  }
  function unchanged(state: State) {
    const { step } = state;
    const values = {
      ...(step ? { ':step': step } : {}),
      ...(request ? { ':request': state[request] } : {}),
    };
    return {
      ConditionExpression: [
        step ? '#step = :step' : 'attribute_not_exists(#step)',
        ...(request ? ['#request = :request'] : []),
      ].join(' AND '),
      ExpressionAttributeNames: { '#step': 'step', ...(request ? { '#request': request } : {}) },
      ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
    };
  }
  const replace = (held: HeldPass<State>, state: State): Promise<void> =>
    store(held, { ...state, aliveAt: new Date().toISOString() });
  const advance = (held: HeldPass<State>, changes: Partial<State>): Promise<void> =>
    replace(held, { ...held.pass, ...changes });
  return {
    read: (session) => getItem<State & Key>(session, key),
    async hold(session, pass) {
      const held = { session, pass };
      await advance(held, {});
      return held;
    },
    advance,
    replace,
    async beat(held) {
      const { aliveAt = '' } = held.pass;
      if (Date.now() - Date.parse(aliveAt) > beatMs) await advance(held, {});
    },
    release(held) {
      const { aliveAt: _aliveAt, ...left } = held.pass;
      return store(held, left as State);
    },
    async end({ session, pass }) {
      await deleteItem(session, { Key: { ...key }, ...unchanged(pass) }).catch(overtaken);
    },
  };
}

function overtaken(error: unknown): never {
  throw isConditionFailed(error) ? new Overtaken() : error;
}
