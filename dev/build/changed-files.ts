import { readdirSync, statSync, watch, type FSWatcher } from 'node:fs';
import path from 'node:path';

/**
 * Calls `onChange` with the path of each file that changes or appears in a folder, relative to the root. Each folder is
 * watched on its own: recursive watching of Node loses files that an editor replaces. Returns a function that ends it.
 */
export function watchFiles(root: string, folders: string[], onChange: (file: string) => void): () => void {
  const watchers = new Map<string, FSWatcher>();
  const isFolder = (name: string) =>
    statSync(path.join(root, name), { throwIfNoEntry: false })?.isDirectory() === true;
  const forget = (folder: string) => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  const add = (folder: string, isNew: boolean) => {
    if (watchers.has(folder)) return;
    const watcher = watch(path.join(root, folder), (_event, name) => {
      if (name === null) return;
      const changed = path.posix.join(folder, name);
      if (isFolder(changed)) add(changed, true);
      else if (watchers.has(changed)) forget(changed);
      else onChange(changed);
    });
    // A folder can be removed before the watcher begins.
    watcher.on('error', () => forget(folder));
    watchers.set(folder, watcher);
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const inner = path.posix.join(folder, entry.name);
      if (entry.isDirectory()) add(inner, isNew);
      else if (isNew) onChange(inner);
    }
  };
  for (const folder of folders) add(folder, false);
  return () => {
    for (const folder of watchers.keys()) forget(folder);
  };
}
