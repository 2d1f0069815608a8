// Builds what the local host runs, unless it is up to date.
import { ensureAssembly } from './build/assembly.ts';
import { ensureSite } from './build/site.ts';

await Promise.all([ensureAssembly('local', console.log), ensureSite(console.log)]);
