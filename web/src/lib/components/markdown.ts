const tags =
  'p br strong em del a ul ol li code pre blockquote h1 h2 h3 h4 hr table thead tbody tr th td'.split(' ');

/** Sanitized HTML for Markdown. It can't run scripts, load resources or imitate the app's controls. */
export async function renderMarkdown(text: string): Promise<string> {
  const [{ markdown }, { default: purify }] = await Promise.all([
    import('#contract/markdown.ts'),
    import('dompurify'),
  ]);
  const html = await markdown.parse(text);
  const fragment = purify.sanitize(html, {
    ALLOWED_TAGS: tags,
    // A list starts at the number that was typed.
    ALLOWED_ATTR: ['href', 'start'],
    ADD_URI_SAFE_ATTR: ['start'],
    ALLOWED_URI_REGEXP: /^(?:https?|mailto|tel):/i,
    RETURN_DOM_FRAGMENT: true,
  });
  for (const link of fragment.querySelectorAll('a')) {
    link.target = '_blank';
    link.rel = 'noopener noreferrer nofollow';
  }
  const box = document.createElement('div');
  box.append(fragment);
  return box.innerHTML;
}
