import { ifAbsent, ifEquals } from '#data/store/condition.ts';
import { erasurePassKey } from '#data/store/pass-keys.ts';
import { Overtaken } from '#data/store/overtaken.ts';
import { deleteItem, getItem, isConditionFailed, putItem, type Item } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';

/** The name of an erasure. */
export interface ErasureName {
  orgId: string;
  id: string;
}

/** A pass over the copies and the whole table, for some erasures. */
export interface Pass {
  erasures: ErasureName[];
  startedAt: string;
  /** The organization whose copies are searched, and the last import that was. Undefined before the first one. */
  copies?: { orgId: string; importId?: string };
  /** Whether records and copies are done, so that the table is next. */
  isScanning?: true;
  lastKey?: Item;
  /** Rises with each write, so that of two runs at the same time, one stops. */
  step: number;
  /** When the run that works on the pass was last known to be alive. Undefined if that run has stopped. */
  aliveAt?: string;
}

/** A pass on which this run works. It is stored after each import and each page. */
export interface HeldPass {
  session: Session;
  pass: Pass;
}

export const currentPass = (session: Session): Promise<Pass | undefined> =>
  getItem<Pass>(session, erasurePassKey);

/** The time after which a run that has stored nothing is taken to have ended. */
const leaseMs = Number(process.env.SETTLE_SECONDS ?? 0) * 1_000;
/** A run shows this often that it is alive. */
const beatMs = leaseMs / 6;

/** Whether another run works on a pass, so that this one would only repeat what that one does. */
export const isHeld = ({ aliveAt }: Pass): boolean =>
  aliveAt !== undefined && Date.now() - Date.parse(aliveAt) < leaseMs;

/** Begins to work on a pass. Throws `Overtaken` if another run has done so since it was read. */
export async function holdPass(session: Session, pass: Pass): Promise<HeldPass> {
  const held = { session, pass };
  await advance(held, {});
  return held;
}

/** Stores how far a pass has come, and that this run is alive. */
export const advance = (held: HeldPass, changes: Partial<Pass>): Promise<void> =>
  save(held, { ...held.pass, ...changes, aliveAt: new Date().toISOString() });

/** Shows that this run is alive. Work that stores no progress for seconds calls it again and again. */
export async function beat(held: HeldPass): Promise<void> {
  const { aliveAt = '' } = held.pass;
  if (Date.now() - Date.parse(aliveAt) > beatMs) await advance(held, {});
}

/** Leaves a pass to the next run, which needs not wait. */
export async function release(held: HeldPass): Promise<void> {
  const { aliveAt: _aliveAt, ...left } = held.pass;
  await save(held, left);
}

export async function removePass({ session, pass }: HeldPass): Promise<void> {
  await deleteItem(session, { Key: erasurePassKey, ...ifEquals({ step: pass.step }) }).catch(overtaken);
}

async function save(held: HeldPass, pass: Pass): Promise<void> {
  const next = { ...pass, step: pass.step + 1 };
  const condition = pass.step === 0 ? ifAbsent : ifEquals({ step: pass.step });
  const Item = { ...erasurePassKey, kind: 'erasure-pass', ...next };
  await putItem(held.session, { Item, ...condition }).catch(overtaken);
  held.pass = next;
}

function overtaken(error: unknown): never {
  throw isConditionFailed(error) ? new Overtaken() : error;
}
