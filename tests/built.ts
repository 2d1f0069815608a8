import { ensureAssembly } from '#dev/build/assembly.ts';

/**
 * Builds what hosts start with. Without it, the first hosts of a clean checkout would all build it at once, each within
 * the time that it has for its start.
 */
export default async function setup(): Promise<void> {
  await ensureAssembly('local', () => undefined);
}
