const patterns = new Map<string, RegExp>();

/** The regular expression for a text in which `*` matches any characters and `?` matches one, as in IAM policies. */
export function wildcardPattern(text: string): RegExp {
  let pattern = patterns.get(text);
  if (!pattern) {
    const escaped = text
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.');
    pattern = new RegExp(`^${escaped}$`, 's');
    patterns.set(text, pattern);
  }
  return pattern;
}
