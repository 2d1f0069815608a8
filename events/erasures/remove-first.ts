import { rememberedValues } from '#data/erasures/identity.ts';
import { removeExports, removeSnapshots } from '#data/erasures/remove-copies.ts';
import { importsAfter, removeFormerVersions, removeImport } from '#data/erasures/remove-imports.ts';
import { removeRecords } from '#data/erasures/remove-records.ts';
import { erasedValueItems } from '#data/records/erased-values.ts';
import { writeItems } from '#data/store/table.ts';
import { withinBudget } from '#data/store/write-budget.ts';
import { logFailure } from './failures.ts';
import { Overtaken } from '#data/store/overtaken.ts';
import { passes, type HeldErasures } from './erasure-passes.ts';
import { noteFound, type OpenErasure } from './open-erasure.ts';

/**
 * Removes the records of persons and the copies outside the table, one organization after the other, and goes on where
 * an earlier run stopped. Returns whether all is done before time ran out.
 */
export async function removeFirst(
  held: HeldErasures,
  open: readonly OpenErasure[],
  until: number,
): Promise<boolean> {
  const byOrganization = [...Map.groupBy(open, ({ orgId }) => orgId)].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [orgId, group] of byOrganization) {
    const { copies } = held.pass;
    if (copies && orgId < copies.orgId) continue;
    try {
      if (copies?.orgId !== orgId) await removeWhatIsKnown(held, orgId, group);
      if (!(await searchCopies(held, orgId, group, until))) return false;
    } catch (error) {
      if (error instanceof Overtaken) throw error;
      await noteFailure(group, 'copies', error);
    }
  }
  await passes.advance(held, { isScanning: true });
  return true;
}

/** Other erasures go on, while these ones need another pass. */
async function noteFailure(group: readonly OpenErasure[], kind: string, error: unknown): Promise<void> {
  for (const one of group) {
    logFailure(one, kind, error);
    await noteFound(one, 0);
  }
}

/** What goes without a look: records of the persons, files of exports, and snapshots of lists. */
async function removeWhatIsKnown(
  held: HeldErasures,
  orgId: string,
  group: readonly OpenErasure[],
): Promise<void> {
  const { session } = held;
  const alive = () => passes.beat(held);
  for (const { stored, search, base } of group) {
    await writeItems(session, erasedValueItems(orgId, rememberedValues(search.identity), base.now), []);
    await withinBudget(session, () => removeRecords(session, orgId, stored.search?.records ?? []));
    await alive();
  }
  await removeExports(session, orgId, alive);
  await removeSnapshots(session, orgId, alive);
  await passes.advance(held, { copies: { orgId } });
}

/** Searches the imports of an organization for all its persons together. One that is under way has to end first. */
async function searchCopies(
  held: HeldErasures,
  orgId: string,
  group: readonly OpenErasure[],
  until: number,
): Promise<boolean> {
  const [first] = group;
  if (!first) return true;
  const { base } = first;
  const alive = () => passes.beat(held);
  const people = group.map((one) => ({ ...one.search, since: one.stored.createdAt, one }));
  const noted = new Set<OpenErasure>();
  const note = async (waiting: readonly { one: OpenErasure }[]) => {
    for (const { one } of waiting) if (!noted.has(one)) await noteFound(one, 0);
    for (const { one } of waiting) noted.add(one);
  };
  for (const item of await importsAfter(base, orgId, held.pass.copies?.importId ?? '')) {
    if (Date.now() >= until) return false;
    try {
      await note(await removeImport(base, orgId, item, people, alive));
    } catch (error) {
      if (error instanceof Overtaken) throw error;
      await noteFailure(group, 'import', error);
    }
    await passes.advance(held, { copies: { orgId, importId: item.sk } });
  }
  await note(await removeFormerVersions(base, orgId, people, alive));
  return true;
}
