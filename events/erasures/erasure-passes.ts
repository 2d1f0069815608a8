import { storedPass, type HeldPass, type PassState } from '#data/passes/stored-pass.ts';
import { erasurePassKey } from '#data/store/pass-keys.ts';

/** The name of an erasure. */
export interface ErasureName {
  orgId: string;
  id: string;
}

/** A pass over the copies and the whole table, for some erasures. */
export interface Pass extends PassState {
  erasures: ErasureName[];
  startedAt: string;
  /** The organization whose copies are searched, and the last import that was. Undefined before the first one. */
  copies?: { orgId: string; importId?: string };
  /** Whether records and copies are done, so that the table is next. */
  isScanning?: true;
}

export const passes = storedPass<Pass>({ key: erasurePassKey, kind: 'erasure-pass' });

/** A pass on which this run works. It is stored after each import and each page. */
export type HeldErasures = HeldPass<Pass>;
