// Builds the templates, function bundles and site that the local host runs, unless they are up to date.
import { ensureAssembly } from './build/assembly.ts';
import { ensureSite } from './build/site.ts';

await Promise.all([ensureAssembly('local', console.log), ensureSite(console.log)]);
