/** Opens a presigned URL. */
export function openAt({ url }: { url: string }): void {
  const link = document.createElement('a');
  link.href = url;
  link.click();
}
