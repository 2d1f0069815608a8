let missing = $state(false);

/**
 * Whether a part of the page could not be loaded since the page was opened, because the connection was lost or a newer
 * version of the site replaced the part. Only a reload helps: Chromium doesn't request a module again that once failed.
 */
export const partsAreMissing = () => missing;

/** Notes from now on when `import()` fails to load a module. */
export function noteMissingParts(page: Window): void {
  page.addEventListener('vite:preloadError', () => (missing = true));
}
