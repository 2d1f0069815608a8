/** The addresses of a path's segments. `next` returns what a segment can be after the address before it. */
export async function addressesOf(
  segments: readonly string[],
  next: (segment: string, before: string) => readonly string[] | Promise<readonly string[]>,
): Promise<string[]> {
  let all = [''];
  for (const segment of segments) {
    const longer = await Promise.all(
      all.map(async (before) => (await next(segment, before)).map((one) => `${before}/${one}`)),
    );
    all = longer.flat();
  }
  return all;
}
