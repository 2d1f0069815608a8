/** Saves bytes as a file of the browser's user. */
export function saveBlob(name: string, bytes: Blob): void {
  const url = URL.createObjectURL(bytes);
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  // Browsers read the bytes after the click.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
