import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

export type SiteFile = { body: Buffer; contentType: string; etag: string; cacheControl: string };

/** Folder of the files that have a hash in their names and therefore never change. */
const immutableFiles = '/_app/immutable/';

/** Reads files of the built site and caches each until it changes on disk. */
export function createSite(folder: string): (uri: string) => Promise<SiteFile | undefined> {
  const kept = new Map<string, { modifiedMs: number; file: SiteFile }>();
  return async (uri) => {
    const name = path.join(folder, path.posix.normalize(decodedPath(uri)));
    if (!name.startsWith(folder + path.sep)) return undefined;
    const stats = await stat(name).catch(() => undefined);
    if (!stats?.isFile()) return undefined;
    const before = kept.get(name);
    if (before?.modifiedMs === stats.mtimeMs) return before.file;
    const body = await readFile(name);
    const file = {
      body,
      contentType: contentTypes[path.extname(name)] ?? 'application/octet-stream',
      etag: `"${createHash('md5').update(body).digest('hex')}"`,
      cacheControl: uri.startsWith(immutableFiles) ? 'public, max-age=31536000, immutable' : 'no-cache',
    };
    kept.set(name, { modifiedMs: stats.mtimeMs, file });
    return file;
  };
}

function decodedPath(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
